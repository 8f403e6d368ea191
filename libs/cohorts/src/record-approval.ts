import { type BusinessDate, Day, Id, nothing, OneOf, refuse, rule, Words, WordsList } from '#kernel';
import { type Cohort, outOfOrder, type Stage, stageInWords, unknownCohort } from './cohort.js';
import { cohortApproved, cohortNotApproved, cohortReturned } from './events.js';

/** What an approving body may decide. */
export const APPROVAL_DECISIONS = [
  'approved',
  'approved_with_conditions',
  'returned',
  'not_approved',
] as const;
export type ApprovalDecision = (typeof APPROVAL_DECISIONS)[number];

/** Records what the approving body decided on a recommended cohort. */
export class RecordApproval {
  @Id() cohortId!: string;
  @OneOf(APPROVAL_DECISIONS) decision!: ApprovalDecision;
  @Words({ example: 'SG/2026/114' }) reference!: string;
  @WordsList(30, { optional: true, example: ['At least two delivery centres'] }) conditions?: string[];
  @Words({ optional: true, max: 1_000, example: 'The price has to be explained' }) reason?: string;
  @Day({ optional: true, description: 'The day the body decided. Default: the day the command states' })
  dated?: BusinessDate;
}

export const recordApproval = rule(
  RecordApproval,
  [
    'unknown-cohort',
    'not-recommended',
    'conditions-missing',
    'conditions-not-expected',
    'dated-in-the-future',
    'out-of-order',
  ],
  (command, cohort: Cohort, { today, effectiveOn }) => {
    const { cohortId, decision, reference, conditions = [], reason, dated } = command;
    if (!cohort.setup) return unknownCohort;
    const stage: Stage = decision;
    if (cohort.stage === stage && cohort.decisionReference === reference) return nothing;
    if (cohort.stage !== 'recommended')
      return refuse(
        'not-recommended',
        `The cohort is ${stageInWords(cohort.stage)}: a decision is recorded on a recommended one.`,
      );
    if (decision === 'approved_with_conditions' && conditions.length === 0)
      return refuse('conditions-missing', 'State the conditions of the approval.', 'conditions');
    if (decision !== 'approved_with_conditions' && conditions.length > 0)
      return refuse(
        'conditions-not-expected',
        'Only an approval with conditions has conditions: check the decision.',
        'conditions',
      );
    if (dated !== undefined && dated > today)
      return refuse(
        'dated-in-the-future',
        'A decision is recorded once it was taken: state a day up to today.',
        'dated',
      );
    if ((dated ?? effectiveOn) < cohort.since) return outOfOrder(cohort, 'dated');

    const because = { cohortId, reference, ...(reason === undefined ? {} : { reason }) };
    if (decision === 'returned') return [cohortReturned(because, dated)];
    if (decision === 'not_approved') return [cohortNotApproved(because, dated)];
    return [cohortApproved({ cohortId, reference, ...(conditions.length ? { conditions } : {}) }, dated)];
  },
);
