import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AllIdsOf, ReadModels } from '#platform';
import { allIdsOf, mergedIds } from './merged-ids.projection.js';

@QueryHandler(AllIdsOf)
export class AllIdsOfHandler implements IQueryHandler<AllIdsOf> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ id, stated: { asAt, position } }: AllIdsOf): Promise<readonly string[]> {
    const asked = asAt === undefined ? { after: position } : { asAt, knownAt: position };
    return allIdsOf(await this.readModels.at(asked, mergedIds), id);
  }
}
