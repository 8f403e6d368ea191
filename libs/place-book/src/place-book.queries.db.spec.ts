import { NotFoundException } from '@nestjs/common';
import { derivedId, type Fact, type Recorded } from '#kernel';
import { placeDeclined, placeOffered, placeRequested, placesOpened, placeWaitlisted } from '#places/events';
import { cursorOf, type EventStore } from '#platform';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { GetPlaceBook, GetPlaceBookHandler } from './get-place-book.js';
import { GetPlace, GetPlaceHandler } from './get-place.js';
import { GetWhy, GetWhyHandler } from './get-why.js';
import { placeBookContext } from './index.js';
import { ListPlaces, ListPlacesHandler } from './list-places.js';

const idOf = (name: string) => derivedId('specified', name);
const cohortId = idOf('autumn cohort');
const programmeId = idOf('programme');
const awardId = idOf('certificate');
const [council, charity] = [idOf('a council'), idOf('a charity')];
const terms = { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] };

const placeOf = (name: string) => ({ cohortId, placeId: idOf(name) });
const asks = (name: string, sponsorId: string) =>
  placeRequested({ ...placeOf(name), programmeId, awardId, sponsorId, personId: idOf(`person ${name}`) });
const waits = (name: string, turn: number) =>
  placeWaitlisted({ ...placeOf(name), turn, ahead: turn - 1, held: 2, capacity: 2 });
const isOffered = (name: string, held: number) =>
  placeOffered({ ...placeOf(name), until: '2026-09-29', behind: 0, held, capacity: 2 });

const facts: readonly Fact[] = [
  placesOpened({
    cohortId,
    programmeId,
    awardId,
    capacity: 2,
    lastJoiningDate: '2026-12-01',
    startsOn: '2026-11-30',
    offerWorkingDays: 20,
    namingDays: 42,
    pricePence: 300_000,
    terms,
  }),
  asks('amara', council),
  isOffered('amara', 1),
  asks('bo', charity),
  isOffered('bo', 2),
  asks('chidi', council),
  waits('chidi', 1),
  asks('dara', charity),
  waits('dara', 2),
  placeDeclined({ ...placeOf('bo'), awardId, personIds: [], freedSeat: true }),
];

describe('looking into a place book', () => {
  let filled: FilledReadModels;
  let book: GetPlaceBookHandler;
  let place: GetPlaceHandler;
  let list: ListPlacesHandler;
  const names = new Map(['amara', 'bo', 'chidi', 'dara'].map((name) => [idOf(name), name]));
  const namesOf = (rows: readonly { readonly placeId: string }[]) =>
    rows.map(({ placeId }) => names.get(placeId));

  beforeAll(async () => {
    filled = await filledReadModels(placeBookContext.projections!, recorded(facts));
    book = new GetPlaceBookHandler(filled.readModels);
    place = new GetPlaceHandler(filled.readModels);
    list = new ListPlacesHandler(filled.readModels);
  });
  afterAll(() => filled.drop());

  it('counts seats, and lists requests in the order they asked, those who wait with their rank', async () => {
    const { summary, items, position } = await book.execute(new GetPlaceBook(cohortId, {}));
    expect(summary).toEqual({
      cohortId,
      capacity: 2,
      held: 1,
      free: 1,
      waiting: 2,
      noted: 0,
      taking: true,
      cancelled: false,
      startsOn: '2026-11-30',
      lastJoiningDate: '2026-12-01',
      keptSeats: [],
    });
    expect(items.map(({ placeId, state, rank }) => [names.get(placeId), state, rank])).toEqual([
      ['amara', 'offered', undefined],
      ['bo', 'declined', undefined],
      ['chidi', 'waiting', 1],
      ['dara', 'waiting', 2],
    ]);
    expect(position).toBe('10');
  });

  it('filters, and pages with the right ranks', async () => {
    const waiting = await book.execute(new GetPlaceBook(cohortId, { state: 'waiting', sponsor: charity }));
    expect(waiting.items.map(({ rank }) => rank)).toEqual([2]);
    const one = await book.execute(new GetPlaceBook(cohortId, { limit: 3 }));
    expect(namesOf(one.items)).toEqual(['amara', 'bo', 'chidi']);
    const two = await book.execute(new GetPlaceBook(cohortId, { limit: 3, cursor: one.next! }));
    expect(two.items.map(({ placeId, rank }) => [names.get(placeId), rank])).toEqual([['dara', 2]]);
    expect(two.next).toBeUndefined();
  });

  it('answers for one place with the revision of the book', async () => {
    const answer = await place.execute(new GetPlace(cohortId, idOf('dara')));
    expect(answer).toMatchObject({ state: 'waiting', rank: 2, sponsorId: charity, revision: 9 });
    expect(answer).not.toHaveProperty('facts');
  });

  it('lists the places of a sponsor or a person across cohorts', async () => {
    const { items } = await list.execute(new ListPlaces({ sponsor: council }));
    expect(namesOf(items).sort()).toEqual(['amara', 'chidi']);
    expect(namesOf((await list.execute(new ListPlaces({ person: idOf('person bo') }))).items)).toEqual([
      'bo',
    ]);
    const page = await list.execute(new ListPlaces({ limit: 3 }));
    const rest = await list.execute(new ListPlaces({ limit: 3, cursor: page.next! }));
    expect(namesOf([...page.items, ...rest.items]).sort()).toEqual(['amara', 'bo', 'chidi', 'dara']);
  });

  it('says what does not exist, and which cursor was made by hand', async () => {
    await expect(book.execute(new GetPlaceBook(idOf('another'), {}))).rejects.toThrow(NotFoundException);
    await expect(place.execute(new GetPlace(idOf('another'), idOf('bo')))).rejects.toThrow(NotFoundException);
    await expect(list.execute(new ListPlaces({ cursor: cursorOf('me') }))).rejects.toThrow('cursor: ');
    await expect(book.execute(new GetPlaceBook(cohortId, { cursor: cursorOf('me') }))).rejects.toThrow(
      'cursor: ',
    );
  });

  it('reads why from the stream itself, page by page', async () => {
    const stream = Array.from({ length: 250 }, () => facts).flat();
    const events = recorded(facts).concat(recorded(stream).slice(facts.length).map(asRaised));
    const store = {
      readStream: async (name: string, { from = 0, limit = 0 } = {}) =>
        name === `places-${cohortId}` ? events.slice(from, from + limit) : [],
      head: async () => `${events.length}`,
    } as unknown as EventStore;
    const why = new GetWhyHandler(store);

    const answer = await why.execute(new GetWhy(cohortId, idOf('chidi'), idOf('amara')));
    expect(answer).toMatchObject({ state: 'waiting', rank: 1, revision: 2499 });
    expect(answer.compared?.because).toMatch(/^The other was offered a seat on 1 September 2026\./);
    await expect(why.execute(new GetWhy(idOf('another'), idOf('chidi')))).rejects.toThrow(NotFoundException);

    const knownAt = (position: number) =>
      why.execute(new GetWhy(cohortId, idOf('chidi'), undefined, `${position}`));
    expect(await knownAt(events.length)).toMatchObject({ revision: 2499 });
    await expect(knownAt(events.length + 1)).rejects.toThrow(
      'knownAt: must not be later than the head of the log',
    );
  });
});

/** A fact of no bearing, to make a book of several pages. */
const asRaised = (event: Recorded): Recorded => ({ ...event, type: 'RequestsClosed', data: { cohortId } });
