import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type FactInFull, factInFull, isId } from '#kernel';
import { type AskedMoment, ReadModels, type StatedMoment } from '#platform';
import { cohortList } from './cohorts.projection.js';

/** All that was recorded of a cohort but interest, in the order it was recorded; every fact in every version it had. */
export interface FactsOfCohort extends StatedMoment {
  readonly items: readonly FactInFull[];
}

/** The facts of one cohort, with ids that corrections name. Throws a NotFoundException for an id nothing was planned under. */
export class GetCohortFacts extends Query<FactsOfCohort> {
  constructor(
    readonly cohortId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

@QueryHandler(GetCohortFacts)
export class GetCohortFactsHandler implements IQueryHandler<GetCohortFacts> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ cohortId, asked }: GetCohortFacts): Promise<FactsOfCohort> {
    const at = await this.readModels.at(asked, cohortList);
    const row = isId(cohortId)
      ? await at.from(cohortList).where('row.cohortId = :cohortId', { cohortId }).getOne()
      : null;
    if (!row) throw new NotFoundException('There is no cohort with this id.');

    return { items: row.facts.map(factInFull), ...at.stated };
  }
}
