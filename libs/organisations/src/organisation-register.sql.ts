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

/** True where its name on the day, or that of a record merged into it, holds `:name`. */
export const NAMED_TODAY = `(strpos(lower(${NAME_TODAY}), lower(:name)) > 0
  or row.organisationId in (
    select also.merged_into from organisation_register_v2 as also
    where strpos(lower(coalesce(${onDayOrFirst('also.names', 'name')}, also.name)), lower(:name)) > 0))`;

/** The sector on the day. */
export const SECTOR_TODAY = onDayOrFirst('row.sectors', 'sector');

/** Every statement of a column, by whichever record; of two about one day the later in the list counts. Few stand for others. */
const together = (column: string, property: string): string => `(case
  when row.organisationId not in (select stood.merged_into from organisation_register_v2 as stood where stood.merged_into is not null)
  then row.${property} else
  coalesce((
    select jsonb_agg(said.statement order by also.organisation_id desc, said.nth)
    from organisation_register_v2 as also, jsonb_array_elements(also.${column}) with ordinality as said(statement, nth)
    where also.merged_into = row.organisationId), '[]')
  || row.${property} end)`;

/** Whole-time staff on the day; null when unknown. */
export const STAFF_TODAY = `(
  select cast(said.statement ->> 'staffWte' as numeric)
  from jsonb_array_elements(${together('sizes', 'sizes')}) with ordinality as said(statement, nth)
  where said.statement ->> 'on' <= :today and said.statement ->> 'staffWte' is not null
  order by said.statement ->> 'on' desc, said.nth desc
  limit 1)`;

/** True where the latest statement of areas on the day holds `:councilArea`. */
export const IN_AREA_TODAY = `exists (
  select 1
  from (
    select said.statement -> 'councilAreas' as areas
    from jsonb_array_elements(${together('council_areas', 'councilAreas')}) with ordinality as said(statement, nth)
    where said.statement ->> 'on' <= :today
    order by said.statement ->> 'on' desc, said.nth desc
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
