import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { type Cohort, cohorts } from '#cohorts';
import type { CohortEvent, CohortMoved } from '#cohorts/events';
import { MoveBook } from '#places';

/** What lets sponsors withdraw free of charge, unless it never was. */
const MOVES: ReadonlySet<string> = new Set<CohortEvent['type']>(['CohortPostponed', 'ModuleRescheduled']);

type Correction = Extract<CohortEvent, { type: 'CohortFactCorrected' | 'CohortFactStruck' }>['data'];

/**
 * Whether a correction is of the last joining date as it stood: it is not once the cohort was put off since, unless that was
 * from the date it states. What comes of being put off is no correction, though it was decided before this is followed.
 */
const correctsJoining = ({ kept, places }: Cohort['facts'], correction: Correction): boolean => {
  const putOff = kept
    .skip((places.get(correction.corrects) ?? 0) + 1)
    .find(({ type, struck }) => type === 'CohortPostponed' && !struck);
  if (!putOff) return true;
  const { from } = putOff.data as CohortMoved;

  return 'lastJoiningDate' in correction && correction.lastJoiningDate === from.lastJoiningDate;
};

/** The dates as they are now, so that of two moves in a row the later one counts, whichever the book hears of last. */
const moveOf = async (
  cohortId: string,
  tools: ProcessTools,
  {
    freeWithdrawalUntil,
    moveId,
    correction,
    joiningStays = false,
    effectiveOn,
  }: {
    freeWithdrawalUntil?: BusinessDate;
    moveId?: string;
    correction?: Correction;
    joiningStays?: boolean;
    effectiveOn?: BusinessDate;
  },
): Promise<readonly Send[]> => {
  const { setup, placesOpened, facts } = await tools.stateOf(cohorts, cohortId);
  if (!setup || !placesOpened) return [];

  const struck = facts.kept.filter((fact) => fact.struck && MOVES.has(fact.type)).map(({ id }) => id);
  return [
    {
      target: cohortId,
      command: commandOf(MoveBook, {
        cohortId,
        startsOn: setup.startsOn,
        lastJoiningDate: setup.lastJoiningDate,
        requestsCloseOn: setup.enrolmentClosesOn,
        endsOn: setup.endsOn,
        ...(freeWithdrawalUntil === undefined ? {} : { freeWithdrawalUntil, moveId }),
        ...(struck.isEmpty() ? {} : { struck: struck.toArray() }),
        ...(correction ? { corrected: true } : {}),
        ...(joiningStays || (correction && !correctsJoining(facts, correction))
          ? { joiningStays: true }
          : {}),
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
    CohortPostponed: ({ id, data: { cohortId, freeWithdrawalUntil }, effectiveOn }, tools) =>
      moveOf(cohortId, tools, { freeWithdrawalUntil, moveId: id, effectiveOn }),
    ModuleRescheduled: ({ id, data, effectiveOn }, tools) => {
      const { cohortId, freeWithdrawalUntil, cohortEndsOn } = data;
      return freeWithdrawalUntil !== undefined || cohortEndsOn !== undefined
        ? moveOf(cohortId, tools, { freeWithdrawalUntil, moveId: id, joiningStays: true, effectiveOn })
        : [];
    },
    CohortFactCorrected: ({ data }, tools) => moveOf(data.cohortId, tools, { correction: data }),
    CohortFactStruck: ({ data }, tools) => moveOf(data.cohortId, tools, { correction: data }),
  },
});
