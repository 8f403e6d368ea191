import { endOfDay } from '#kernel';
import { autumnCohort, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 1);
  await registered(office, 'Glenmore Council', []);
});
afterAll(() => office?.close());

const { cohortId } = autumnCohort(1);
const place = (name: string) => `cohorts/${cohortId}/places/${idOf(name)}`;

describe('an offer', () => {
  it('stands for its last day, and then goes to the next in line', async () => {
    for (const name of ['first', 'second'])
      await office.done(`cohorts/${cohortId}/places`, {
        placeId: idOf(name),
        sponsorId: idOf('Glenmore Council'),
      });
    // 20 working days from Tuesday 1 September by the Scottish calendar, which has no holiday in September.
    expect(await office.see(place('first'))).toMatchObject({ state: 'offered', until: '2026-09-29' });
    expect(await office.see(place('second'))).toMatchObject({ state: 'waiting' });

    office.clock.moveTo(new Date(Date.parse(endOfDay('2026-09-29')) - 1).toISOString());
    expect(await office.see(place('first'))).toMatchObject({ state: 'offered' });

    office.clock.moveTo(endOfDay('2026-09-29'));
    expect(await office.see(place('first'))).toMatchObject({ state: 'lapsed' });
    expect(await office.see(place('second'))).toMatchObject({ state: 'offered', until: '2026-10-28' });
  });

  it('cannot be accepted any more', async () => {
    const late = await office.post(`${place('first')}/acceptance`);
    expect(late.body).toMatchObject({ status: 409, code: 'offer-lapsed' });
  });
});
