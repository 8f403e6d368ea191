import { isDeepStrictEqual } from 'node:util';
import { type BusinessDate, Id, nothing, rule, Words } from '#kernel';
import { employerChanged, type Employment, type Level } from './events.js';
import { LevelOf } from './fields.js';
import { known } from './known.js';
import { isOfJob, NOT_STANDING, type Person, standing, statedEmployment } from './person.js';

/** From the day stated, which may lie ahead, a person works elsewhere; what is not given of the new job is unknown. */
export class ChangeEmployer {
  @Id() personId!: string;
  @Id({ of: 'organisation' }) employerId!: string;
  @Id({ optional: true }) unitId?: string;
  @Words({ optional: true, example: 'Team manager' }) role?: string;
  @LevelOf({ optional: true }) level?: Level;
}

export const changeEmployer = rule(
  ChangeEmployer,
  NOT_STANDING,
  ({ personId, employerId, unitId, role, level }, person: Person, { effectiveOn }) => {
    const refusal = standing(person);
    if (refusal) return refusal;
    const job: Employment & { employerId: string } = known({ employerId, unitId, role, level });
    if (isDeepStrictEqual(jobStatedBy(person, effectiveOn), job)) return nothing;

    return [employerChanged({ personId, ...job })];
  },
  { mayBeAhead: true },
);

/** The job as stated about a day or one before it; undefined where only later ones are known. */
export const jobStatedBy = (person: Person, day: BusinessDate): Employment | undefined =>
  person.statements.some((statement) => isOfJob(statement) && statement.on <= day)
    ? statedEmployment(person, day)
    : undefined;
