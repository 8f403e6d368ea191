import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

const reason = 'The attendance list had been misread.';
const { cohortId } = autumnCohort(2);
const place = (name: string) => `cohorts/${cohortId}/places/${idOf(name)}`;
const day = (on: string) => ({ 'Effective-On': on });

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 2);
  await registered(office, 'Glenmore Council', ['amara', 'bo', 'chidi', 'dara', 'ewan']);
  await registered(office, 'Lochside Care', []);
  for (const name of ['first', 'second', 'third'])
    await office.done(`cohorts/${cohortId}/places`, {
      placeId: idOf(name),
      sponsorId: idOf('Glenmore Council'),
    });
  for (const [name, person] of [
    ['first', 'amara'],
    ['second', 'bo'],
  ] as const) {
    await office.done(`${place(name)}/acceptance`);
    await office.done(`${place(name)}/confirmation`, confirmationOf(person, 'ewan'));
  }
});
afterAll(() => office?.close());

const goOn = async (on: string) => {
  office.clock.moveTo(`${on}T09:00:00.000Z`);
  await office.settle();
};
const correct = (name: string, what: string, body: object) =>
  office.post(`${place(name)}/corrections/${what}`, { reason, ...body });
const whyOf = async (name: string): Promise<readonly string[]> =>
  (await office.see(`${place(name)}/why`)).steps.map(({ what }: { what: string }) => what);
const corrected = (name: string, what: string, body: object) =>
  office.done(`${place(name)}/corrections/${what}`, { reason, ...body });

describe('a place that was recorded wrongly', () => {
  it('stands first in line when its withdrawal was an error and its seat is gone, and gets the next one', async () => {
    await office.done(`${place('first')}/withdrawal`, { reasonClass: 'work' });
    expect(await office.see(place('third'))).toMatchObject({ state: 'offered' });
    await office.done(`cohorts/${cohortId}/places`, {
      placeId: idOf('fourth'),
      sponsorId: idOf('Glenmore Council'),
    });

    const struck = await corrected('first', 'striking', { fact: 'withdrawn' });
    expect(struck.body.outcome).toBe('struck');
    expect(await office.see(place('first'))).toMatchObject({ state: 'waiting', rank: 1 });
    expect(await office.see(place('fourth'))).toMatchObject({ state: 'waiting', rank: 2 });

    await office.done(`${place('third')}/declining`);
    expect(await office.see(place('first'))).toMatchObject({ state: 'confirmed', personId: idOf('amara') });
    expect(await office.see(place('fourth'))).toMatchObject({ state: 'waiting', rank: 1 });
    const { steps } = await office.see(`${place('fourth')}/why`);
    expect(steps.map(({ what }: { what: string }) => what)).toContain(
      'Another request goes before it now: a place whose seat was taken from it in error.',
    );
  });

  it('keeps what was recorded beside what is right, with who and when', async () => {
    const { steps } = await office.see(place('first'));
    expect(steps.find(({ what }: { what: string }) => what === 'PlaceWithdrawn')).toMatchObject({
      on: '2026-09-01',
      by: 'local-administrator',
      corrected: [{ to: null, by: 'local-administrator', reason, recordedAt: '2026-09-01T09:00:00.000Z' }],
    });
    const { items } = await office.see(`cohorts/${cohortId}/history?place=${idOf('first')}&limit=200`);
    const withdrawn = items.find(({ type }: { type: string }) => type === 'PlaceWithdrawn');
    expect(items.find(({ type }: { type: string }) => type === 'PlaceFactStruck')).toMatchObject({
      corrects: withdrawn.event,
      reason,
    });
  });

  it('does not come back where its participant holds another place since', async () => {
    await office.done(`${place('second')}/withdrawal`, { reasonClass: 'work' });
    expect(await office.see(place('fourth'))).toMatchObject({ state: 'offered' });
    await office.done(`${place('fourth')}/acceptance`);
    await office.done(`${place('fourth')}/confirmation`, confirmationOf('bo', 'ewan'));
    const refused = await correct('second', 'striking', { fact: 'withdrawn' });
    expect(refused.body).toMatchObject({ status: 409, code: 'already-holds-a-place' });
    expect(await office.see(place('second'))).toMatchObject({ state: 'withdrawn' });
  });

  it('is held by whom it was held in truth', async () => {
    await corrected('fourth', 'participant', { personId: idOf('chidi') });
    expect(await office.see(place('fourth'))).toMatchObject({ state: 'confirmed', personId: idOf('chidi') });
    // Bo is free again, and so the withdrawal of the other place can be struck, over the capacity.
    const struck = await corrected('second', 'striking', { fact: 'withdrawn', allowedBy: idOf('ewan') });
    expect(struck.body.outcome).toBe('struck');
    expect(await office.see(`cohorts/${cohortId}/place-book`)).toMatchObject({
      summary: { capacity: 2, held: 3, free: 0 },
    });
  });

  it('is with whom it was confirmed for when no substitute ever took it', async () => {
    const substitution = { ...confirmationOf('dara', 'ewan'), reasonClass: 'work' };
    await office.done(`${place('fourth')}/substitution`, substitution);
    expect(await office.see(place('fourth'))).toMatchObject({ personId: idOf('dara') });
    const resting = await correct('fourth', 'striking', { fact: 'confirmed' });
    expect(resting.body).toMatchObject({ status: 409, code: 'others-rest-on-it' });

    const struck = await corrected('fourth', 'striking', { fact: 'substituted' });
    expect(struck.body.outcome).toBe('struck');
    const seen = await office.see(place('fourth'));
    expect(seen).toMatchObject({ state: 'confirmed', personId: idOf('chidi') });
    expect(seen.steps.find(({ what }: { what: string }) => what === 'ParticipantSubstituted')).toMatchObject({
      corrected: [{ to: null, reason, by: 'local-administrator' }],
    });
    expect(await whyOf('fourth')).toContain(
      `Corrected: it was never given to a substitute, and is confirmed. ${reason}`,
    );
    // Whoever was named in error may hold a place of their own.
    await corrected('fourth', 'participant', { personId: idOf('dara') });
    await corrected('fourth', 'participant', { personId: idOf('chidi') });
  });

  it('is answered for by the sponsor before when no other ever took it over', async () => {
    const lochside = { sponsorId: idOf('Lochside Care') };
    await office.done(`${place('first')}/transfer`, {
      toSponsorId: lochside.sponsorId,
      on: '2026-10-01',
      acceptBy: '2026-09-20',
    });
    await office.done(`${place('first')}/transfer/acceptance`, lochside);
    await corrected('first', 'date', { fact: 'transferred', on: '2026-10-10' });
    const on = async (day: string) => (await office.see(`${place('first')}?asAt=${day}`)).sponsorId;
    expect([await on('2026-10-09'), await on('2026-10-10')]).toEqual([
      idOf('Glenmore Council'),
      lochside.sponsorId,
    ]);

    await goOn('2026-10-20');
    await corrected('first', 'striking', { fact: 'transferred' });
    expect(await office.see(place('first'))).toMatchObject({ sponsorId: idOf('Glenmore Council') });
    expect(await on('2026-10-15')).toBe(idOf('Glenmore Council'));
    expect(await whyOf('first')).toContain(
      `Corrected: it was never taken over by another sponsor, and is confirmed. ${reason}`,
    );
    const again = await correct('first', 'striking', { fact: 'transferred' });
    expect(again.body).toMatchObject({ status: 404, code: 'no-such-fact' });
  });

  it('started on the day it is corrected to, which no later than today it must be', async () => {
    await goOn('2027-01-12');
    await office.done(`${place('first')}/start`, {}, day('2027-01-11'));
    const ahead = await correct('first', 'date', { fact: 'started', on: '2027-01-13' });
    expect(ahead.body).toMatchObject({ status: 409, code: 'in-the-future', errors: [{ field: 'on' }] });
    const before = await correct('first', 'date', { fact: 'started', on: '2027-01-10' });
    expect(before.body).toMatchObject({ status: 409, code: 'cohort-not-started' });
  });

  it('is read as it was on a day, as it is known now and as it was known then', async () => {
    await goOn('2027-03-01');
    const { position } = await office.see(place('first'));
    await office.done(`${place('first')}/withdrawal`, { reasonClass: 'personal' }, day('2027-02-10'));
    const on = (query: string) => office.see(`${place('first')}?asAt=2027-02-20&${query}`);
    expect(await on('')).toMatchObject({ state: 'withdrawn', endedOn: '2027-02-10', asAt: '2027-02-20' });
    expect(await on('clock=recorded')).toMatchObject({ state: 'started', clock: 'recorded' });
    const then = await on(`knownAt=${position}`);
    expect(then).toMatchObject({ state: 'started', position });
    expect(await office.see(place('first'))).toMatchObject({ notice: { notifiedOn: '2027-03-01' } });
    await corrected('first', 'notice', { fact: 'withdrawn', notifiedOn: '2027-02-08' });
    expect(await office.see(place('first'))).toMatchObject({
      notice: { notifiedOn: '2027-02-08', free: false },
    });
    expect(await on(`knownAt=${position}`)).toEqual(then);
  });

  it('was withdrawn before the start, as it turned out, and is counted so', async () => {
    const counted = async () => (await office.see('completion-rates?cohort=1')).items[0];
    expect(await counted()).toMatchObject({ started: 1, withdrawnBeforeStart: 0, withdrawnAfterStart: 1 });
    const { body } = await corrected('first', 'date', { fact: 'withdrawn', on: '2027-01-05' });
    expect(body.recorded.map(({ type }: { type: string }) => type)).toEqual(['PlaceDateCorrected']);
    expect(await counted()).toMatchObject({ started: 0, withdrawnBeforeStart: 1, withdrawnAfterStart: 0 });
    expect((await whyOf('first')).join(' ')).toContain('it had not started by then');
  });

  it('says what it cannot correct, and where to look', async () => {
    const unknown = await correct('first', 'date', { fact: 'baptised', on: '2027-01-11' });
    expect(unknown.body).toMatchObject({ status: 400, errors: [{ field: 'fact' }] });
    const never = await correct('first', 'date', { fact: 'deferred', on: '2027-01-11' });
    expect(never.body).toMatchObject({ status: 404, code: 'no-such-fact' });
    const without = await office.post(`${place('first')}/corrections/sponsor`, {
      sponsorId: idOf('Nobody'),
    });
    expect(without.body).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
    const nobody = await correct('first', 'sponsor', { sponsorId: idOf('Nobody') });
    expect(nobody.body).toMatchObject({ code: 'unknown-organisation' });
  });
});
