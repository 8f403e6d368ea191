import {
  autumnCohort,
  confirmationOf,
  enrolling,
  idOf,
  opening,
  registered,
} from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

const autumn = autumnCohort(3).cohortId;
const spring = idOf('spring cohort');
const places = (cohortId: string) => `cohorts/${cohortId}/places`;
const council = { sponsorId: idOf('Glenmore Council') };
const NAMES = ['amara', 'bo', 'chidi', 'davina', 'fay'];

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 3);
  await registered(office, 'Glenmore Council', [...NAMES, 'ewan']);
  await office.done('cohorts', {
    ...autumnCohort(1, '2027-02-01'),
    cohortId: spring,
    number: 2,
    name: 'Spring',
  });
});
afterAll(() => office?.close());

const goOn = async (day: string) => {
  office.clock.moveTo(`${day}T09:00:00.000Z`);
  await office.settle();
};
const ask = (name: string, cohortId = autumn) =>
  office.done(places(cohortId), {
    placeId: idOf(`${name} in ${cohortId}`),
    personId: idOf(name),
    ...council,
  });
const placeOf = (name: string, cohortId = autumn) => `${places(cohortId)}/${idOf(`${name} in ${cohortId}`)}`;
const states = async (moment = '') => {
  const { items } = await office.see(`cohorts/${autumn}/place-book?limit=100${moment}`);
  return Object.fromEntries(
    items.map(({ placeId, state }: { placeId: string; state: string }) => [
      NAMES.find((name) => idOf(`${name} in ${autumn}`) === placeId),
      state,
    ]),
  ) as Record<string, string>;
};

describe('a cohort that is cancelled', () => {
  it('has a confirmed, an accepted and an offered place by then, and two requests that wait', async () => {
    for (const name of NAMES) await ask(name);
    for (const name of ['amara', 'bo']) await office.done(`${placeOf(name)}/acceptance`);
    await office.done(`${placeOf('amara')}/confirmation`, confirmationOf('amara', 'ewan'));
    expect(await states()).toEqual({
      amara: 'confirmed',
      bo: 'accepted',
      chidi: 'offered',
      davina: 'waiting',
      fay: 'waiting',
    });
  });

  it('takes every place and request with it, and says so of each', async () => {
    await goOn('2026-09-20');
    await office.done(`cohorts/${autumn}/cancellation`, { reason: 'Too few requests' });
    expect(new Set(Object.values(await states()))).toEqual(new Set(['cancelled']));
    for (const name of NAMES) {
      const { state, steps } = await office.see(`${placeOf(name)}/why`);
      expect(state).toBe('cancelled');
      expect(steps.at(-1)).toMatchObject({ on: '2026-09-20', what: 'It was cancelled with the cohort.' });
    }
    expect(await office.see(`cohorts/${autumn}`)).toMatchObject({ state: 'cancelled' });
  });

  it('stood otherwise the day before, on either clock', async () => {
    for (const clock of ['effective', 'recorded'])
      expect(await states(`&asAt=2026-09-19&clock=${clock}`)).toMatchObject({
        amara: 'confirmed',
        davina: 'waiting',
      });
  });

  it('takes nothing more, and offers nothing when its days come', async () => {
    const late = await office.post(places(autumn), { placeId: idOf('late'), ...council });
    expect(late.body).toMatchObject({ status: 409, code: 'cohort-cancelled' });
    const gone = await office.post(`${placeOf('amara')}/withdrawal`, { reasonClass: 'work' });
    expect(gone.body).toMatchObject({ status: 409 });
    const { items } = await office.see(`cohorts/${autumn}/history?limit=200`);
    await goOn('2027-01-12');
    expect((await office.see(`cohorts/${autumn}/history?limit=200`)).items).toHaveLength(items.length);
  });

  it('counts as asked for and accepted, and never as started', async () => {
    const rates = await office.see('completion-rates?cohort=1');
    expect(rates.items).toMatchObject([{ requested: 5, waiting: 0, accepted: 2, started: 0, completed: 0 }]);
  });

  it('lets its people hold a place of the next cohort', async () => {
    await goOn('2027-02-01');
    await opening(office, spring);
    await ask('amara', spring);
    await office.done(`${placeOf('amara', spring)}/acceptance`);
    const confirmed = await office.done(
      `${placeOf('amara', spring)}/confirmation`,
      confirmationOf('amara', 'ewan'),
    );
    expect(confirmed.body.outcome).toBe('confirmed');
  });
});
