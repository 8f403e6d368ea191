import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

const first = autumnCohort(1).cohortId;
const nextCohort = {
  ...autumnCohort(1, '2027-09-01'),
  cohortId: idOf('next cohort'),
  number: 2,
  name: 'Next',
  pricePence: 330_000,
};
const next = nextCohort.cohortId;
const left = `cohorts/${first}/places/${idOf('place')}`;
const here = `cohorts/${next}/places/${idOf('return')}`;
const toReturn = { cohortId: next, placeId: idOf('return') };

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 1);
  await registered(office, 'Glenmore Council', ['amara', 'bo', 'ewan']);
  for (const name of ['place', 'waiting'])
    await office.done(`cohorts/${first}/places`, {
      placeId: idOf(name),
      sponsorId: idOf('Glenmore Council'),
    });
  await office.done(`${left}/acceptance`);
  await office.done(`${left}/confirmation`, confirmationOf('amara', 'ewan'));
});
afterAll(() => office?.close());

const goOn = async (day: string) => {
  office.clock.moveTo(`${day}T09:00:00.000Z`);
  await office.settle();
};

describe('a participant who goes on a year later', () => {
  it('defers to a cohort that is planned: the seat goes to the next in line', async () => {
    await goOn('2026-10-05');
    const unknown = await office.post(`${left}/deferral`, { reasonClass: 'personal', returnTo: toReturn });
    expect(unknown.body).toMatchObject({ status: 404, code: 'unknown-cohort' });

    await office.done('cohorts', nextCohort);
    await office.done(`${left}/deferral`, {
      reasonClass: 'personal',
      notifiedOn: '2026-10-01',
      returnTo: toReturn,
    });
    expect(await office.see(left)).toMatchObject({ state: 'deferred' });
    expect(await office.see(`cohorts/${first}/places/${idOf('waiting')}`)).toMatchObject({
      state: 'offered',
    });
    expect(await office.see(`${left}/deferral`)).toMatchObject({
      state: 'deferred',
      limitOn: '2028-10-05',
      returnTo: toReturn,
      needs: null,
    });
  });

  it('is paused, and has longer by the pause', async () => {
    await office.done(`${left}/deferral/pause`, {}, { 'Effective-On': '2026-10-05' });
    await goOn('2026-11-04');
    const { items } = await office.see('deferrals?state=deferred');
    expect(items).toMatchObject([{ personId: idOf('amara'), paused: true }]);
    await office.done(`${left}/deferral/resumption`);
    expect(await office.see(`${left}/deferral`)).toMatchObject({ paused: false, limitOn: '2028-11-04' });
    const shorter = await office.post(`${left}/deferral/extension`, {
      limitOn: '2028-10-05',
      reason: 'Once more',
    });
    expect(shorter.body).toMatchObject({ status: 409, code: 'limit-not-later' });
  });

  it('has the first seat when the cohort of return opens, at its price', async () => {
    await goOn('2027-09-01');
    await office.done(`cohorts/${next}/recommendation`);
    await office.done(`cohorts/${next}/approval`, { decision: 'approved', reference: 'Board 4/2027' });
    await office.done(`cohorts/${next}/enrolment/opening`);
    await office.settle();
    expect(await office.see(here)).toMatchObject({
      state: 'accepted',
      personId: idOf('amara'),
      pricePence: 330_000,
    });
    const other = await office.post(`${here}/confirmation`, confirmationOf('bo', 'ewan'));
    expect(other.body).toMatchObject({ status: 409, code: 'returners-place' });
  });

  it('returns: confirmed and started there, the place that was left counts as moved', async () => {
    const confirmed = await office.done(`${here}/confirmation`, confirmationOf('amara', 'ewan'));
    expect(confirmed.body.outcome).toBe('confirmed');
    await goOn(nextCohort.startsOn);
    await office.done(`${here}/start`);
    expect(await office.see(left)).toMatchObject({ state: 'moved' });
    expect(await office.see(`${left}/deferral`)).toMatchObject({
      state: 'moved',
      since: nextCohort.startsOn,
    });
    expect(await office.see('deferrals?asAt=2027-10-01')).toMatchObject({
      items: [{ state: 'deferred', returnTo: toReturn }],
      asAt: '2027-10-01',
    });
    expect(await office.product.followers.status()).toMatchObject({ workItems: [] });
  });
});
