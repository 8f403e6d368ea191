import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { inWords, OneOf, type Projection, Words } from '#kernel';
import { OneQuery, ReadModels, type RowsAtMoment } from '#platform';
import { answerOf, type CompletionRates } from './answer.js';
import { BREAKDOWNS, type Breakdown, organisationIdsOf } from './breakdowns.js';
import { cohortFacts, type CohortFactsRow } from './cohort-facts.projection.js';
import { organisationFacts, type OrganisationFactsRow, together } from './organisation-facts.projection.js';
import type { PlaceFactsRow } from './place-facts.entity.js';
import { placeFacts } from './place-facts.projection.js';
import { plainRows } from './plain-rows.js';
import { programmeFacts, type ProgrammeFactsRow } from './programme-facts.projection.js';
import { rates, thereOn } from './rates.js';
import { RETURNERS, type Returners } from './returners.js';

/** Which cohorts to answer for, as at which moment, broken down by what. */
export class CompletionRateFilters extends OneQuery {
  @Words({ optional: true, description: 'Id or name of a programme', example: 'Leading to Deliver' })
  programme?: string;

  @Words({ optional: true, description: 'Id, number or name of a cohort', example: '1' })
  cohort?: string;

  @OneOf(BREAKDOWNS, { optional: true }) by?: Breakdown;

  @OneOf(RETURNERS, {
    optional: true,
    description: 'Where those count who came back after a deferral; default where_finished',
  })
  returners?: Returners;
}

/** The completion rates of cohorts. Throws a NotFoundException that names a programme or cohort nobody knows. */
export class GetCompletionRates extends Query<CompletionRates> {
  constructor(readonly filters: CompletionRateFilters) {
    super();
  }
}

const read = [placeFacts, cohortFacts, programmeFacts, organisationFacts] as const;

@QueryHandler(GetCompletionRates)
export class GetCompletionRatesHandler implements IQueryHandler<GetCompletionRates> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filters }: GetCompletionRates): Promise<CompletionRates> {
    const { by, returners = 'where_finished' } = filters;
    const at = await this.readModels.at(filters, ...read);
    const programmes = await programmesOf(at, filters.programme);
    const meant = await cohortsOf(at, filters, [...programmes.keys()]);
    const places = await placesOf(
      at,
      meant.map(({ cohortId }) => cohortId),
    );
    const cohorts = thereOn(meant, places, at.day);
    if (filters.cohort !== undefined && cohorts.length === 0)
      throw noneKnown('cohort with this id, number or name', at);
    const breakdown = by && { by, organisations: await organisationsOf(at, places) };

    const figures = rates(inOrder(cohorts, programmes), places, at.day, { breakdown, returners });
    const basis = { clock: 'effective' as const, asAt: at.day, ...at.stated, returners };
    return answerOf(figures, { basis, breakdown, programmes });
  }
}

/** The rows of a query as they were on the day: those of the present may hold what is dated after it. */
const asOnDay = <Row extends object>(
  at: RowsAtMoment,
  projection: Projection<Row>,
  rows: readonly Row[],
): readonly Row[] => (at.past ? rows : rows.flatMap((row) => projection.asAt(row, at.day) ?? []));

const programmesOf = async (
  at: RowsAtMoment,
  asked: string | undefined,
): Promise<ReadonlyMap<string, ProgrammeFactsRow>> => {
  const all = asOnDay(at, programmeFacts, await at.from(programmeFacts).getMany());
  const meant = all.filter(
    ({ programmeId, name }) => asked === undefined || programmeId === asked || alike(name, asked),
  );
  if (asked !== undefined && meant.length === 0) throw noneKnown('programme with this id or name', at);

  return new Map(meant.map((row) => [row.programmeId, row]));
};

// What is known today may not have been then: the sentence says when it was looked for.
const noneKnown = (what: string, { past, day, stated: { clock, position } }: RowsAtMoment) =>
  new NotFoundException(
    past
      ? `There was no ${what} on ${inWords(day)}, by the ${clock} clock and up to position ${position} of the log.`
      : `There is no ${what}.`,
  );

const cohortsOf = async (
  at: RowsAtMoment,
  { programme, cohort: asked }: CompletionRateFilters,
  programmeIds: readonly string[],
): Promise<readonly CohortFactsRow[]> => {
  const query = at.from(cohortFacts);
  if (programme !== undefined) query.where('row.programmeId = ANY(:programmeIds)', { programmeIds });
  const all = asOnDay(at, cohortFacts, await query.getMany());

  return all.filter(
    ({ cohortId, number, name }) =>
      asked === undefined || cohortId === asked || `${number}` === asked || alike(name, asked),
  );
};

/** The places of cohorts, and those their deferred participants returned to, in whichever cohort. */
const placesOf = async (
  at: RowsAtMoment,
  cohortIds: readonly string[],
): Promise<readonly PlaceFactsRow[]> => {
  const rows = new Map<string, PlaceFactsRow>();
  let found = await plainRows(at.from(placeFacts).where('row.cohortId = ANY(:cohortIds)', { cohortIds }));
  while (found.length > 0) {
    for (const row of found) rows.set(row.placeId, row);
    const ids = found.flatMap(({ movedTo }) =>
      movedTo && !rows.has(movedTo.placeId) ? movedTo.placeId : [],
    );
    found =
      ids.length === 0 ? [] : await plainRows(at.from(placeFacts).where('row.placeId = ANY(:ids)', { ids }));
  }
  return [...rows.values()];
};

/** Those that breakdowns of the places ask about, and the ones that stand for those that were merged, with what these knew. */
const organisationsOf = async (
  at: RowsAtMoment,
  places: readonly PlaceFactsRow[],
): Promise<ReadonlyMap<string, OrganisationFactsRow>> => {
  const asked = await organisationsBy(at, [...new Set(places.flatMap(organisationIdsOf))]);
  const kept = asked.flatMap(({ mergedInto }) => mergedInto ?? []);
  const standing = kept.length === 0 ? [] : await organisationsBy(at, [...new Set(kept)]);
  const rows = new Map([...asked, ...standing].map((row) => [row.organisationId, row]));
  const merged = await organisationsBy(at, [...rows.keys()], 'mergedInto');

  for (const [id, row] of rows)
    rows.set(
      id,
      together(
        row,
        merged.filter(({ mergedInto }) => mergedInto === id),
      ),
    );
  return rows;
};

const organisationsBy = async (
  at: RowsAtMoment,
  ids: readonly string[],
  by: 'organisationId' | 'mergedInto' = 'organisationId',
): Promise<readonly OrganisationFactsRow[]> =>
  asOnDay(
    at,
    organisationFacts,
    await plainRows(
      at.from(organisationFacts).where(`row.${by} = ANY(:ids)`, { ids }).orderBy('row.organisationId'),
    ),
  );

/** By the programme's name, then the cohort's number; ids settle what is left. */
const inOrder = (
  cohorts: readonly CohortFactsRow[],
  programmes: ReadonlyMap<string, ProgrammeFactsRow>,
): readonly CohortFactsRow[] => {
  const nameOf = ({ programmeId }: CohortFactsRow) => programmes.get(programmeId ?? '')?.name ?? '';
  const inText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

  return [...cohorts].sort(
    (one, other) =>
      inText(nameOf(one), nameOf(other)) ||
      inText(one.programmeId ?? '', other.programmeId ?? '') ||
      one.number - other.number ||
      inText(one.cohortId, other.cohortId),
  );
};

const alike = (one: string, other: string): boolean =>
  one.toLocaleLowerCase('en-GB') === other.toLocaleLowerCase('en-GB');
