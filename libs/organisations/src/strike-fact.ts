import { factToCorrect, Id, isRefusal, type KeptFact, NO_FACT, nothing, refuse, rule, Words } from '#kernel';
import { CORRECTABLE } from './correctable-facts.js';
import { organisationFactStruck } from './events.js';
import { notRegistered, type Organisation } from './organisation.js';

/** A fact about an organisation never was. It stays visible as struck; corrected later, it stands again. */
export class StrikeOrganisationFact {
  @Id() organisationId!: string;
  @Id({ description: 'The event that recorded it, or a correction of it' }) factId!: string;
  @Words({ max: 500, example: 'Stated of the wrong organisation', description: 'Never about a person' })
  reason!: string;
}

export const strikeOrganisationFact = rule(
  StrikeOrganisationFact,
  ['organisation-not-registered', ...NO_FACT, 'registration-stays', 'other-facts-rest-on-it'],
  ({ organisationId, factId, reason }, organisation: Organisation) => {
    if (!organisation.registered) return notRegistered();
    const fact = factToCorrect(organisation.facts, factId, Object.keys(CORRECTABLE), 'factId');
    if (isRefusal(fact)) return fact;
    if (fact.type === 'OrganisationRegistered')
      return refuse(
        'registration-stays',
        'An organisation stays registered: correct its registration, merge it, or close it.',
        'factId',
      );
    if (fact.struck) return nothing;
    if (organisation.facts.kept.some((other) => restsOn(other, fact)))
      return refuse(
        'other-facts-rest-on-it',
        'Later facts are about what this one began: strike those first.',
        'factId',
      );

    return [organisationFactStruck({ organisationId, corrects: factId, fact: fact.type, reason }, fact.on)];
  },
);

interface About {
  readonly unitId?: string;
  readonly personId?: string;
  readonly purpose?: string;
}

/** True for what is said of a unit that was added by the fact, and for the end of a contact that was named by it. */
export const restsOn = (other: KeptFact, fact: KeptFact): boolean => {
  if (other.struck || other.id === fact.id) return false;
  const [one, two] = [fact.data as About, other.data as About];
  if (fact.type === 'UnitAdded') return two.unitId === one.unitId;

  return (
    fact.type === 'ContactNamed' &&
    other.type === 'ContactEnded' &&
    two.personId === one.personId &&
    two.purpose === one.purpose &&
    other.on >= fact.on
  );
};
