import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import {
  cursorOf,
  keysOf,
  ListQuery,
  MergedRecords,
  type Page,
  ReadModels,
  type RowsAtMoment,
} from '#platform';
import {
  agreeing,
  alikeNames,
  byRank,
  type Compared,
  type Evidence,
  type LikelySame,
  likelySamePeople,
  rankOf,
} from './likely-same-people.js';
import { mergedInto } from './person-directory.queries.js';
import type { PersonRow } from './person-directory.entity.js';
import { personDirectory } from './person-directory.projection.js';
import { type PersonToday, personToday, together } from './person-today.js';

/** Two records that are likely of one person, with what they have in common in words: for a human decision. */
export interface DuplicatePeople {
  readonly people: readonly PersonToday[];
  readonly evidence: readonly string[];
}

/** The pairs of records likely of one person, strongest evidence first; those merged or told apart are not among them. */
export class FindDuplicatePeople extends Query<Page<DuplicatePeople>> {
  constructor(readonly asked: ListQuery = new ListQuery()) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(FindDuplicatePeople)
export class FindDuplicatePeopleHandler implements IQueryHandler<FindDuplicatePeople> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly queries: QueryBus,
  ) {}

  async execute({ asked }: FindDuplicatePeople): Promise<Page<DuplicatePeople>> {
    const { limit = PAGE, cursor } = asked;
    const at = await this.readModels.at(asked, personDirectory);
    const merged = await this.queries.execute(new MergedRecords(at.stated));
    const pairs = likelySamePeople(await compared(at), (employerId) => merged.get(employerId) ?? employerId);
    const from = cursor === undefined ? 0 : afterCursor(pairs, cursor);
    const page = pairs.slice(from, from + limit);
    const rows = await rowsOf(at, page);
    const last = pairs.length > from + limit ? page.at(-1) : undefined;
    return {
      items: page.flatMap((pair) => shown(pair, rows, at)),
      ...(last ? { next: cursorOf(...rankOf(last)) } : {}),
      ...at.stated,
    };
  }
}

/** What of every record is compared, of those merged who stands for them: columns, not whole rows, for there may be very many. */
const compared = (at: RowsAtMoment): Promise<readonly Compared[]> =>
  at
    .from(personDirectory)
    .select('row.personId', 'personId')
    .addSelect(`jsonb_path_query_array(row.facts, '$[*] ? (@.struck == false).data.name')`, 'names')
    .addSelect('row.email', 'email')
    .addSelect('row.registration', 'registration')
    .addSelect('row.employments', 'employments')
    .addSelect('row.apartFrom', 'apartFrom')
    .addSelect('row.keptId', 'keptId')
    .getRawMany<Compared>();

/** The first pair behind the last one shown, though that went since (merged, or told apart). */
const afterCursor = (pairs: readonly LikelySame[], cursor: string): number => {
  const [strength, ids] = keysOf(cursor, 2);
  const at = pairs.findIndex((pair) => byRank([Number(strength), String(ids)], rankOf(pair)) < 0);
  return at === -1 ? pairs.length : at;
};

/** The records of a person, the one that stands for them first. */
type Records = readonly [PersonRow, ...PersonRow[]];

const rowsOf = async (at: RowsAtMoment, pairs: readonly LikelySame[]): Promise<Map<string, Records>> => {
  const ids = [...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId]))];
  if (ids.length === 0) return new Map();

  const rows = await at.from(personDirectory).where('row.personId in (:...ids)', { ids }).getMany();
  const merged = await mergedInto(at, rows);
  return new Map(
    rows.map((row) => [row.personId, [row, ...merged.filter(({ keptId }) => keptId === row.personId)]]),
  );
};

const shown = (
  { oneId, otherId, evidence }: LikelySame,
  rows: ReadonlyMap<string, Records>,
  { day }: RowsAtMoment,
): readonly DuplicatePeople[] => {
  const [ones, others] = [rows.get(oneId), rows.get(otherId)];
  if (!ones || !others) return [];

  return [
    {
      people: [ones, others].map(([row, ...merged]) => personToday(together(row, merged), day)),
      evidence: evidence.flatMap((field) => {
        const pair = agreeing(field, ones.map(withNames), others.map(withNames));
        return pair ? [IN_WORDS[field](...pair)] : [];
      }),
    },
  ];
};

type Named = PersonRow & Pick<Compared, 'names'>;

const withNames = (row: PersonRow): Named => ({
  ...row,
  names: row.facts.flatMap(({ struck, data }) => {
    const { name } = data as { readonly name?: string };
    return struck || name === undefined ? [] : [name];
  }),
});

const IN_WORDS: Readonly<Record<Evidence, (one: Named, other: Named) => string>> = {
  registration: ({ registration }) => `Both are registered as ${registration?.body} ${registration?.number}.`,
  email: ({ email }) => `Both have the e-mail address ${email}.`,
  name: (one, other) => {
    const [name, otherName] = alikeNames(one, other) ?? [one.name, other.name];
    if (name === otherName && name === one.name && name === other.name)
      return `Both are called ${name} and work or worked for the same organisation.`;

    return `${called(one, name)} and ${called(other, otherName)} are alike, and both work or worked for the same organisation.`;
  },
};

const called = ({ name: now }: Named, name: string | null): string =>
  name === now ? `"${name}"` : `"${name}" (now "${now}")`;
