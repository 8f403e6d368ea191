import type { Bench, Ground } from './ground.js';
import { type Account, perSecond, ratio, spread } from './measuring.js';
import { cohortNamed, openBook, requestOf } from './place-books.js';
import { inTurn } from './rounds.js';
import { CohortRow, openRows, PlaceRow, requestInRows } from './rows-and-counters.js';

const AT_ONCE = 64;
const SEATS = 20;
/** Twice the pool a team would leave as it is: all wait for the same row. */
const ROW_CONNECTIONS = 20;

/** Requests for places of one cohort, all at once: a stream with decisions, beside a row that is locked. */
export const hotStream: Bench = {
  name: 'hot-stream',
  run: async (ground) => {
    const ours = await ourCohort(ground);
    const rows = await rowsOfCohort(ground);
    const rates = await inTurn([ours, rows], ground);
    return {
      figures: Object.entries(rates).map(([name, values]) =>
        spread(`${name}, ${AT_ONCE} at once`, values, 'decisions/s'),
      ),
      ratios: [
        ratio(
          'decisions a second, in thousands',
          rates['ours']!,
          rates['ours']!.map(() => 1_000),
          {
            atLeast: 1,
          },
        ),
        ratio('ours to a locked row', rates['ours']!, rates['a locked row']!, { atLeast: 1.5 }),
      ],
      accounts: [await ours.account(), await rows.account()],
    };
  },
};

const ourCohort = async (ground: Ground) => {
  const product = await ground.product();
  const cohortId = cohortNamed('hot');
  await product.commands.send(openBook(cohortId, SEATS));
  const acknowledged = new Set<string>();
  let next = 0;
  return {
    name: 'ours',
    measure: (seconds: number) =>
      perSecond(AT_ONCE, seconds, async () => {
        const request = requestOf(cohortId, next++);
        await product.commands.send(request);
        acknowledged.add(request.placeId);
      }),
    account: async (): Promise<Account> => {
      const events = await product.store.readStream(`places-${cohortId}`);
      const requested = events
        .filter(({ type }) => type === 'PlaceRequested')
        .map(({ data }) => (data as { placeId: string }).placeId);
      const offered = events.filter(({ type }) => type === 'PlaceOffered').length;
      // A tenth of the seats is kept for a sector that nobody is of.
      assertSeats('ours', offered, SEATS - Math.ceil(SEATS / 10));
      const positions = events.map(({ position }) => BigInt(position));
      return {
        ...accountOf('ours', acknowledged, requested),
        disordered: positions.filter((position, index) => index > 0 && position <= positions[index - 1]!)
          .length,
        missing: Number(await product.store.head()) - events.length,
      };
    },
  };
};

const rowsOfCohort = async (ground: Ground) => {
  const rows = ground.closing(await openRows(await ground.database(), ROW_CONNECTIONS), (open) =>
    open.destroy(),
  );
  const cohortId = cohortNamed('rows');
  await rows.getRepository(CohortRow).insert({ cohortId, capacity: SEATS });
  const acknowledged = new Set<string>();
  let next = 0;
  return {
    name: 'a locked row',
    measure: (seconds: number) =>
      perSecond(AT_ONCE, seconds, async () => {
        const { placeId, sponsorId } = requestOf(cohortId, next++);
        await requestInRows(rows, { cohortId, placeId, sponsorId });
        acknowledged.add(placeId);
      }),
    account: async (): Promise<Account> => {
      const places = await rows.getRepository(PlaceRow).find({ select: { placeId: true, state: true } });
      assertSeats('a locked row', places.filter(({ state }) => state === 'offered').length, SEATS);
      return accountOf(
        'a locked row',
        acknowledged,
        places.map(({ placeId }) => placeId),
      );
    },
  };
};

const accountOf = (who: string, acknowledged: ReadonlySet<string>, stored: readonly string[]): Account => {
  const recorded = new Set(stored);
  return {
    who,
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter((id) => !recorded.has(id)).length,
    doubled: stored.length - recorded.size,
  };
};

const assertSeats = (who: string, offered: number, seats: number): void => {
  if (offered !== seats) throw new Error(`${who}: ${offered} of ${seats} seats were offered.`);
};
