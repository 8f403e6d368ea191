import { autumnCohort, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

const { cohortId } = autumnCohort(4);
const interest = `cohorts/${cohortId}/interest`;
let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 4);
  for (const council of ['Glenmore Council', 'Lochside Council']) await registered(office, council, []);
});
afterAll(() => office?.close());

const expects = (sponsor: string, places: number, level?: string) =>
  office.put(`${interest}/${idOf(sponsor)}`, { places, ...(level ? { level } : {}) });

describe('interest in a cohort, against its seats', () => {
  it('is what each sponsor said last, in total and by level; it takes no seat', async () => {
    await expects('Glenmore Council', 2, 'middle');
    await expects('Lochside Council', 1);
    expect(await office.see(interest)).toMatchObject({ open: true, capacity: 4, places: 3, left: 1 });

    office.clock.moveTo('2026-09-08T09:00:00.000Z');
    await expects('Glenmore Council', 5, 'middle');
    expect(await office.see(interest)).toMatchObject({
      places: 6,
      left: 0,
      sponsors: [
        { sponsorId: idOf('Glenmore Council'), places: 5, level: 'middle', statedOn: '2026-09-08' },
        { sponsorId: idOf('Lochside Council'), places: 1, level: null },
      ],
      levels: [
        { level: 'middle', places: 5 },
        { level: null, places: 1 },
      ],
    });
    expect((await office.see(`cohorts/${cohortId}/place-book`)).items).toEqual([]);
  });

  it('can be asked for as it stood, on either clock', async () => {
    for (const clock of ['effective', 'recorded'])
      expect(await office.see(`${interest}?asAt=2026-09-07&clock=${clock}`)).toMatchObject({ places: 3 });
  });

  it('is taken back, and is no longer stated once enrolment is over', async () => {
    await office.done(`${interest}/${idOf('Lochside Council')}/withdrawal`);
    expect(await office.see(interest)).toMatchObject({ places: 5, sponsors: [{ places: 5 }] });

    office.clock.moveTo('2026-12-02T09:00:00.000Z');
    await office.settle();
    const late = await expects('Lochside Council', 1);
    expect(late.body).toMatchObject({ status: 409, code: 'interest-closed' });
    expect(await office.see(interest)).toMatchObject({ open: false, places: 5 });
  });
});
