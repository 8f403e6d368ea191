import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 3);
  await registered(office, 'Glenmore Council', ['amara', 'bo', 'chidi', 'ewan']);
  await registered(office, 'Lochside Care', []);
  for (const name of ['first', 'second', 'third', 'fourth'])
    await office.done(`cohorts/${cohortId}/places`, {
      placeId: idOf(name),
      sponsorId: idOf('Glenmore Council'),
    });
  for (const name of ['first', 'second', 'third']) await office.done(`${place(name)}/acceptance`);
});
afterAll(() => office?.close());

const { cohortId } = autumnCohort(3);
const place = (name: string) => `cohorts/${cohortId}/places/${idOf(name)}`;
const goOn = async (day: string) => {
  office.clock.moveTo(`${day}T09:00:00.000Z`);
  await office.settle();
};
const namesOf = (answer: { body: { recorded: { type: string }[] } }) =>
  answer.body.recorded.map(({ type }) => type);
const substitution = (name: string) => ({ ...confirmationOf(name, 'ewan'), reasonClass: 'work' });

describe('a place that changes, over a year', () => {
  it('is confirmed by the checks that were recorded ahead', async () => {
    const { checks, ...confirmation } = confirmationOf('amara', 'ewan');
    for (const { check } of checks.slice(1))
      await office.done(`${place('first')}/checks`, { personId: idOf('amara'), check, outcome: 'met' });
    const missing = await office.post(`${place('first')}/confirmation`, confirmation);
    expect(missing.body).toMatchObject({ status: 409, code: 'check-missing' });

    await office.done(`${place('first')}/checks`, {
      personId: idOf('amara'),
      check: 'level',
      outcome: 'waived',
      waivedBy: idOf('ewan'),
      reason: 'The level is new in the register.',
    });
    const confirmed = await office.done(`${place('first')}/confirmation`, confirmation);
    expect(confirmed.body.outcome).toBe('confirmed');
  });

  it('goes to a substitute, but not to anybody (edge case 8: a substitute who already holds a place)', async () => {
    await office.done(`${place('second')}/confirmation`, confirmationOf('bo', 'ewan'));
    const refused = await office.post(`${place('second')}/substitution`, substitution('amara'));
    expect(refused.body).toMatchObject({ status: 409, code: 'already-holds-a-place' });
    expect(await office.see(place('second'))).toMatchObject({ state: 'confirmed', personId: idOf('bo') });

    const substituted = await office.done(`${place('second')}/substitution`, substitution('chidi'));
    expect(substituted.body.outcome).toBe('substituted');
    expect(await office.see(place('second'))).toMatchObject({ state: 'confirmed', personId: idOf('chidi') });
  });

  it('is warned of and released when nobody is named for it, and offered to who waits', async () => {
    // 42 days before 11 January 2027, that day included.
    await goOn('2026-12-01');
    const { steps } = await office.see(place('third'));
    expect(steps.map(({ what }: { what: string }) => what)).toContain('NamingWarned');
    const late = await office.post(`${place('third')}/naming-extension`, {
      until: '2027-01-11',
      reason: 'The post is being filled.',
    });
    expect(late.body).toMatchObject({ status: 409, code: 'naming-date-after-the-start' });

    await goOn('2026-12-15');
    expect(await office.see(place('third'))).toMatchObject({ state: 'withdrawn', endedOn: '2026-12-15' });
    expect(await office.see(place('fourth'))).toMatchObject({ state: 'offered' });
  });

  it('changes its sponsor, is left by it, and is funded by its participant', async () => {
    await goOn('2027-01-11');
    await office.done(`${place('first')}/start`);
    const proposal = { toSponsorId: idOf('Lochside Care'), on: '2027-03-01', acceptBy: '2027-02-15' };
    await office.done(`${place('first')}/transfer`, proposal);
    await office.done(`${place('first')}/transfer/acceptance`, {
      sponsorId: idOf('Lochside Care'),
      orderToFollow: true,
    });
    await goOn('2027-03-01');
    expect(await office.see(place('first'))).toMatchObject({
      state: 'started',
      sponsorId: idOf('Lochside Care'),
    });

    await office.done(`${place('first')}/transfer`, { on: '2027-04-01', acceptBy: '2027-03-31' });
    const early = await office.post(`${place('first')}/self-funding`);
    expect(early.body).toMatchObject({ status: 409, code: 'place-has-a-sponsor' });
    await goOn('2027-04-01');
    const funded = await office.done(`${place('first')}/self-funding`);
    expect(namesOf(funded)).toEqual(['SponsorTransferred']);
  });

  it('takes no substitute after the start', async () => {
    const after = await office.post(`${place('first')}/substitution`, substitution('bo'));
    expect(after.body).toMatchObject({ status: 409, code: 'substitution-after-start' });
  });
});
