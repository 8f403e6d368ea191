import { type Fate, fateOf } from './fates.js';
import type { PlaceFactsRow } from './place-facts.entity.js';

/** Where the participants of deferred places count who came back: `domain.md` 3.9. */
export const RETURNERS = ['where_finished', 'where_began'] as const;
export type Returners = (typeof RETURNERS)[number];

/** A place with its facts of a day and what it has come to. */
export interface Counted {
  readonly row: PlaceFactsRow;
  readonly fate: Fate;
  /** The place that tells how it ended: the one of the last return where that is told of it, else itself. */
  readonly last: PlaceFactsRow;
}

/**
 * Lets everybody count once. Where they finished: a place that was left counts as moved and no more, the one of the return
 * from its start on. Where they began: what became of the return is told of the place that was left, and the one of the
 * return is but a request. `rows`: places by id, those of returns among them, as at the day.
 */
export const countedOnce = (
  row: PlaceFactsRow,
  returners: Returners,
  rows: ReadonlyMap<string, PlaceFactsRow>,
): Counted => {
  const own = fateOf(row);
  const asked = { ...NOTHING, requested: own.requested, waiting: own.waiting };
  if (returners === 'where_finished') {
    if (own.moved) return { row, last: row, fate: { ...asked, moved: true } };
    return { row, last: row, fate: row.returnOf && !own.started ? asked : own };
  }
  if (row.returnOf) return { row, last: row, fate: asked };

  const last = own.moved ? lastOf(row, rows) : row;
  return { row, last, fate: last === row ? own : told(own, last) };
};

const told = (own: Fate, last: PlaceFactsRow): Fate => {
  const came = fateOf(last);
  const started = own.started || came.started;
  const withdrawn = came.withdrawnBeforeStart || came.withdrawnAfterStart;
  return {
    ...came,
    requested: own.requested,
    waiting: false,
    accepted: own.accepted,
    started,
    withdrawnBeforeStart: withdrawn && !started,
    withdrawnAfterStart: withdrawn && started,
    moved: true,
  };
};

/** The place of the last return: one may be deferred again. A chain that names itself ends where it began. */
const lastOf = (row: PlaceFactsRow, rows: ReadonlyMap<string, PlaceFactsRow>): PlaceFactsRow => {
  const seen = new Set<string>();
  let last = row;
  while (last.movedTo && !seen.has(last.placeId)) {
    seen.add(last.placeId);
    last = rows.get(last.movedTo.placeId) ?? last;
  }
  return last;
};

const NOTHING: Fate = {
  requested: false,
  waiting: false,
  accepted: false,
  started: false,
  withdrawnBeforeStart: false,
  withdrawnAfterStart: false,
  deferred: false,
  moved: false,
  failed: false,
  completed: false,
  enrolled: false,
  over: false,
};
