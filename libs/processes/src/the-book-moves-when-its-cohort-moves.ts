import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { cohorts } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { MoveBook } from '#places';

/** The dates as they are now, so that of two moves in a row the later one counts, whichever the book hears of last. */
const moveOf = async (
  cohortId: string,
  tools: ProcessTools,
  {
    freeWithdrawalUntil,
    effectiveOn,
  }: { freeWithdrawalUntil?: BusinessDate; effectiveOn?: BusinessDate } = {},
): Promise<readonly Send[]> => {
  const { setup, placesOpened } = await tools.stateOf(cohorts, cohortId);
  if (!setup || !placesOpened) return [];

  return [
    {
      target: cohortId,
      command: commandOf(MoveBook, {
        cohortId,
        startsOn: setup.startsOn,
        lastJoiningDate: setup.lastJoiningDate,
        requestsCloseOn: setup.enrolmentClosesOn,
        endsOn: setup.endsOn,
        ...(freeWithdrawalUntil === undefined ? {} : { freeWithdrawalUntil }),
      }),
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
    },
  ];
};

/**
 * The dates a book decides by are its cohort's, however they came to be others: postponed, a module moved, or a day
 * that was recorded wrongly. A long move also says until when sponsors may go free of charge.
 */
export const theBookMovesWhenItsCohortMoves = processOf<CohortEvent>()({
  name: 'the-book-moves-when-its-cohort-moves',
  sends: [{ command: MoveBook, ends: [] }],
  on: {
    CohortPostponed: ({ data, effectiveOn }, tools) =>
      moveOf(data.cohortId, tools, { freeWithdrawalUntil: data.freeWithdrawalUntil, effectiveOn }),
    ModuleRescheduled: ({ data, effectiveOn }, tools) =>
      data.freeWithdrawalUntil !== undefined || data.cohortEndsOn !== undefined
        ? moveOf(data.cohortId, tools, { freeWithdrawalUntil: data.freeWithdrawalUntil, effectiveOn })
        : [],
    CohortFactCorrected: ({ data }, tools) => moveOf(data.cohortId, tools),
    CohortFactStruck: ({ data }, tools) => moveOf(data.cohortId, tools),
  },
});
