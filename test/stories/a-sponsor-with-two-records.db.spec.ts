import { autumnCohort, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
const { cohortId } = autumnCohort(9);
const [council, twin] = [idOf('Highland Council'), idOf('The Highland Council')];
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 9, undefined, { maxPerSponsor: 2 });
  for (const name of ['Highland Council', 'The Highland Council']) await registered(office, name, []);
});
afterAll(() => office?.close());

const places = `cohorts/${cohortId}/places`;
const ask = (name: string, sponsorId: string) => office.post(places, { placeId: idOf(name), sponsorId });
const expects = (sponsorId: string, places: number) =>
  office.put(`cohorts/${cohortId}/interest/${sponsorId}`, { places });
const interest = () => office.see(`cohorts/${cohortId}/interest`);
const merge = () =>
  office.done('organisations/merges', { keptId: council, mergedId: twin, reason: 'Registered twice' });
const undo = () => office.done(`organisations/merges/${twin}/undoing`, { reason: 'Two after all' });

describe('a sponsor that was registered twice', () => {
  it('asks, and says what it expects, under both records', async () => {
    expect((await ask('first', council)).status).toBe(201);
    expect((await ask('second', twin)).status).toBe(201);
    expect((await expects(twin, 4)).status).toBe(200);
    expect(await interest()).toMatchObject({ places: 4, sponsors: [{ sponsorId: twin, places: 4 }] });
  });

  it('is one sponsor once they are merged: with one maximum, and interest that is counted once', async () => {
    await merge();
    await office.settle();
    expect((await ask('second', twin)).body).toMatchObject({ recorded: [] });
    expect((await office.post(places, { sponsorId: twin, sponsorIds: [council] })).status).toBe(400);
    expect((await ask('third', council)).body).toMatchObject({
      status: 409,
      code: 'sponsor-has-its-maximum',
      detail: expect.stringContaining('2 requests and places in this cohort at most, under all its records'),
    });
    expect(await interest()).toMatchObject({ places: 4, sponsors: [{ sponsorId: council, places: 4 }] });

    await expects(council, 3);
    expect(await interest()).toMatchObject({ places: 3, sponsors: [{ sponsorId: council, places: 3 }] });
    await office.done(`cohorts/${cohortId}/interest/${council}/withdrawal`);
    expect(await interest()).toMatchObject({ places: 0, left: 9, sponsors: [] });
  });

  it('is two again, each with what was its own, when the merge was wrong', async () => {
    await undo();
    await office.settle();
    expect((await ask('third', council)).status).toBe(201);
    expect((await ask('fourth', council)).body).toMatchObject({ code: 'sponsor-has-its-maximum' });
    expect((await ask('fifth', twin)).status).toBe(201);
    expect(await interest()).toMatchObject({ places: 4, sponsors: [{ sponsorId: twin, places: 4 }] });
  });
});
