import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { cursorOf, keysOf, ListQuery, type Page, ReadModels, type RowsAtMoment } from '#platform';
import { byRank, likelySameOrganisations, rankOf, type LikelySame } from './likely-same-organisations.js';
import type { OrganisationRow } from './organisation-register.entity.js';
import { organisationRegister } from './organisation-register.projection.js';
import { withMerged } from './organisation-register.queries.js';
import { type OrganisationToday, organisationToday } from './organisation-today.js';

/** Two organisations that are likely one, for a person to decide. */
export interface DuplicateOrganisations {
  /** The one registered first, then the other. */
  readonly organisations: readonly OrganisationToday[];
  readonly score: number;
  /** What speaks for it and against it, in words. */
  readonly evidence: readonly string[];
}

/** Pairs of organisations that are likely one, likeliest first. Those merged or told apart are not among them. */
export class FindDuplicateOrganisations extends Query<Page<DuplicateOrganisations>> {
  constructor(readonly asked: ListQuery = {}) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(FindDuplicateOrganisations)
export class FindDuplicateOrganisationsHandler implements IQueryHandler<FindDuplicateOrganisations> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ asked }: FindDuplicateOrganisations): Promise<Page<DuplicateOrganisations>> {
    const { limit = PAGE, cursor } = asked;
    const at = await this.readModels.at(asked, organisationRegister);
    const pairs = likelySameOrganisations(await compared(at));

    const from = cursor === undefined ? 0 : afterCursor(pairs, cursor);
    const page = pairs.slice(from, from + limit);
    const rows = await rowsOf(at, page);
    const last = pairs.length > from + limit ? page.at(-1) : undefined;
    return {
      items: page.map(({ oneId, otherId, score, evidence }) => ({
        organisations: [oneId, otherId]
          .map((id) => rows.get(id))
          .filter((row) => row !== undefined)
          .map((row) => organisationToday(row, at.day)),
        score,
        evidence,
      })),
      ...(last ? { next: cursorOf(...rankOf(last)) } : {}),
      ...at.stated,
    };
  }
}

/** The columns that are compared, not the whole rows: facts are most of a row. */
const compared = (at: RowsAtMoment): Promise<readonly OrganisationRow[]> =>
  at
    .from(organisationRegister)
    .select(
      [
        'organisationId',
        'name',
        'names',
        'identifiers',
        'billing',
        'contacts',
        'apartFrom',
        'mergedInto',
        'registeredOn',
      ].map((column) => `row.${column}`),
    )
    .getMany();

/** The first pair behind the last one shown, though that went since (merged, or told apart). */
const afterCursor = (pairs: readonly LikelySame[], cursor: string): number => {
  const [score, ids] = keysOf(cursor, 2);
  const at = pairs.findIndex((pair) => byRank([Number(score), String(ids)], rankOf(pair)) < 0);
  return at === -1 ? pairs.length : at;
};

const rowsOf = async (
  at: RowsAtMoment,
  pairs: readonly LikelySame[],
): Promise<ReadonlyMap<string, OrganisationRow>> => {
  const ids = [...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId]))];
  const rows = await at.from(organisationRegister).where('row.organisationId = any(:ids)', { ids }).getMany();
  return new Map((await withMerged(at, rows)).map((row) => [row.organisationId, row]));
};
