import { FindDuplicateOrganisations, organisationsContext } from '#organisations';
import { FindDuplicatePeople, peopleContext } from '#people';
import { mergedIds } from '#place-book';
import type { Position } from '#kernel';
import type { Product } from '../../api/src/start.js';
import { table } from '../../table.js';
import { print } from './output.js';

/** What duplicates are looked for among. */
export const DUPLICATE_KINDS = ['organisations', 'people'] as const;
type Kind = (typeof DUPLICATE_KINDS)[number];

interface Pair {
  readonly kind: Kind;
  readonly one: string;
  readonly other: string;
  readonly names: readonly (string | null)[];
  readonly evidence: readonly string[];
}

interface Found {
  readonly pairs: readonly Pair[];
  readonly position: Position;
}

/** Deciding is the office's: the routes by which it does. */
const WHAT_TO_DO: Readonly<Record<Kind, string>> = {
  organisations:
    'Merge two that are one (POST /api/organisations/merges), or say that they are two (POST /api/organisations/not-duplicates).',
  people:
    'Merge two that are one (POST /api/people/merges), or say that they are two (POST /api/people/not-duplicates).',
};

/** So many pairs are read at once. */
const PAGE = 200;

/** Prints pairs that are likely one, with the evidence, likeliest first: for a person to decide. */
export const showDuplicates = async (
  product: Pick<Product, 'followers' | 'queryBus'>,
  kind: Kind | undefined,
  { json }: { json?: boolean },
): Promise<number> => {
  const kinds = kind === undefined ? DUPLICATE_KINDS : [kind];
  for (const one of kinds) {
    const { pairs, position } = await (one === 'organisations' ? organisations(product) : people(product));
    if (json) await print(JSON.stringify({ kind: one, position, pairs }));
    else
      await print(
        [
          table(
            pairs.map(({ one: first, other, names, evidence }) => ({
              one: first,
              other,
              names: names.map((name) => name ?? '-').join(' | '),
              evidence: evidence.join('; '),
            })),
          ),
          `${pairs.length === 1 ? '1 pair' : `${pairs.length} pairs`} of ${one} that may be one. Log position ${position}.`,
          ...(pairs.length === 0 ? [] : [WHAT_TO_DO[one]]),
          '',
        ].join('\n'),
      );
  }
  return 0;
};

const organisations = async ({ followers, queryBus }: Pick<Product, 'followers' | 'queryBus'>) => {
  await followers.catchUp(organisationsContext.projections);
  return all(async (page) => {
    const { items, ...rest } = await queryBus.execute(new FindDuplicateOrganisations(page));
    return {
      ...rest,
      pairs: items.map(({ organisations: two, evidence }) => ({
        kind: 'organisations' as const,
        one: two[0]?.organisationId ?? '',
        other: two[1]?.organisationId ?? '',
        names: two.map(({ name }) => name),
        evidence,
      })),
    };
  });
};

const people = async ({ followers, queryBus }: Pick<Product, 'followers' | 'queryBus'>) => {
  // Employers that are two records of one organisation are found by the merges, which no other process may be following.
  await followers.catchUp([...(peopleContext.projections ?? []), mergedIds]);
  return all(async (page) => {
    const { items, ...rest } = await queryBus.execute(new FindDuplicatePeople(page));
    return {
      ...rest,
      pairs: items.map(({ people: two, evidence }) => ({
        kind: 'people' as const,
        one: two[0]?.personId ?? '',
        other: two[1]?.personId ?? '',
        names: two.map(({ name, reference }) => name ?? reference ?? null),
        evidence,
      })),
    };
  });
};

type ReadPage = (page: {
  limit: number;
  cursor?: string;
}) => Promise<Found & { readonly next?: string | undefined }>;

const all = async (read: ReadPage): Promise<Found> => {
  const pairs: Pair[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await read({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    pairs.push(...page.pairs);
    cursor = page.next;
    if (cursor === undefined) return { pairs, position: page.position };
  }
};
