import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AllIdsOf, type AskedMoment, MergedRecords, ReadModels, type StatedMoment } from '#platform';
import { allIdsOf, mergedIds } from './merged-ids.projection.js';

@QueryHandler(AllIdsOf)
export class AllIdsOfHandler implements IQueryHandler<AllIdsOf> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ id, stated }: AllIdsOf): Promise<readonly string[]> {
    return allIdsOf(await this.readModels.at(askedFor(stated), mergedIds), id);
  }
}

@QueryHandler(MergedRecords)
export class MergedRecordsHandler implements IQueryHandler<MergedRecords> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ stated }: MergedRecords): Promise<ReadonlyMap<string, string>> {
    const at = await this.readModels.at(askedFor(stated), mergedIds);
    const rows = await at.from(mergedIds).where('row.keptId is not null').getMany();
    return new Map(rows.map(({ id, keptId }) => [id, keptId!]));
  }
}

const askedFor = ({ asAt, position }: StatedMoment): AskedMoment =>
  asAt === undefined ? { after: position } : { asAt, knownAt: position };
