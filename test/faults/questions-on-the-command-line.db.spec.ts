import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Installation, openInstallation } from './installation.js';

const COLUMNS =
  'programme,cohort,starts_on,ends_on,capacity,person,sponsor,requested_on,started_on,withdrawn_on,withdrawal_reason,outcome,outcome_on,person_name,person_email';
const AUTUMN = 'Certificate,Autumn 2019,2019-09-02,2020-06-26,10';
/** Amara twice, under two references; Bo gave up. Made up. */
const PAST = [
  COLUMNS,
  `${AUTUMN},L-1,CS-1,2019-05-01,2019-09-02,,,awarded,2020-07-03,Amara Made-Up,amara@example.org`,
  `${AUTUMN},L-2,CS-1,2019-05-02,2019-09-02,2019-12-02,workload,,,Bo Made-Up,`,
  `${AUTUMN},L-3,CS-2,2019-05-03,2019-09-02,,,awarded,,Amara Made-Up,amara@example.org`,
].join('\n');

let installation: Installation;
let places: readonly any[];
const lines = (out: string): readonly any[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

beforeAll(async () => {
  installation = await openInstallation();
  await installation.serve();
  const file = join(installation.folder, 'past.csv');
  writeFileSync(file, PAST);
  await installation.json('import', 'history', file);
  places = (await installation.json('show', 'place-book')).rows as readonly any[];
});
afterAll(() => installation?.remove());
const placeOf = (requestedOn: string) => places.find((place) => place.requestedOn === requestedOn);

describe('a question on the command line', () => {
  it('show: the rows of a read model, as at a day and narrowed', async () => {
    expect(places.map(({ state }) => state as string).sort()).toEqual([
      'completed',
      'completed',
      'withdrawn',
    ]);
    const narrowed = ['--where', 'state=started', '--id', placeOf('2019-05-02').placeId] as const;
    const then = await installation.json('show', 'place-book', '--as-at', '2019-12-01', ...narrowed);
    expect(then).toMatchObject({ readModel: 'place-book', asAt: '2019-12-01', clock: 'effective' });
    expect(then.rows).toEqual([expect.objectContaining({ state: 'started', endedOn: null })]);
    expect((await installation.l2d('show')).out).toContain('place-facts');
  });

  it('why: a place, and beside another', async () => {
    const [amara, bo] = [placeOf('2019-05-03'), placeOf('2019-05-02')];
    const why = await installation.json('why', bo.placeId, '--compared-with', amara.placeId);
    expect(why).toMatchObject({ state: 'withdrawn', compared: { placeId: amara.placeId } });
    const { code, out } = await installation.l2d('why', amara.placeId);
    expect(code).toBe(0);
    expect(out).toContain('Its source left open when its outcome was.');
    expect(out).toContain('The place is completed.');
  });

  it('history: the events of a cohort, and at last the moment they are of', async () => {
    const asked = ['history', '--cohort', 'autumn 2019', '--as-at', '2019-12-01'] as const;
    const { code, out } = await installation.l2d(...asked, '--json');
    expect(code).toBe(0);
    const all = lines(out);
    const [moment, events] = [all.at(-1), all.slice(0, -1)];
    expect(moment).toEqual({
      cohortId: placeOf('2019-05-01').cohortId,
      events: events.length,
      position: expect.stringMatching(/^\d+$/) as string,
      asAt: '2019-12-01',
      clock: 'effective',
    });
    expect(events.map(({ type }) => type as string)).not.toContain('PlaceWithdrawn');
    expect(events.every(({ on }) => on <= '2019-12-01')).toBe(true);
    const again = await installation.l2d(...asked, '--known-at', moment.position, '--json');
    expect(again.out).toBe(out);

    const { placeId } = placeOf('2019-05-02');
    const ofOne = lines(
      (await installation.l2d('history', '--cohort', 'Autumn 2019', '--place', placeId, '--json')).out,
    );
    expect(ofOne.slice(0, -1).every((event) => event.placeId === placeId)).toBe(true);
    expect(ofOne.map(({ type }) => type as string)).toContain('PlaceWithdrawn');
  });

  it('rates: as at a day, by whichever clock', async () => {
    const counted = (rates: readonly any[]) =>
      rates.map(({ cohort, requested, started }) => ({ cohort, requested, started }));
    const asAt = await installation.json('rates', '--as-at', '2019-12-31');
    expect(counted(asAt)).toEqual([{ cohort: 'Autumn 2019', requested: 3, started: 3 }]);
    expect(asAt[0]).toMatchObject({ asAt: '2019-12-31', clock: 'effective' });
    expect(await installation.json('rates', '--as-at', '2019-12-31', '--clock', 'recorded')).toEqual([]);
    expect((await installation.l2d('rates', '--as-at', '2019-12-31')).out).toContain(
      'Effective clock, as at 2019-12-31',
    );
  });

  it('duplicates: people who are likely one, with the evidence', async () => {
    const { kind, pairs } = await installation.json('duplicates', 'people');
    expect(kind).toBe('people');
    expect(pairs).toEqual([
      expect.objectContaining({
        names: ['Amara Made-Up', 'Amara Made-Up'],
        evidence: expect.any(Array) as [],
      }),
    ]);
    expect(pairs[0].evidence.join()).toContain('e-mail');
  });

  it('says what it cannot answer', async () => {
    const unknown = await installation.l2d('history', '--cohort', 'winter');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('There is no cohort with this id, number or name.');
    expect((await installation.l2d('why', 'no-id')).code).toBe(2);
    expect((await installation.l2d('rates', '--clock', 'recorded')).err).toContain('--as-at');
    expect((await installation.l2d('show', 'unheard-of')).err).toContain('place-book');
  });
});
