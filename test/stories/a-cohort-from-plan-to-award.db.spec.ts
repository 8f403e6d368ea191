import {
  autumnCohort,
  confirmationOf,
  enrolling,
  idOf,
  PROGRAMME,
  registered,
} from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
});
afterAll(() => office?.close());

describe('a cohort from plan to award', () => {
  const { cohortId } = autumnCohort(2);
  const places = `cohorts/${cohortId}/places`;
  const placeOf = (name: string) => `${places}/${idOf(`place of ${name}`)}`;
  const ask = (name: string) =>
    office.done(places, {
      placeId: idOf(`place of ${name}`),
      sponsorId: idOf('Glenmore Council'),
      personId: idOf(name),
    });
  const states = async () => {
    const { items } = await office.see(`cohorts/${cohortId}/place-book`);
    return Object.fromEntries(
      items.map((item: { placeId: string; state: string }) => [
        ['amara', 'bo', 'chidi', 'davina'].find((name) => idOf(`place of ${name}`) === item.placeId),
        item.state,
      ]),
    );
  };

  it('is planned, approved, and open to sponsors', async () => {
    await enrolling(office, 2);
    await registered(office, 'Glenmore Council', ['amara', 'bo', 'chidi', 'davina', 'ewan']);
    expect(await office.see(`cohorts/${cohortId}`)).toMatchObject({ cohortId, capacity: 2 });
  });

  it('offers two places, and lets the others wait in their order', async () => {
    const offered = await ask('amara');
    expect(offered.body.recorded.map(({ type }: { type: string }) => type)).toEqual([
      'PlaceRequested',
      'PlaceOffered',
    ]);
    expect(offered.headers.location).toBe(`/api/${placeOf('amara')}`);
    await ask('bo');
    const waiting = await ask('chidi');
    expect(waiting.body.recorded.map(({ type }: { type: string }) => type)).toEqual([
      'PlaceRequested',
      'PlaceWaitlisted',
    ]);
    await ask('davina');
    expect(await states()).toEqual({
      amara: 'offered',
      bo: 'offered',
      chidi: 'waiting',
      davina: 'waiting',
    });
  });

  it('confirms a place once the candidacy is claimed, and says so', async () => {
    await office.done(`${placeOf('amara')}/acceptance`, { purchaseOrder: 'PO 1' });
    const confirmed = await office.done(`${placeOf('amara')}/confirmation`, confirmationOf('amara', 'ewan'));
    expect(confirmed.body.outcome).toBe('confirmed');
    expect(await states()).toMatchObject({ amara: 'confirmed' });
  });

  it('refuses a second place for the same person, whoever asks, without saying why', async () => {
    const refused = await office.post(places, {
      placeId: idOf('second place of amara'),
      sponsorId: idOf('Glenmore Council'),
      personId: idOf('amara'),
    });
    expect(refused.body).toMatchObject({ status: 409, code: 'already-holds-a-place' });
  });

  it('offers the next in line what comes free, by declining and by withdrawing', async () => {
    await office.done(`${placeOf('bo')}/declining`);
    expect(await states()).toEqual({
      amara: 'confirmed',
      bo: 'declined',
      chidi: 'offered',
      davina: 'waiting',
    });

    await office.done(`${placeOf('chidi')}/withdrawal`, { reasonClass: 'work' });
    expect(await states()).toMatchObject({ davina: 'offered' });
    await office.done(`${placeOf('davina')}/acceptance`, { orderToFollow: true });
    await office.done(`${placeOf('davina')}/confirmation`, confirmationOf('davina', 'ewan'));
  });

  it('starts, and takes what happened on its day though it is entered later', async () => {
    office.clock.moveTo('2026-12-02T09:00:00.000Z');
    await office.settle();
    office.clock.moveTo('2027-01-12T09:00:00.000Z');
    await office.settle();
    const onTheDay = { 'effective-on': '2027-01-11' };
    await office.done(`cohorts/${cohortId}/start`, {}, onTheDay);
    await office.done(`${placeOf('amara')}/start`, {}, onTheDay);
    await office.done(`${placeOf('davina')}/start`, {}, onTheDay);
    expect(await states()).toMatchObject({ amara: 'started', davina: 'started' });
  });

  it('ends with an award, which completes the place', async () => {
    office.clock.moveTo('2027-07-15T09:00:00.000Z');
    const board = { 'effective-on': '2027-07-10' };
    const grant = { cohortId, awardId: PROGRAMME.awardId, minute: 'Board 2027/3, item 1' };
    await office.done(
      'graduations',
      { ...grant, placeId: idOf('place of amara'), personId: idOf('amara') },
      board,
    );
    expect(await states()).toEqual({
      amara: 'completed',
      bo: 'declined',
      chidi: 'withdrawn',
      davina: 'started',
    });
  });

  it('answers the completion rate, so far and as it was', async () => {
    const rates = await office.see(`completion-rates?cohort=1`);
    expect(rates.items).toHaveLength(1);
    expect(rates.items[0]).toMatchObject({ started: 2, completed: 1, completionRate: { value: 0.5 } });
    const before = await office.see(`completion-rates?cohort=1&asAt=2027-07-09`);
    expect(before.items[0]).toMatchObject({ started: 2, completed: 0, completionRate: { value: 0 } });
  });
});
