import { commandOf, Id, isRefusal, rule } from '#kernel';
import type { PlaceEvent } from './events.js';
import type { EndedPlace } from './ended-as.js';
import { foreseen } from './foreseen.js';
import { byRank, ORDINARY } from './line.js';
import { notPlacedByAWrongDay } from './not-placed.js';
import type { PlaceBook } from './place-book.js';
import { goesWith } from './place-order.js';
import { needsNewTurn, strikePlaceFact, StrikePlaceFact } from './strike-place-fact.js';
import { toldOf } from './told-facts.js';

/** Facts one decision records at most, unless one group has more: an append has a limit. The last of a full batch says that others follow. */
export const RESTORED_AT_ONCE = 400;

const REASON = 'The last joining date of the cohort had been recorded wrongly.';
const AFTER_ALL_TURNS = Number.MAX_SAFE_INTEGER;

/**
 * The last joining date had been recorded too early: whoever was not placed by it waits again, first in line first and
 * groups whole, so that what is offered between two batches is offered in order.
 */
export class RestoreUnplaced {
  @Id() cohortId!: string;
}

export const restoreUnplaced = rule(
  RestoreUnplaced,
  [],
  ({ cohortId }, book: PlaceBook, circumstances): readonly PlaceEvent[] => {
    const facts: PlaceEvent[] = [];
    let so = book;
    for (const unit of inTheirOrder(book, notPlacedByAWrongDay(book, circumstances.today))) {
      const next: PlaceEvent[] = [];
      for (const ended of unit) {
        const striking = commandOf(StrikePlaceFact, {
          ...ended,
          cohortId,
          fact: 'not_placed',
          reason: REASON,
        });
        const decided = strikePlaceFact.decide(striking, so, circumstances);
        // Its person's claim is asked for already, for one.
        if (isRefusal(decided)) continue;
        next.push(...decided);
        so = foreseen(so, decided, circumstances);
      }
      if (facts.length > 0 && facts.length + next.length > RESTORED_AT_ONCE) return othersFollow(facts);
      facts.push(...next);
    }
    return facts;
  },
);

/** Those who ended, as they will stand in line: what takes its turn together as one. Who draws a new turn stands last. */
const inTheirOrder = (book: PlaceBook, ended: readonly EndedPlace[]): Iterable<readonly EndedPlace[]> => {
  const ranked = ended.flatMap((one) => {
    const place = book.places.get(one.placeId);
    const told = place && toldOf(place, 'not_placed');
    if (!place || !told?.before) return [];
    const { standing = ORDINARY, turn = AFTER_ALL_TURNS, groupId } = told.before;
    const group = groupId === undefined ? undefined : book.groups.get(groupId);
    const isOne = group && !group.split && goesWith(group, { standing, sponsorId: place.sponsorId });
    return {
      ended: one,
      unit: isOne ? groupId : one.placeId,
      standing,
      turn: needsNewTurn(book, told) ? AFTER_ALL_TURNS : turn,
      as: place.notPlacedAs ?? 0,
    };
  });
  const units = new Map<string | undefined, readonly EndedPlace[]>();
  for (const { ended: one, unit } of ranked.sort((a, b) => byRank(a, b) || a.as - b.as))
    units.set(unit, [...(units.get(unit) ?? []), one]);

  return units.values();
};

const othersFollow = (facts: readonly PlaceEvent[]): readonly PlaceEvent[] => {
  const last = facts.findLastIndex(({ type }) => type === 'PlaceFactStruck');
  return facts.map((fact, index) =>
    index === last && fact.type === 'PlaceFactStruck'
      ? { ...fact, data: { ...fact.data, othersFollow: true } }
      : fact,
  );
};
