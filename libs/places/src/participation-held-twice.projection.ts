import { type BusinessDate, projectionOf } from '#kernel';
import { Map } from 'immutable';
import { candidacyId, isFreeFor, placeKey, type PlaceName } from './candidacy.js';
import type { CandidacyEvent } from './events.js';
import { CandidacyRow, type Holding } from './participation-held-twice.entity.js';
import type { Holdings } from './participation-moves.events.js';

type By = Holding['by'];

/** What every person holds for every award, so that whoever holds two places by a merge or by history is listed. */
export const candidaciesHeld = projectionOf<CandidacyEvent>()<CandidacyRow>({
  name: 'candidacies-held',
  version: 2,
  table: CandidacyRow,
  key: ({ data }) => candidacyId(data),
  blank: (id) => {
    const [personId = '', awardId = ''] = id.split('.');
    return { candidacyId: id, personId, awardId, holdings: [], heldTwice: false };
  },
  on: {
    CandidacyClaimed: (row, event) => began(row, event, [{ ...event.data, by: 'claim' }]),
    CandidacyReleased: (row, event) => ended(row, event, [event.data], 'claim'),
    AwardHeld: (row, event) => began(row, event, [{ ...event.data, by: 'award' }]),
    AwardNoLongerHeld: (row, event) => ended(row, event, [event.data], 'award'),
    PastCandidacyRecorded: (row, { data }) => wasLive(row, [data]),
    PastCandidacyStruck: (row, { data }) => wasNotTheirs(row, [data]),
    CandidacyMoved: (row, event) =>
      wasNotTheirs(
        ended(ended(row, event, event.data.claims, 'claim'), event, event.data.awards, 'award'),
        event.data.past,
      ),
    CandidacyTakenOver: (row, event) => wasLive(began(row, event, held(event.data)), event.data.past),
  },
  asAt: (row, day) => {
    const holdings = row.holdings
      .filter(({ on }) => on <= day)
      .map((one) => ({ ...one, endedOn: one.endedOn !== null && one.endedOn <= day ? one.endedOn : null }));

    return holdings.length === 0 ? null : { ...row, holdings, heldTwice: isHeldTwice(holdings) };
  },
});

/** The places that hold the person now; one that does by a claim and by the award is one place. */
export const holdingNow = (holdings: readonly Holding[]): readonly Holding[] => [
  ...Map(holdings.filter(({ endedOn }) => endedOn === null).map((one) => [placeKey(one), one])).values(),
];

const isHeldTwice = (holdings: readonly Holding[]): boolean => {
  const now = holdingNow(holdings);
  const claims = Map(now.map((one) => [placeKey(one), one]));
  return now.some((one) => !isFreeFor({ claims }, one, one.returnOf));
};

const held = ({ claims, awards }: Holdings): readonly Begun[] => [
  ...claims.map((claim) => ({ ...claim, by: 'claim' as const })),
  ...awards.map((award) => ({ ...award, by: 'award' as const })),
];

type Begun = Pick<Holding, 'cohortId' | 'placeId' | 'by' | 'returnOf'>;
interface Dated {
  readonly effectiveOn: BusinessDate;
}

const began = (row: CandidacyRow, { effectiveOn }: Dated, begun: readonly Begun[]): CandidacyRow => {
  const fresh = begun.filter((one) => !row.holdings.some((known) => isOpen(known, one, one.by)));
  const holdings = [
    ...row.holdings,
    ...fresh.map(({ cohortId, placeId, by, returnOf }) => ({
      cohortId,
      placeId,
      by,
      on: effectiveOn,
      endedOn: null,
      ...(returnOf === undefined ? {} : { returnOf }),
    })),
  ];
  return { ...row, holdings, heldTwice: isHeldTwice(holdings) };
};

const ended = (
  row: CandidacyRow,
  { effectiveOn }: Dated,
  places: readonly PlaceName[],
  by: By,
): CandidacyRow => {
  const holdings = row.holdings.map((one) =>
    places.some((place) => isOpen(one, place, by)) ? { ...one, endedOn: effectiveOn } : one,
  );
  return { ...row, holdings, heldTwice: isHeldTwice(holdings) };
};

/** The days a past place was live are of the world: they are theirs from the first, whenever that was found out. */
const wasLive = (row: CandidacyRow, past: Holdings['past']): CandidacyRow => {
  const holdings = [
    ...wasNotTheirs(row, past).holdings,
    ...past.map(({ cohortId, placeId, from, until = null }) => ({
      cohortId,
      placeId,
      by: 'past' as const,
      on: from,
      endedOn: until,
    })),
  ];
  return { ...row, holdings, heldTwice: isHeldTwice(holdings) };
};

const wasNotTheirs = (row: CandidacyRow, past: readonly PlaceName[]): CandidacyRow => {
  const keys = new Set(past.map(placeKey));
  const holdings = row.holdings.filter((one) => one.by !== 'past' || !keys.has(placeKey(one)));

  return { ...row, holdings, heldTwice: isHeldTwice(holdings) };
};

const isOpen = (known: Holding, place: PlaceName, by: By): boolean =>
  known.endedOn === null && known.by === by && placeKey(known) === placeKey(place);
