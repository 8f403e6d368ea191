import { type BusinessDate, statedOn } from '#kernel';
import { SECTORS } from '#organisations/events';
import { LEVELS } from '#places/events';
import { asOn, type OrganisationFactsRow } from './organisation-facts.projection.js';
import type { PlaceFactsRow } from './place-facts.entity.js';
import type { Counted } from './returners.js';

/** What rates may be broken down by. */
export const BREAKDOWNS = ['sector', 'size', 'level', 'region', 'sponsor'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** Bands of whole-time staff, smallest first. */
export const SIZE_BANDS = ['under_10', '10_49', '50_249', '250_and_more', 'unknown'] as const;
export type SizeBand = (typeof SIZE_BANDS)[number];

/** The organisations a breakdown asks about, by id; a merged one is found beside the one that stands for it. */
export type Organisations = ReadonlyMap<string, OrganisationFactsRow>;

/** The organisation that stands for an id; itself, unless it was merged. */
export const keptOf = (organisations: Organisations, id: string): string =>
  organisations.get(id)?.mergedInto ?? id;

/** Nobody answers for these places: their participants pay, or there is no sponsor now. */
export const NO_SPONSOR = 'none';

/**
 * The value of a place, which has its facts of a day: of its home organisation (else its sponsor) as at its start, before
 * it as at its request. By sponsor: the id of the one that answered for it on that day. Whoever began with a return
 * started there.
 */
export const valueOf = (
  { row, last, fate: { started } }: Counted,
  breakdown: Breakdown,
  organisations: Organisations,
): string => {
  const begun = [row, last].find(({ startedOn }) => startedOn !== null) ?? row;
  if (breakdown === 'level')
    return (started && begun.asAtStart.level) || (row.asAtRequest.level ?? 'unknown');
  const sponsorId = sponsorOf(begun);
  if (breakdown === 'sponsor') return sponsorId === null ? NO_SPONSOR : keptOf(organisations, sponsorId);
  const homeId =
    (started && begun.asAtStart.homeOrganisationId) || (row.asAtRequest.homeOrganisationId ?? sponsorId);
  const home = homeId ? organisations.get(keptOf(organisations, homeId)) : undefined;
  const day = begun.startedOn ?? row.requestedOn ?? LAST_DAY;
  if (!home) return 'unknown';
  if (breakdown === 'sector') return asOn(home.sectors, day) ?? 'unknown';
  if (breakdown === 'size') return sizeBandOf(asOn(home.staffWte, day));

  return regionOf(asOn(home.councilAreas, day));
};

/** The facts asked are of a day already: the last of them. */
const LAST_DAY: BusinessDate = '9999-12-31';

/** Who answered for a place on its first day, or answers now where it has not started. */
const sponsorOf = (row: PlaceFactsRow): string | null => {
  if (row.startedOn === null) return row.sponsorId;

  const transferred = statedOn(row.transfers, row.startedOn);
  return transferred === undefined ? row.askedBy : transferred;
};

/** The organisations that any day's breakdown of a place may ask about. */
export const organisationIdsOf = (row: PlaceFactsRow): readonly string[] =>
  [
    row.asAtStart.homeOrganisationId,
    row.askedBy,
    ...row.kept.map(({ value }) => value.homeOrganisationId),
    ...row.named.map(({ homeOrganisationId }) => homeOrganisationId),
    ...row.transfers.map(({ value }) => value),
  ].filter((id) => typeof id === 'string');

/** The band of a number of whole-time staff; none, or 0, is unknown. */
export const sizeBandOf = (staffWte: number | undefined): SizeBand => {
  if (!staffWte) return 'unknown';
  if (staffWte < 10) return 'under_10';
  if (staffWte < 50) return '10_49';

  return staffWte < 250 ? '50_249' : '250_and_more';
};

/** The one council area, else `several` or `unknown`. */
export const regionOf = (councilAreas: readonly string[] = []): string => {
  const areas = new Set(councilAreas);

  return areas.size > 1 ? 'several' : ([...areas][0] ?? 'unknown');
};

/**
 * Orders values as people list them: sectors, sizes and levels as declared, regions and sponsors by name, `several`,
 * `unknown` and `none` last.
 */
export const valueOrder = ({ by, organisations }: BreakdownAsked) => {
  const words = (value: string): string => labelOf(value, by, organisations);
  return (one: string, other: string): number =>
    rankOf(by, one) - rankOf(by, other) ||
    inText(words(one), words(other)) ||
    // Two sponsors of one name stay apart.
    inText(one, other);
};

/** Where a breakdown looks things up. */
export interface BreakdownAsked {
  readonly by: Breakdown;
  readonly organisations: Organisations;
}

/** A value as people read it: a sponsor by its latest name. */
export const labelOf = (value: string, by: Breakdown, organisations: Organisations): string =>
  by === 'sponsor' ? (organisations.get(value)?.names.at(-1)?.value ?? value) : value;

const inText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const declared: Record<Exclude<Breakdown, 'region' | 'sponsor'>, readonly string[]> = {
  sector: SECTORS,
  size: SIZE_BANDS,
  level: [...LEVELS, 'unknown'],
};

const rankOf = (breakdown: Breakdown, value: string): number => {
  if (breakdown === 'sponsor') return value === NO_SPONSOR ? 1 : 0;
  if (breakdown === 'region') return ['several', 'unknown'].indexOf(value);

  return declared[breakdown].indexOf(value);
};
