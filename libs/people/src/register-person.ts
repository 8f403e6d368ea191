import { isDeepStrictEqual } from 'node:util';
import { Id, Nested, nothing, refuse, rule, versionsOf, Words } from '#kernel';
import { type Level, type PersonDetails, personRegistered } from './events.js';
import { Email, LevelOf, Name, ProfessionalRegistration } from './fields.js';
import { known } from './known.js';
import { isErased, type Person, personErased } from './person.js';

/** A person becomes known to the programme. Registering them again with the same content changes nothing. */
export class RegisterPerson {
  @Id() personId!: string;
  @Name() name!: string;
  @Email({ optional: true }) email?: string;
  @Id({ of: 'organisation', optional: true, description: 'The organisation they work for' })
  employerId?: string;
  @Id({ optional: true }) unitId?: string;
  @Words({ optional: true, example: 'Team manager' }) role?: string;
  @LevelOf({ optional: true }) level?: Level;
  @Nested(() => ProfessionalRegistration, { optional: true }) registration?: ProfessionalRegistration;
  @Words({ optional: true, max: 2000, description: 'Access and dietary needs' }) needs?: string;
  @Words({ optional: true, max: 500 }) emergencyContact?: string;
}

export const registerPerson = rule(
  RegisterPerson,
  ['already-registered-differently', 'person-erased'],
  ({ personId, registration, ...stated }, person: Person) => {
    const details: PersonDetails = known({
      ...stated,
      registration: registration ? { ...registration } : undefined,
    });
    if (!person.registered) return [personRegistered({ personId, ...details })];
    if (isErased(person)) return personErased('personId');
    if (![person.registered, firstRegistered(person)].some((was) => isDeepStrictEqual(was, details)))
      return refuse(
        'already-registered-differently',
        'This id is taken by a person registered with other details: amend those, or use a new id.',
        'personId',
      );

    return nothing;
  },
);

/** As it was recorded, whatever was corrected since: whoever sends it again means what they said. */
const firstRegistered = ({ facts }: Person): object | undefined => {
  const first = facts.kept.first();
  if (!first) return undefined;

  const { personId: _, ...details } = versionsOf(first)[0]!.data as Record<string, unknown>;
  return details;
};
