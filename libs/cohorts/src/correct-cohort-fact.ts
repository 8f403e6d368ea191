import { OmitType, PartialType } from '@nestjs/swagger';
import {
  type BusinessDate,
  Day,
  factToCorrect,
  Id,
  inWords,
  isRefusal,
  nothing,
  NO_FACT,
  refuse,
  rule,
  wouldChange,
  Words,
  WordsList,
} from '#kernel';
import { type Cohort, unknownCohort } from './cohort.js';
import { CohortPlan } from './cohort-plan.js';
import { cohortCorrected } from './cohort.steps.js';
import { ASKED_BY, brokenCorrection, CORRECTION_REFUSALS } from './correction-policies.js';
import { cohortFactCorrected, type CorrectedFields } from './events.js';

/** The fields of a plan, each of which may have been recorded wrongly. */
class CorrectedPlan extends PartialType(
  OmitType(CohortPlan, ['programmeId', 'versionId', 'awardId', 'approvingBody'] as const),
) {}

/**
 * Says what is right where something was recorded wrongly of a cohort: a day, a name, a number, a reference. Fields left
 * out stay as they stand; null, where a fact may be without: it was never known. Naming a fact that was struck lets it
 * stand again.
 */
export class CorrectCohortFact extends CorrectedPlan {
  @Id() cohortId!: string;
  @Id({ description: 'The event that is wrong, or an earlier correction of it: see the facts of the cohort' })
  factId!: string;
  @Words({ max: 1_000, example: 'The letter is of the day before', description: 'Never about a person' })
  reason!: string;
  @Day({ optional: true, description: 'The day it happened. Default: as recorded' }) on?: BusinessDate;
  @Words({ optional: true, example: 'SG/2026/114', description: 'Of a recommendation or decision' })
  reference?: string | null;
  @Words({
    optional: true,
    max: 1_000,
    example: 'Too few sponsors asked',
    description: 'The reason that a decision, a cancellation or a move gave itself; never about a person',
  })
  reasonGiven?: string | null;
  @WordsList(30, { optional: true, description: 'Of an approval; null: it had none' })
  conditions?: string[] | null;
  @Words({ optional: true, example: 'Dunblane', description: 'Of a module that was rescheduled' })
  venue?: string;
  @Day({ optional: true, description: 'Of a module that was rescheduled beyond the end' })
  cohortEndsOn?: BusinessDate | null;
}

type Field = keyof CorrectedFields & keyof CorrectCohortFact;

const PLAN_FIELDS: readonly Field[] = [
  'number',
  'name',
  'deliveryCentre',
  'capacity',
  'minimumViable',
  'enrolmentOpensOn',
  'enrolmentClosesOn',
  'lastJoiningDate',
  'startsOn',
  'endsOn',
  'modules',
  ...ASKED_BY,
  'freeMoveDays',
  'freeWithdrawalWorkingDays',
];

/** The fields each kind of fact has, beside its day. */
const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  CohortPlanned: PLAN_FIELDS,
  PlanAmended: PLAN_FIELDS,
  CohortRecommended: ['reference'],
  CohortApproved: ['reference', 'conditions'],
  ConditionsMet: ['reference'],
  CohortReturned: ['reference', 'reasonGiven'],
  CohortNotApproved: ['reference', 'reasonGiven'],
  EnrolmentOpened: ['enrolmentClosesOn'],
  EnrolmentClosed: [],
  CohortStarted: [],
  CohortCompleted: [],
  CohortCancelled: ['reasonGiven'],
  CapacityRaised: [],
  CapacityLowered: [],
  CohortPostponed: ['startsOn', 'endsOn', 'lastJoiningDate', 'enrolmentClosesOn', 'modules', 'reasonGiven'],
  ModuleRescheduled: ['startsOn', 'endsOn', 'venue', 'cohortEndsOn', 'reasonGiven'],
};

/** Of these a fact may be without. */
const MAY_BE_MISSING: Readonly<Record<string, readonly Field[]>> = {
  CohortPlanned: ['windowClosesOn', 'sectorShares', 'maxPerSponsor'],
  PlanAmended: ['windowClosesOn', 'sectorShares', 'maxPerSponsor'],
  CohortRecommended: ['reference'],
  CohortApproved: ['conditions'],
  CohortReturned: ['reasonGiven'],
  CohortNotApproved: ['reasonGiven'],
  CohortPostponed: ['enrolmentClosesOn'],
  ModuleRescheduled: ['cohortEndsOn'],
};

const EVERY_FIELD = [...new Set(Object.values(FIELDS).flat())];

export const correctCohortFact = rule(
  CorrectCohortFact,
  [
    'unknown-cohort',
    ...NO_FACT,
    'field-of-another-fact',
    'cannot-be-missing',
    'dated-in-the-future',
    ...CORRECTION_REFUSALS,
  ],
  (command, cohort: Cohort, { today }) => {
    const { cohortId, factId, reason } = command;
    if (!cohort.setup) return unknownCohort;
    const fact = factToCorrect(cohort.facts, factId, Object.keys(FIELDS), 'factId');
    if (isRefusal(fact)) return fact;
    const becomes = statedOf(command);
    const odd = oddField(fact.type, becomes);
    if (odd) return odd;
    const on = command.on ?? fact.on;
    if (on > today)
      return refuse('dated-in-the-future', `It has happened: by ${inWords(today)} at the latest.`, 'on');
    if (!wouldChange(fact, becomes, on)) return nothing;

    const correction = cohortFactCorrected(
      { cohortId, corrects: factId, fact: fact.type, reason, ...becomes },
      on,
    );
    return brokenCorrection(cohort, cohortCorrected(cohort, correction, on)) ?? [correction];
  },
);

/** What the command says, as plain values; an empty list of conditions is none. */
const statedOf = (command: CorrectCohortFact): CorrectedFields => {
  const stated = EVERY_FIELD.filter((field) => command[field] !== undefined).map((field) => [
    field,
    field === 'conditions' && command.conditions?.length === 0 ? null : command[field],
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(stated))) as CorrectedFields;
};

const oddField = (kind: string, becomes: CorrectedFields) => {
  for (const [field, value] of Object.entries(becomes) as [Field, unknown][]) {
    if (!FIELDS[kind]!.includes(field))
      return refuse(
        'field-of-another-fact',
        `The fact that is corrected says nothing of this: leave it out, or correct the fact that does.`,
        field,
      );
    if (value === null && !MAY_BE_MISSING[kind]?.includes(field))
      return refuse('cannot-be-missing', 'Say what is right: it was known in any case.', field);
  }
  return undefined;
};
