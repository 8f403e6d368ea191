import type { Cells, Cohort, MadeUpPast } from './made-up-past.js';

/** Adds one row of a kind; false where it cannot be of that cohort now. */
export type Dirt = (past: MadeUpPast, cohort: Cohort) => boolean;

export const UNCHANGED = { verdict: 'unchanged', code: '' } as const;

/** A row that needs a look and is recorded. */
export const flagged =
  (
    code: string,
    cells: (past: MadeUpPast, cohort: Cohort) => Cells,
    came: Parameters<MadeUpPast['record']>[2],
  ) =>
  (past: MadeUpPast, cohort: Cohort): boolean =>
    past.record(cells(past, cohort), cohort, came, code);

/** The same, of a cohort that always has a seat: days beside its own change who sat in it when. */
export const flaggedWhereRoomIs =
  (...kind: Parameters<typeof flagged>): Dirt =>
  (past, cohort) =>
    !cohort.fills && flagged(...kind)(past, cohort);

export const refused =
  (code: string, cells: (past: MadeUpPast, cohort: Cohort) => Cells | string): Dirt =>
  (past, cohort) =>
    past.refuse(cells(past, cohort), cohort, code);

/** A row with some cells otherwise. */
export const but =
  (change: (cohort: Cohort) => Cells) =>
  (past: MadeUpPast, cohort: Cohort): Cells => ({ ...past.awardedIn(cohort), ...change(cohort) });

export const STARTED = { started: true } as const;
export const AWARDED = { started: true, end: 'awarded' } as const;
export const WITHDRAWN = { started: true, end: 'withdrawn' } as const;
export const NO_OUTCOME = { outcome: '', outcome_on: '' };
