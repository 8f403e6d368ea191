import fc from 'fast-check';
import { daysAfter, type Instant, isRefusal, type Projection, type Recorded, startOfDay } from '#kernel';
import { places } from '#places';
import type { Context } from '#platform';
import { allContexts } from '../history/contexts.js';
import { rowsOf } from '../support/folded.js';
import { commandsOf } from './ground.js';
import type { ProductInMemory } from './product-in-memory.js';
import { answersOn, readModelsOf } from './read-models.js';
import { runs, type Sequence, sequenceOf, taken } from './sequences.js';
import { chosen, type Sent, sentByPeople } from './steps.js';

/** What becomes of cohorts, places and who holds them. */
const HAPPENS = [
  ...['OpenEnrolment', 'CloseEnrolment', 'PostponeCohort', 'RescheduleModule', 'RaiseCapacity'],
  ...['LowerCapacity', 'CancelCohort', 'WithdrawPlace', 'DeclinePlace', 'RecordNotTakenUp', 'DeferPlace'],
  ...['NameReturn', 'PauseDeferral', 'ResumeDeferral', 'ConfirmPlace', 'AcceptPlace', 'StartPlace'],
];

/** What the product does by itself on the day it learns of something: nobody says when that happened. */
const DONE_WHEN_LEARNED: ReadonlySet<string> = new Set([
  ...['PlaceOffered', 'PlaceWaitlisted', 'SeatRegained', 'OrderDrawn', 'ShareReleased', 'NamingWarned'],
  ...['GroupRequested', 'GroupAskedToSplit', 'GroupPassedOver', 'CapacityLoweringRefused'],
  ...['PlaceRequested', 'CarriedRequestNoted', 'RequestCarried', 'CarryingRefused', 'RequestRefused'],
  ...['ReturnAwaited', 'PlaceReturnedTo', 'ReturnGivenUp', 'ReturnLost', 'DeferralExtended'],
  ...['InterestNoted', 'InterestDropped', 'AcceptanceRefused', 'ConfirmationRefused'],
]);

/**
 * Deadlines count from the day something was recorded, never from the day it happened; and so does notice, with the terms
 * money counts by then, where nobody states the day it arrived.
 */
const BY_THE_DAY_OF_RECORDING = [
  ...['until', 'freeWithdrawalUntil', 'limitOn', 'answerBy', 'limits'],
  ...['notifiedOn', 'free', 'bandsFrom'],
];

const wanted = fc.array(
  fc.record({ send: fc.constantFrom(...HAPPENS), seed: fc.nat(), days: fc.integer({ min: 0, max: 3 }) }),
  { minLength: 3, maxLength: 8, size: 'max' },
);
interface BookRow {
  readonly cohortId: string;
}
interface DeferralRow {
  readonly placeId: string;
  readonly cohortId: string;
  readonly state: string;
  readonly returnTo: object | null;
}
type Wanted = typeof wanted extends fc.Arbitrary<infer W> ? W : never;

const said = (answer = '{}'): object => JSON.parse(answer) as object;

let contexts: readonly Context[];
beforeAll(async () => {
  contexts = await allContexts();
});

const begun = async (sequence: Sequence): Promise<ProductInMemory> => {
  const product = await taken(contexts, sequence);
  await product.settle();
  return product;
};

/** Each on its own day, and what was sent. */
const toldInTime = async (product: ProductInMemory, steps: Wanted): Promise<readonly Sent[]> => {
  const told: Sent[] = [];
  for (const { send, seed, days } of steps) {
    product.now = startOfDay(daysAfter(product.today, days));
    await product.settle();
    const sent = await chosen(product, commandsOf(contexts).get(send)!, { send, seed, daysBack: 0 });
    const decision = await product.send(sent.command, sent);
    if (isRefusal(decision) || decision.length === 0) continue;
    told.push(sent);
    await product.settle();
  }
  return told;
};

/** All of them on the last day, each with the day it happened. */
const toldLate = async (product: ProductInMemory, told: readonly Sent[], now: Instant): Promise<void> => {
  product.now = now;
  await product.settle();
  for (const { command, ...way } of told) {
    await product.send(command, way);
    await product.settle();
  }
};

const namesOf = (log: readonly Recorded[]): string =>
  log
    .map(({ id, type }) => `${type} ${id}`)
    .sort()
    .join();

const placeIn = (data: unknown): readonly string[] => [(data as { readonly placeId: string }).placeId];

/** The log as if what was done when it was learned had been done on the day of the other log. */
const doneInTime = (log: readonly Recorded[], inTime: readonly Recorded[]): readonly Recorded[] => {
  const others = new Map(inTime.map((event) => [event.id, event]));
  const returns = new Set(log.flatMap(({ type, data }) => (type === 'PlaceReturnedTo' ? placeIn(data) : [])));
  // A return is asked for when it is learned of, and so is what is kept of its participant then.
  const isOfAReturn = ({ type, data }: Recorded): boolean =>
    type === 'ParticipantFactsKept' &&
    (data as { readonly asAt: string }).asAt === 'request' &&
    placeIn(data).some((placeId) => returns.has(placeId));
  return log.map((event) => {
    const other = others.get(event.id)!;
    if (DONE_WHEN_LEARNED.has(event.type) || isOfAReturn(event))
      return { ...event, effectiveOn: other.effectiveOn, data: other.data };

    const asRecorded = Object.entries(other.data as object).filter(([field]) =>
      BY_THE_DAY_OF_RECORDING.includes(field),
    );
    return { ...event, data: { ...event.data, ...Object.fromEntries(asRecorded) } };
  });
};

describe('facts that are told late', () => {
  it('give the answers they would have given in time, for every day', async () => {
    let compared = 0;
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(
        sequenceOf(sentByPeople(contexts), { length: 24 }),
        wanted,
        async (sequence, steps) => {
          const inTime = await begun(sequence);
          const before = inTime.log.length;
          const told = await toldInTime(inTime, steps);
          if (told.length < 2) return;
          tried += 1;
          const late = await begun(sequence);
          await toldLate(late, told, inTime.now);
          // The rules do not let everything be told late: a deadline has passed meanwhile.
          if (namesOf(late.log) !== namesOf(inTime.log)) return;

          compared += 1;
          const days = [...new Set(inTime.log.slice(before).map(({ effectiveOn }) => effectiveOn))].sort();
          const readModels = readModelsOf(contexts);
          const expected = answersOn(readModels, inTime.log, days);
          const found = answersOn(readModels, doneInTime(late.log, inTime.log), days);
          for (const row of new Set([...expected.keys(), ...found.keys()]))
            if (found.get(row) !== expected.get(row))
              expect({ row, told, ...said(found.get(row)) }).toEqual({
                row,
                told,
                ...said(expected.get(row)),
              });
        },
      ),
      runs(30),
    );
    expect(compared).toBeGreaterThan(tried / 3);
  }, 240_000);

  it('are told by the lists of books and of deferrals as the books themselves know them', async () => {
    const often = new Set([...HAPPENS, 'EndDeferral']);
    const rows = <Row extends object>(name: string, { log }: ProductInMemory) => [
      ...rowsOf(readModelsOf(contexts).find((one) => one.name === name)! as Projection<Row>, log).values(),
    ];
    await fc.assert(
      fc.asyncProperty(sequenceOf(sentByPeople(contexts), { length: 80, often }), async (sequence) => {
        const product = await begun(sequence);
        for (const { cohortId, ...row } of rows<BookRow>('place-books', product)) {
          const { rules, closed, cancelled, capacity } = product.seen(places, cohortId);
          if (!rules || rules.past) continue;
          const { startsOn, lastJoiningDate } = rules;
          const taking = !closed && !cancelled;
          expect(row).toMatchObject({ capacity, startsOn, lastJoiningDate, taking, cancelled });
        }
        for (const { placeId, cohortId, state, returnTo } of rows<DeferralRow>('deferrals', product)) {
          const place = product.seen(places, cohortId).places.get(placeId);
          const to = place?.deferral?.returnTo ?? null;
          expect({ placeId, state, ...(state === 'deferred' ? { returnTo } : {}) }).toEqual({
            placeId,
            state: place?.state,
            ...(state === 'deferred' ? { returnTo: to } : {}),
          });
        }
      }),
      runs(25),
    );
  }, 240_000);
});
