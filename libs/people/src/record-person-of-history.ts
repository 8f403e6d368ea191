import { type BusinessDate, ERASED, Id, nothing, refuse, rule, Words } from '#kernel';
import { jobStatedBy } from './change-employer.js';
import { employerChanged, type Level, personAmended, personRegistered } from './events.js';
import { Email, LevelOf, Name } from './fields.js';
import { known } from './known.js';
import { isErased, type Person, personErased } from './person.js';

/**
 * The papers of a past cohort name a person by a reference, and may say more about them as of that day. Said of one who
 * is known already it adds what was unknown, and where they worked on that day; said again it changes nothing.
 */
export class RecordPersonOfHistory {
  @Id() personId!: string;
  @Words({ example: 'P-1043' }) reference!: string;
  @Name({ optional: true }) name?: string;
  @Email({ optional: true }) email?: string;
  @Id({ of: 'organisation', optional: true, description: 'The organisation they worked for on that day' })
  employerId?: string;
  @LevelOf({ optional: true, description: 'On that day' }) level?: Level;
}

export const recordPersonOfHistory = rule(
  RecordPersonOfHistory,
  ['already-registered-differently', 'person-erased'],
  ({ personId, reference, ...stated }, person: Person, { effectiveOn }) => {
    const { name, email, ...job } = known(stated);
    if (!person.registered)
      return [personRegistered({ personId, reference, ...known({ name, email, ...job }) })];
    if (isErased(person)) return personErased('personId');
    const said = { name, email };
    const is = knownSoFar(person);
    const field = (['name', 'email'] as const).find((one) => isOtherwise(is[one], said[one]));
    if (field)
      return refuse(
        'already-registered-differently',
        'This person is registered with other details: correct those, or name the person by another reference.',
        field,
      );

    const unknown = known({
      name: is.name === undefined ? name : undefined,
      email: is.email === undefined ? email : undefined,
    });
    const facts = [
      ...(Object.keys(unknown).length > 0 ? [personAmended({ personId, ...unknown })] : []),
      ...jobFacts(personId, person, job, effectiveOn),
    ];
    return facts.length > 0 ? facts : nothing;
  },
);

/** The last that was said of each, whatever day it was said of: rows come in any order. */
export const knownSoFar = ({ statements }: Person): { name?: string; email?: string } => ({
  name: statements.findLast(({ gives }) => gives.name !== undefined)?.gives.name,
  email: statements.findLast(({ gives }) => gives.email !== undefined)?.gives.email,
});

/** True where something is known and something else is said. */
export const isOtherwise = (is: string | undefined, said: string | undefined): boolean =>
  is !== undefined && said !== undefined && is !== ERASED && is !== said;

const jobFacts = (
  personId: string,
  person: Person,
  { employerId, level }: { employerId?: string; level?: Level },
  day: BusinessDate,
) => {
  const is = jobStatedBy(person, day) ?? {};
  if (employerId !== undefined && employerId !== is.employerId)
    return [employerChanged({ personId, ...known({ employerId, level }) })];

  return level === undefined || level === is.level ? [] : [personAmended({ personId, level })];
};
