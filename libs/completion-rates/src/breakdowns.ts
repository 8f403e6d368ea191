import type { BusinessDate } from '#kernel';
import { SECTORS } from '#organisations/events';
import { LEVELS } from '#places/events';
import { hasStarted } from './counts.js';
import { asOn, type OrganisationFactsRow } from './organisation-facts.projection.js';
import type { PlaceFactsRow } from './place-facts.entity.js';

/** What rates may be broken down by. */
export const BREAKDOWNS = ['sector', 'size', 'level', 'region'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** Bands of whole-time staff, smallest first. */
export const SIZE_BANDS = ['under_10', '10_49', '50_249', '250_and_more', 'unknown'] as const;
export type SizeBand = (typeof SIZE_BANDS)[number];

/** The organisations a breakdown asks about, by id. */
export type Organisations = ReadonlyMap<string, OrganisationFactsRow>;

/** The value of a place: of its home organisation (else its sponsor) as at its start, before it as at its request. */
export const valueOf = (
  row: PlaceFactsRow,
  asAt: BusinessDate,
  breakdown: Breakdown,
  organisations: Organisations,
): string => {
  const started = hasStarted(row, asAt);
  if (breakdown === 'level') return (started && row.asAtStart.level) || (row.asAtRequest.level ?? 'unknown');

  const homeId = (started && row.asAtStart.homeOrganisationId) || homeAtRequestOf(row);
  const home = homeId ? organisations.get(homeId) : undefined;
  const day = (started ? row.startedOn : row.requestedOn) ?? asAt;
  if (!home) return 'unknown';
  if (breakdown === 'sector') return asOn(home.sectors, day) ?? 'unknown';
  if (breakdown === 'size') return sizeBandOf(asOn(home.staffWte, day));

  return regionOf(asOn(home.councilAreas, day));
};

/** The organisations that any day's breakdown of a place may ask about. */
export const organisationIdsOf = (row: PlaceFactsRow): readonly string[] =>
  [row.asAtStart.homeOrganisationId, homeAtRequestOf(row)].filter((id) => typeof id === 'string');

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

/** Orders values as people list them: sectors, sizes and levels as declared, regions by name, `several` and `unknown` last. */
export const valueOrder =
  (breakdown: Breakdown) =>
  (one: string, other: string): number =>
    rankOf(breakdown, one) - rankOf(breakdown, other) || (one < other ? -1 : one > other ? 1 : 0);

const declared: Record<Breakdown, readonly string[]> = {
  sector: SECTORS,
  size: SIZE_BANDS,
  level: [...LEVELS, 'unknown'],
  region: [],
};

const rankOf = (breakdown: Breakdown, value: string): number => {
  if (breakdown === 'region') return ['several', 'unknown'].indexOf(value);

  return declared[breakdown].indexOf(value);
};

const homeAtRequestOf = (row: PlaceFactsRow): string | null =>
  row.asAtRequest.homeOrganisationId ?? row.sponsorId;
