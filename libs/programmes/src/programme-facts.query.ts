import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type FactInFull, factInFull, isId } from '#kernel';
import { type AskedMoment, ReadModels, type StatedMoment } from '#platform';
import { programmeList } from './programmes.projection.js';

/** All that was recorded of a programme, in the order it was recorded; every fact in every version it had. */
export interface FactsOfProgramme extends StatedMoment {
  readonly items: readonly FactInFull[];
}

/** The facts of one programme, with ids that corrections name. Throws a NotFoundException for an id nothing was defined under. */
export class GetProgrammeFacts extends Query<FactsOfProgramme> {
  constructor(
    readonly programmeId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

@QueryHandler(GetProgrammeFacts)
export class GetProgrammeFactsHandler implements IQueryHandler<GetProgrammeFacts> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ programmeId, asked }: GetProgrammeFacts): Promise<FactsOfProgramme> {
    const at = await this.readModels.at(asked, programmeList);
    const row = isId(programmeId)
      ? await at.from(programmeList).where('row.programmeId = :programmeId', { programmeId }).getOne()
      : null;
    if (!row) throw new NotFoundException('There is no programme with this id.');

    return { items: row.facts.map(factInFull), ...at.stated };
  }
}
