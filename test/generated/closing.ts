import { type CommandType, commandOf, daysAfter, derivedId, isRefusal, startOfDay } from '#kernel';
import { cohorts } from '#cohorts';
import { placeKey, places } from '#places';
import { awardId } from './ground.js';
import type { ProductInMemory } from './product-in-memory.js';
import { booksOf } from './what-always-holds.js';

/** The ways to the end of a cohort, from wherever it stands. */
const TO_THE_END = ['CloseEnrolment', 'StartCohort', 'CompleteCohort'];
/** However long somebody defers, by then they have returned, or somebody decided. */
const ROUNDS = 9;
const DAYS_OF_A_ROUND = 120;

/** Brings everything to its end: cohorts end or are cancelled, the board decides on all who started, deferrals run out. */
export const closed = async (
  product: ProductInMemory,
  commands: ReadonlyMap<string, CommandType>,
  cancels: boolean,
): Promise<void> => {
  let sent = 0;
  const does = async (name: string, fields: object): Promise<boolean> => {
    const way = { commandId: derivedId('closing', (sent += 1)) };
    return !isRefusal(await product.send(commandOf(commands.get(name)!, fields), way));
  };
  const endsOf = async (cohortId: string) => {
    if (product.seen(cohorts, cohortId).setup === undefined) return;
    if (cancels) await does('CancelCohort', { cohortId, reason: 'Nobody came.' });
    else for (const name of TO_THE_END) await does(name, { cohortId });
    const { stage } = product.seen(cohorts, cohortId);
    if (stage !== 'completed' && stage !== 'cancelled' && stage !== 'running')
      await does('CancelCohort', { cohortId, reason: 'Nobody came.' });
    await product.settle();
  };
  const decided = async (cohortId: string, placeId: string, state: string, personId?: string) => {
    const of = { cohortId, placeId };
    // The end of a place of history was struck: nothing follows of that but what somebody says it was.
    if (product.seen(places, cohortId).rules?.past && state === 'confirmed')
      await does('RecordNotTakenUp', of);
    if (state === 'deferred') {
      await does('ResumeDeferral', of);
      await does('EndDeferral', of);
    }
    if (state !== 'started' && state !== 'awaiting_award') return;
    const isTheirs = placeKey(of) < placeKey({ cohortId, placeId: derivedId('half of them') });
    const granted =
      isTheirs &&
      (await does('GrantAward', { ...of, personId, awardId, minute: '12/2027', classification: 'pass' }));
    if (!granted) await does('FailPlace', { ...of, outcome: 'failed' });
  };

  await product.settle();
  for (let round = 0; round < ROUNDS; round += 1) {
    product.now = startOfDay(daysAfter(product.today, DAYS_OF_A_ROUND));
    await product.settle();
    for (const [cohortId] of booksOf(product)) await endsOf(cohortId);
    for (const [cohortId, book] of booksOf(product))
      for (const [placeId, { state, personId }] of book.places)
        await decided(cohortId, placeId, state, personId);
    await product.settle();
  }
};
