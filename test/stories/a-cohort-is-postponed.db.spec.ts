import { autumnCohort, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

const cohort = autumnCohort(3);
const { cohortId } = cohort;
const places = `cohorts/${cohortId}/places`;
const place = (name: string) => `${places}/${idOf(name)}`;
const [first, second] = [idOf('module 1'), idOf('module 2')];

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 3);
  await registered(office, 'Glenmore Council', []);
  for (const name of ['one', 'two', 'three', 'four'])
    await office.done(places, { placeId: idOf(name), sponsorId: idOf('Glenmore Council') });
  for (const name of ['one', 'two']) await office.done(`${place(name)}/acceptance`);
});
afterAll(() => office?.close());

const goOn = async (day: string) => {
  office.clock.moveTo(`${day}T09:00:00.000Z`);
  await office.settle();
};
const withdrawn = async (name: string) => {
  await office.done(`${place(name)}/withdrawal`, { reasonClass: 'organisation' });
  const { items } = await office.see(`cohorts/${cohortId}/history?place=${idOf(name)}&limit=100`);
  return (items as { type: string; data: object }[]).find(({ type }) => type === 'PlaceWithdrawn')!.data;
};
const postponement = {
  startsOn: '2027-02-15',
  endsOn: '2027-08-15',
  modules: [
    { moduleId: first, startsOn: '2027-02-15', endsOn: '2027-02-17' },
    { moduleId: second, startsOn: '2027-04-12', endsOn: '2027-04-14' },
  ],
  reason: 'The venue burnt down',
};

describe('a cohort that is postponed after offers went out', () => {
  it('starts later, and lets people join as much later', async () => {
    expect(await office.see(`cohorts/${cohortId}`)).toMatchObject({ startsOn: '2027-01-11' });
    await goOn('2026-09-10');
    await office.done(`cohorts/${cohortId}/postponement`, postponement);
    expect(await office.see(`cohorts/${cohortId}`)).toMatchObject({
      startsOn: '2027-02-15',
      setup: { lastJoiningDate: '2027-02-15' },
    });
    expect(await office.see(`cohorts/${cohortId}?asAt=2026-09-09`)).toMatchObject({ startsOn: '2027-01-11' });
    const again = await office.done(`cohorts/${cohortId}/postponement`, postponement);
    expect(again.body.recorded).toEqual([]);
  });

  it('leaves offers and acceptances as they stood, and says so to who waits', async () => {
    expect(await office.see(place('three'))).toMatchObject({ state: 'offered', until: '2026-09-29' });
    expect(await office.see(place('one'))).toMatchObject({ state: 'accepted' });
    const { steps } = await office.see(`${place('four')}/why`);
    expect(steps.at(-1)).toMatchObject({
      on: '2026-09-10',
      what: 'The cohort was moved: it starts on 15 February 2027, and places are offered until 15 February 2027.',
    });
  });

  it('lets who had accepted go free of charge, until a day; bands count from the later start', async () => {
    expect(await withdrawn('one')).toMatchObject({ free: true, bandsFrom: '2027-02-15' });
    expect(await office.see(place('four'))).toMatchObject({ state: 'offered' });
    await office.done(`${place('three')}/acceptance`);
    expect(await withdrawn('three')).not.toHaveProperty('free');
  });

  it('names, offers and ends by the new days, not by those it had', async () => {
    await office.done(`${place('four')}/acceptance`);
    // 42 days before 11 January it would have been warned on 1 December.
    await goOn('2026-12-15');
    expect(await office.see(place('two'))).toMatchObject({ state: 'accepted' });
    // 42 days before 15 February.
    await goOn('2027-01-05');
    const { steps } = await office.see(`${place('two')}/why`);
    expect(steps.at(-1).what).toContain('Nobody was confirmed by the naming date, 4 January 2027');
  });

  it('reschedules a module: a short move binds as before, a long one sets free again', async () => {
    const module = `cohorts/${cohortId}/modules/${second}/rescheduling`;
    await office.done(module, { startsOn: '2027-04-19', endsOn: '2027-04-21', reason: 'Snow' });
    expect(await withdrawn('four')).not.toHaveProperty('free');
    await office.done(module, {
      startsOn: '2027-06-07',
      endsOn: '2027-06-09',
      reason: 'The tutor is ill',
      withdrawFreeUntil: '2027-01-15',
    });
    await goOn('2027-01-15');
    expect(await withdrawn('two')).toMatchObject({ free: true });
    const { setup } = await office.see(`cohorts/${cohortId}?asAt=2027-01-04`);
    expect(setup.modules).toMatchObject([{}, { startsOn: '2027-04-12' }]);
  });
});
