import { CohortFilters, cohortList, type ListedCohort, ListCohorts } from '#cohorts';
import { GetCohortHistory, HistoryFilters } from '#histories';
import { commandOf, isId, type Projection } from '#kernel';
import { GetWhy, placeBookContext } from '#place-book';
import type { Product } from '../../api/src/start.js';
import { table } from '../../table.js';
import { inWords, momentIn, type MomentOptions } from './asked.js';
import { print } from './output.js';

type Asked = Pick<Product, 'followers' | 'queryBus' | 'readModels'>;

/** What `why` may be asked. */
export interface WhyOptions {
  readonly comparedWith?: string;
  readonly knownAt?: string;
  readonly json?: boolean;
}

/** Prints why a place stands as it does, from the book alone; its cohort is found where it is not named. */
export const showWhy = async (
  product: Asked,
  place: string,
  { comparedWith, knownAt, json }: WhyOptions,
): Promise<number> => {
  const unreadable = [place, comparedWith].find((id): boolean => id !== undefined && !isId(id));
  if (unreadable !== undefined)
    throw new Error(`"${unreadable}" is no id of a place: l2d show place-book lists places with their ids.`);
  const cohortId = await cohortOf(product, place);
  const why = await product.queryBus.execute(new GetWhy(cohortId, place, comparedWith, knownAt));
  if (json) {
    await print(JSON.stringify({ cohortId, ...why }));
    return 0;
  }
  const rank = typeof why.rank === 'number' ? `, number ${why.rank} in line` : '';
  await print(
    [
      table(why.steps.map(({ on, what, rank: nth }) => ({ on, rank: nth ?? null, what }))),
      '',
      `The place is ${why.state.replaceAll('_', ' ')}${rank}. Log position ${why.position}.`,
      ...(why.compared
        ? [`Compared with ${why.compared.placeId}, which is ${why.compared.state}: ${why.compared.because}`]
        : []),
    ].join('\n'),
  );
  return 0;
};

/** Of which cohort a place is. A place id is used in one cohort. */
const cohortOf = async ({ followers, readModels }: Asked, placeId: string): Promise<string> => {
  const placeBook = placeBookContext.projections!.find(({ name }) => name === 'place-book') as Projection<{
    cohortId: string;
  }>;
  await followers.catchUp([placeBook]);
  const row = await readModels.from(placeBook).where('row.placeId = :placeId', { placeId }).getOne();
  if (!row) throw new Error('No cohort has a place with this id: l2d show place-book lists places.');

  return row.cohortId;
};

/** What `history` may be asked. */
export interface HistoryOptions extends MomentOptions {
  readonly cohort: string;
  readonly place?: string;
  readonly json?: boolean;
}

/** So many events are read at once. */
const PAGE = 200;

/** Prints the recorded events of a cohort and its book in the order of the log. */
export const showHistory = async (product: Asked, options: HistoryOptions): Promise<number> => {
  const { cohortId, name, number } = await cohortNamed(product, options.cohort);
  const { place, json } = options;
  let cursor: string | undefined;
  let told = 0;
  for (;;) {
    const filters = {
      ...momentIn(options),
      limit: PAGE,
      ...(place ? { place } : {}),
      ...(cursor ? { cursor } : {}),
    };
    const page = await product.queryBus.execute(
      new GetCohortHistory(cohortId, commandOf(HistoryFilters, filters)),
    );
    told += page.items.length;
    if (json) for (const entry of page.items) await print(JSON.stringify(entry));
    else if (page.items.length > 0)
      await print(
        table(
          page.items.map(({ position, on, recordedAt, what, placeId, by, reason }) => ({
            position,
            on,
            'recorded at': recordedAt,
            what,
            place: placeId ?? null,
            by,
            reason: reason ?? null,
          })),
        ),
      );
    cursor = page.next;
    if (cursor !== undefined) continue;

    if (place !== undefined && told === 0)
      throw new Error(`Nothing of this cohort is about a place ${place}. ${inWords(page)}`);
    // The last line says of which moment the others are: asked for it, the same lines come again.
    const { items: _, ...moment } = page;
    await print(
      json
        ? JSON.stringify({ cohortId, events: told, ...moment })
        : `\n${number === 0 ? '' : `Cohort ${number}, `}${name}: ${told} events. ${inWords(page)}`,
    );
    return 0;
  }
};

/** A cohort by its id, number or name; one of several of one number is named by its id. */
const cohortNamed = async ({ followers, queryBus }: Asked, asked: string): Promise<ListedCohort> => {
  await followers.catchUp([cohortList]);
  const alike = (text: string): boolean =>
    text.toLocaleLowerCase('en-GB') === asked.toLocaleLowerCase('en-GB');
  const meant: ListedCohort[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await queryBus.execute(
      new ListCohorts(commandOf(CohortFilters, { limit: PAGE, ...(cursor ? { cursor } : {}) })),
    );
    meant.push(
      ...page.items.filter((one) => one.cohortId === asked || `${one.number}` === asked || alike(one.name)),
    );
    cursor = page.next;
    if (cursor === undefined) break;
  }
  if (meant.length === 1) return meant[0]!;
  if (meant.length === 0) throw new Error('There is no cohort with this id, number or name.');

  throw new Error(
    `Several cohorts go by "${asked}". Say which by its id: ${meant
      .map(({ cohortId, name }) => `${cohortId} (${name})`)
      .join(', ')}.`,
  );
};
