import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDate, Day, OneOf, Words } from '#kernel';
import { Clock, OneQuery, ReadModels } from '#platform';
import { answerOf, type CompletionRates } from './answer.js';
import { BREAKDOWNS, type Breakdown, organisationIdsOf } from './breakdowns.js';
import { cohortFacts, type CohortFactsRow } from './cohort-facts.projection.js';
import { organisationFacts } from './organisation-facts.projection.js';
import { placeFacts } from './place-facts.projection.js';
import { plainRows } from './plain-rows.js';
import { programmeFacts, type ProgrammeFactsRow } from './programme-facts.projection.js';
import { rates } from './rates.js';

/** Which cohorts to answer for, as at which day, broken down by what. */
export class CompletionRateFilters extends OneQuery {
  @Words({ optional: true, description: 'Id or name of a programme', example: 'Leading to Deliver' })
  programme?: string;

  @Words({ optional: true, description: 'Id, number or name of a cohort', example: '1' })
  cohort?: string;

  @Day({ optional: true, description: 'Its whole day in London is included; default today' })
  asAt?: BusinessDate;

  @OneOf(BREAKDOWNS, { optional: true }) by?: Breakdown;
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
  constructor(
    private readonly readModels: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ filters }: GetCompletionRates): Promise<CompletionRates> {
    const { by, asAt = this.clock.today() } = filters;
    await this.readModels.passed(filters.after, ...read);
    const position = await this.readModels.positionOf(...read);

    const programmes = await this.programmes(filters.programme);
    const cohorts = await this.cohorts(filters, [...programmes.keys()]);
    const places = await this.places(cohorts.map(({ cohortId }) => cohortId));
    const breakdown = by && {
      by,
      organisations: await this.organisations([...new Set(places.flatMap(organisationIdsOf))]),
    };

    return answerOf(rates(inOrder(cohorts, programmes), places, asAt, breakdown), {
      asAt,
      by,
      position,
      programmes,
    });
  }

  private async programmes(asked: string | undefined): Promise<ReadonlyMap<string, ProgrammeFactsRow>> {
    const all = await this.readModels.from(programmeFacts).getMany();
    const meant = all.filter(
      ({ programmeId, name }) => asked === undefined || programmeId === asked || alike(name, asked),
    );
    if (asked !== undefined && meant.length === 0)
      throw new NotFoundException('There is no programme with this id or name.');

    return new Map(meant.map((row) => [row.programmeId, row]));
  }

  private async cohorts(
    { programme, cohort: asked }: CompletionRateFilters,
    programmeIds: readonly string[],
  ): Promise<readonly CohortFactsRow[]> {
    const query = this.readModels.from(cohortFacts);
    if (programme !== undefined) query.where('row.programmeId = ANY(:programmeIds)', { programmeIds });
    const all = await query.getMany();
    const meant = all.filter(
      ({ cohortId, number, name }) =>
        asked === undefined || cohortId === asked || `${number}` === asked || alike(name, asked),
    );
    if (asked !== undefined && meant.length === 0)
      throw new NotFoundException('There is no cohort with this id, number or name.');

    return meant;
  }

  private places(cohortIds: readonly string[]) {
    return plainRows(this.readModels.from(placeFacts).where('row.cohortId = ANY(:cohortIds)', { cohortIds }));
  }

  private async organisations(ids: readonly string[]) {
    const rows = await plainRows(
      this.readModels.from(organisationFacts).where('row.organisationId = ANY(:ids)', { ids }),
    );

    return new Map(rows.map((row) => [row.organisationId, row]));
  }
}

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
