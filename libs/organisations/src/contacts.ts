import { Id, inWords, nothing, OneOf, refuse, rule } from '#kernel';
import { CONTACT_PURPOSES, contactEnded, contactNamed, type ContactPurpose } from './events.js';
import { NOT_STANDING, notRegistered, type Organisation, standing } from './organisation.js';

/** A person becomes one of those an organisation is reached by, for one purpose. */
export class NameContact {
  @Id() organisationId!: string;
  @Id({ of: 'person' }) personId!: string;
  @OneOf(CONTACT_PURPOSES) purpose!: ContactPurpose;
}

/** An organisation that closed may still owe: who answers for its bills can be named after its last day. */
export const nameContact = rule(
  NameContact,
  NOT_STANDING,
  ({ organisationId, personId, purpose }, organisation: Organisation, { effectiveOn }) => {
    if (!organisation.registered) return notRegistered();
    const refusal = standing(organisation, effectiveOn);
    if (refusal && purpose !== 'billing') return refusal;
    if (organisation.contacts.get(personId)?.has(purpose)) return nothing;

    return [contactNamed({ organisationId, personId, purpose })];
  },
);

/** A person is a contact no more: for the purpose stated, or for all of them. */
export class EndContact {
  @Id() organisationId!: string;
  @Id() personId!: string;
  @OneOf(CONTACT_PURPOSES, { optional: true }) purpose?: ContactPurpose;
}

/** People leave closed organisations too. */
export const endContact = rule(
  EndContact,
  ['organisation-not-registered', 'contact-unknown', 'contact-named-later'],
  ({ organisationId, personId, purpose }, { registered, contacts }: Organisation, { effectiveOn }) => {
    if (!registered) return notRegistered();
    const purposes = contacts.get(personId);
    if (!purposes)
      return refuse(
        'contact-unknown',
        'This person was never a contact of this organisation: name them first, or check the person.',
        'personId',
      );
    const ended = CONTACT_PURPOSES.filter((known) => purposes.has(known) && (purpose ?? known) === known);
    const since = ended.map((one) => purposes.get(one)!).find((day) => day > effectiveOn);
    if (since !== undefined)
      return refuse(
        'contact-named-later',
        `This person became a contact on ${inWords(since)}: state that day or a later one, or strike the fact if it never was.`,
      );

    return ended.map((one) => contactEnded({ organisationId, personId, purpose: one }));
  },
);
