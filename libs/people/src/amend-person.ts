import { isDeepStrictEqual } from 'node:util';
import { ERASED, Id, Nested, nothing, refuse, rule, Words, WordsList } from '#kernel';
import { type Level, personAmended, type Removable, REMOVABLE } from './events.js';
import { Email, LevelOf, Name, ProfessionalRegistration } from './fields.js';
import { known } from './known.js';
import { detailsOn, NOT_STANDING, type Person, personErased, standing } from './person.js';

/** Details of a person change: only what is given does. Unit, role and level count from the day stated. */
export class AmendPerson {
  @Id() personId!: string;
  @Name({ optional: true }) name?: string;
  @Email({ optional: true }) email?: string;
  @Id({ optional: true }) unitId?: string;
  @Words({ optional: true, example: 'Service manager' }) role?: string;
  @LevelOf({ optional: true }) level?: Level;
  @Nested(() => ProfessionalRegistration, { optional: true }) registration?: ProfessionalRegistration;
  @Words({ optional: true, max: 2000, description: 'Access and dietary needs' }) needs?: string;
  @Words({ optional: true, max: 500 }) emergencyContact?: string;
  @WordsList(REMOVABLE.length, { optional: true, oneOf: REMOVABLE, description: 'What is no longer so' })
  removed?: Removable[];
}

export const amendPerson = rule(
  AmendPerson,
  [...NOT_STANDING, 'given-and-removed'],
  ({ personId, registration, removed, ...given }, person: Person, { effectiveOn }) => {
    const refusal = standing(person);
    if (refusal) return refusal;
    const stated = known({ ...given, registration: registration ? { ...registration } : undefined });
    if (removed?.some((field) => stated[field] !== undefined))
      return refuse('given-and-removed', 'A detail is either given or removed: choose one.', 'removed');
    if (stated.email !== undefined && isAddressErased(person)) return personErased('email');
    const is = detailsOn(person, effectiveOn);
    const changed = Object.fromEntries(
      Object.entries(stated).filter(
        ([field, value]) => !isDeepStrictEqual(value, is[field as keyof typeof is]),
      ),
    );
    const gone = REMOVABLE.filter((field) => removed?.includes(field) && is[field] !== undefined);
    if (Object.keys(changed).length + gone.length === 0) return nothing;

    return [personAmended({ personId, ...changed, ...(gone.length > 0 ? { removed: gone } : {}) })];
  },
);

/** The key for addresses is one of its own: it may be gone while the rest can still be kept. */
export const isAddressErased = ({ statements }: Person): boolean =>
  statements.some(({ gives }) => gives.email === ERASED);
