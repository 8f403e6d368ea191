import { Query } from '@nestjs/cqrs';
import type { StatedMoment } from './http/as-at.js';

/**
 * Asks for every id of whom an id names since records were merged, itself among them, as known at the moment an answer
 * states. Whoever follows the merges answers it; so a module filters by ids it knows nothing else of.
 */
export class AllIdsOf extends Query<readonly string[]> {
  constructor(
    readonly id: string,
    readonly stated: StatedMoment,
  ) {
    super();
  }
}

/**
 * Asks for all records that were merged as known at the moment an answer states: under the id of each, that of the record that
 * stands for it. For whoever compares many records; one is found by `AllIdsOf`.
 */
export class MergedRecords extends Query<ReadonlyMap<string, string>> {
  constructor(readonly stated: StatedMoment) {
    super();
  }
}
