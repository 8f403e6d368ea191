import { type Refusal, refuse } from '#kernel';
import { AmendPlan, type CohortPlan, cohorts, CopyCohort, PlanCohort } from '#cohorts';
import type { Commands, Guard } from '#platform';
import { programmes } from '#programmes';

const REFUSES = [
  'unknown-programme',
  'version-unknown',
  'version-retired',
  'another-award',
  'another-approving-body',
] as const;

type Asking = Pick<Commands, 'stateOf'>;

/** What a plan states against its programme, if anything. `keptVersionId`: the version it ran before, retired or not. */
const mismatchOf = async (
  plan: CohortPlan,
  commands: Asking,
  keptVersionId?: string,
): Promise<Refusal<(typeof REFUSES)[number]> | undefined> => {
  const { defined, versions } = await commands.stateOf(programmes, plan.programmeId);
  if (!defined)
    return refuse('unknown-programme', 'There is no programme with this id: define it first.', 'programmeId');
  const version = versions[plan.versionId];
  if (!version)
    return refuse(
      'version-unknown',
      `"${defined.name}" has no version with this id: define it first.`,
      'versionId',
    );
  if (version.retired && plan.versionId !== keptVersionId)
    return refuse(
      'version-retired',
      `Version "${version.label}" is not for new cohorts any more: choose another version.`,
      'versionId',
    );
  if (plan.awardId !== defined.awardId)
    return refuse('another-award', `"${defined.name}" leads to another award: state that one.`, 'awardId');
  if (plan.approvingBody !== defined.approvingBody)
    return refuse(
      'another-approving-body',
      `The approving body of "${defined.name}" is ${defined.approvingBody}: state that one.`,
      'approvingBody',
    );

  return undefined;
};

/** A cohort planned already is compared by its own rule, which answers a repeat though its version is retired since. */
const isPlanned = async (cohortId: string, commands: Asking): Promise<boolean> =>
  (await commands.stateOf(cohorts, cohortId)).setup !== undefined;

const planned: Guard<PlanCohort> = {
  command: PlanCohort,
  refuses: REFUSES,
  check: async (plan, commands) =>
    (await isPlanned(plan.cohortId, commands)) ? undefined : mismatchOf(plan, commands),
};

/** Whoever copies states only which cohort: that is the field to choose anew. */
const copied: Guard<CopyCohort> = {
  command: CopyCohort,
  refuses: REFUSES,
  check: async ({ cohortId, earlier }, commands) => {
    if (await isPlanned(cohortId, commands)) return undefined;
    const mismatch = await mismatchOf(earlier, commands);

    return mismatch && { ...mismatch, field: 'fromCohortId' };
  },
};

/** A plan keeps its version when that was retired since; a cohort nobody planned is the rule's to refuse. */
const amended: Guard<AmendPlan> = {
  command: AmendPlan,
  refuses: REFUSES,
  check: async (plan, commands) => {
    const { setup } = await commands.stateOf(cohorts, plan.cohortId);

    return setup && mismatchOf(plan, commands, setup.versionId);
  },
};

/** A cohort's version, award and approving body are those of its programme, whoever states the plan. */
export const cohortFollowsItsProgramme: readonly Guard[] = [planned, amended, copied];
