import { countedWith, Id, nothing, OneOf, refuse, rule, Whole } from '#kernel';
import { type Cohort, type Stage, stageInWords, unknownCohort } from './cohort.js';
import { type Level, LEVELS } from './cohort-setup.js';
import { interestExpressed, interestWithdrawn } from './events.js';
import { interestOn } from './interest.js';

/** A sponsor says how many places it expects to ask for. Its latest statement counts, and binds it to nothing. */
export class ExpressInterest {
  @Id() cohortId!: string;
  @Id({ of: 'organisation' }) sponsorId!: string;
  @Whole(0, 10_000, { example: 4, description: '0: none any more' }) places!: number;
  @OneOf(LEVELS, { optional: true, example: 'middle', description: 'Of those it thinks of' }) level?: Level;
}

/** From the plan until enrolment closes. */
const OPEN_STAGES: ReadonlySet<Stage> = new Set([
  'planned',
  'recommended',
  'approved_with_conditions',
  'approved',
  'returned',
  'enrolling',
]);

/** Whether sponsors may still say what they expect. */
export const takesInterest = (stage: Stage): boolean => OPEN_STAGES.has(stage);

export const expressInterest = rule(
  ExpressInterest,
  ['unknown-cohort', 'interest-closed'],
  ({ cohortId, sponsorId, places, level }, cohort: Cohort, { effectiveOn }) => {
    if (!cohort.setup) return unknownCohort;
    if (!takesInterest(cohort.stage))
      return refuse(
        'interest-closed',
        `The cohort is ${stageInWords(cohort.stage)}: interest is stated until enrolment closes. Ask for another cohort.`,
        'cohortId',
      );
    const said = interestOn(cohort.interest, countedWith(cohort.sponsorRecords, sponsorId), effectiveOn);
    if (places === 0) return said === null ? nothing : [interestWithdrawn({ cohortId, sponsorId })];
    const interest = { places, ...(level === undefined ? {} : { level }) };
    if (said?.places === places && said.level === level) return nothing;

    return [interestExpressed({ cohortId, sponsorId, ...interest })];
  },
);
