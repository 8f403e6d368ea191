import { BAND_FLOORS, type SizeBand } from './size-band.js';

// What a row's dated statements come to on the day `:today`, in SQL. `row` is the alias every read model is read under.

/** A row that stands for its organisation; on a day before the one kept was registered a merged one does. */
export const STANDING = `(row.mergedInto is null or not exists (
  select 1 from organisation_register_v2 as kept where kept.organisation_id = row.mergedInto))`;

/** What a list of statements says by a field on the day; before the first statement, what was stated first. */
const onDayOrFirst = (column: string, field: string): string => `(
  select said.statement ->> '${field}'
  from jsonb_array_elements(${column}) with ordinality as said(statement, nth)
  order by (said.statement ->> 'on' <= :today) desc,
    case when said.statement ->> 'on' <= :today then said.statement ->> 'on' end desc,
    said.statement ->> 'on', said.nth desc
  limit 1)`;

/** The name on the day. */
export const NAME_TODAY = `coalesce(${onDayOrFirst('row.names', 'name')}, row.name)`;

/** The sector on the day. */
export const SECTOR_TODAY = onDayOrFirst('row.sectors', 'sector');

/** Whole-time staff on the day; null when unknown. */
export const STAFF_TODAY = `(
  select cast(said.statement ->> 'staffWte' as numeric)
  from jsonb_array_elements(row.sizes) with ordinality as said(statement, nth)
  where said.statement ->> 'on' <= :today and said.statement ->> 'staffWte' is not null
  order by said.nth desc
  limit 1)`;

/** True where the latest statement of areas on the day holds `:councilArea`. */
export const IN_AREA_TODAY = `exists (
  select 1
  from (
    select said.statement -> 'councilAreas' as areas
    from jsonb_array_elements(row.councilAreas) with ordinality as said(statement, nth)
    where said.statement ->> 'on' <= :today
    order by said.nth desc
    limit 1) as latest
  where latest.areas @> jsonb_build_array(cast(:councilArea as text)))`;

/** True where the organisation's last day is over. */
export const CLOSED_TODAY = `coalesce(row.closedOn < :today, false)`;

/** The condition for each band of size, on the day; the same floors as `sizeBandOf`. */
export const IN_BAND_TODAY: Readonly<Record<SizeBand, string>> = {
  unknown: `coalesce(${STAFF_TODAY}, 0) <= 0`,
  under_10: between('under_10'),
  '10_49': between('10_49'),
  '50_249': between('50_249'),
  '250_and_more': between('250_and_more'),
};

function between(band: SizeBand): string {
  const at = BAND_FLOORS.findIndex(([name]) => name === band);
  const [, floor] = BAND_FLOORS[at]!;
  const ceiling = BAND_FLOORS[at - 1]?.[1];
  const below = ceiling === undefined ? '' : ` and ${STAFF_TODAY} < ${ceiling}`;
  return `(${STAFF_TODAY} ${floor === 0 ? '>' : '>='} ${floor}${below})`;
}
