import fc from 'fast-check';
import type { BusinessDate } from '#kernel';
import type { AskedMoment } from '../http/as-at.js';
import { type Library, openLibrary } from './library.example.js';
import { loanList } from './loans.example.js';
import { arrival, leaving, lodging, room, stayList, type StayRow } from './lodging.example.js';

describe('answers as at a moment', () => {
  let library: Library;
  let names = 0;
  const named = (): string => `stay-${(names += 1)}`;
  const send = async (command: object, effectiveOn?: BusinessDate): Promise<string> =>
    (await library.commands.send(command, effectiveOn === undefined ? {} : { effectiveOn })).position;
  const caughtUp = (): Promise<void> => library.followers().catchUp();
  const asked = async (moment: AskedMoment, stayId: string) => {
    const at = await library.readModels().at(moment, stayList);
    const row = await at.from(stayList).where('row.stayId = :stayId', { stayId }).getOne();
    return { row, ...at.stated };
  };
  const everything = async (moment: AskedMoment): Promise<readonly StayRow[]> => {
    const at = await library.readModels().at(moment, stayList);
    return at.from(stayList).orderBy('row.stayId').getMany();
  };

  beforeAll(async () => {
    library = await openLibrary([lodging]);
  });
  afterAll(() => library.close());

  it('are of the live table where no moment is asked for, and say at which position', async () => {
    const amara = named();
    library.clock.moveTo('2026-09-10T09:00:00.000Z');
    await send(arrival(amara), '2026-09-01');
    const position = await send(room(amara, 'blue'), '2026-09-02');
    await caughtUp();

    expect(await asked({}, amara)).toMatchObject({ row: { room: 'blue' }, position });
    const at = await library.readModels().at({}, stayList);
    expect(at).toMatchObject({ past: false, day: '2026-09-10', stated: { position } });
  });

  it('equal the live rows today, all of them', async () => {
    const live = await library.readModels().from(stayList).orderBy('row.stayId').getMany();
    expect(live.length).toBeGreaterThan(0);
    expect(await everything({ asAt: '2026-09-10' })).toEqual(live);
    expect(await everything({ asAt: '2026-09-10', knownAt: await library.store.head() })).toEqual(live);
  });

  it('tell the effective clock from the recorded one', async () => {
    const bo = named();
    library.clock.moveTo('2026-09-11T09:00:00.000Z');
    await send(arrival(bo), '2026-09-03');
    library.clock.moveTo('2026-09-20T09:00:00.000Z');
    const late = await send(room(bo, 'green'), '2026-09-04');
    await caughtUp();

    const effective = await asked({ asAt: '2026-09-12' }, bo);
    expect(effective).toMatchObject({
      row: { room: 'green' },
      asAt: '2026-09-12',
      clock: 'effective',
      position: late,
    });
    const recorded = await asked({ asAt: '2026-09-12', clock: 'recorded' }, bo);
    expect(recorded).toMatchObject({ row: { room: null, arrivedOn: '2026-09-03' }, clock: 'recorded' });
    expect(BigInt(recorded.position)).toBe(BigInt(late) - 1n);
    expect((await asked({ asAt: '2026-09-02' }, bo)).row).toBeNull();
    expect((await asked({ asAt: '2026-09-10', clock: 'recorded' }, bo)).row).toBeNull();
  });

  it('end a recorded day with the day in London, not in UTC', async () => {
    const chidi = named();
    library.clock.moveTo('2026-09-20T22:59:59.999Z');
    await send(arrival(chidi), '2026-09-20');
    library.clock.moveTo('2026-09-20T23:00:00.000Z');
    await send(room(chidi, 'attic'), '2026-09-20');
    await caughtUp();

    expect(await asked({ asAt: '2026-09-20', clock: 'recorded' }, chidi)).toMatchObject({
      row: { room: null },
    });
    expect(await asked({ asAt: '2026-09-21', clock: 'recorded' }, chidi)).toMatchObject({
      row: { room: 'attic' },
    });
  });

  it('run the SQL of the live table: filters, order, counts, and tables named in text', async () => {
    const at = await library.readModels().at({ asAt: '2026-09-12' }, stayList);
    const query = at.from(stayList).where('row.room IS NOT NULL').orderBy('row.room').take(1);
    expect(await query.getManyAndCount()).toMatchObject([[{ room: 'blue' }], 2]);
    const { sum } = (await at
      .from(stayList)
      .select('(select count(*) from stays_v1 where room = :room)::int', 'sum')
      .setParameter('room', 'green')
      .limit(1)
      .getRawOne<{ sum: number }>())!;
    expect(sum).toBe(1);
  });

  it('never mix rows of the moment with those of another live table', async () => {
    const at = await library.readModels().at({ asAt: '2026-09-12' }, stayList);
    expect(() => at.from(loanList)).toThrow('The rows of "loans" were not asked for.');
  });

  it('are the same bytes at the position they named, however the log has grown', async () => {
    const dina = named();
    library.clock.moveTo('2026-09-22T09:00:00.000Z');
    await send(arrival(dina), '2026-09-21');
    await caughtUp();
    const moments: readonly AskedMoment[] = [
      { asAt: '2026-09-21' },
      { asAt: '2026-09-21', clock: 'recorded' },
      { asAt: '2026-09-22' },
    ];
    const before = await Promise.all(moments.map(async (moment) => asked(moment, dina)));

    await send(room(dina, 'red'), '2026-09-21');
    await send(leaving(dina), '2026-09-22');
    await caughtUp();
    for (const [index, moment] of moments.entries()) {
      const { position } = before[index]!;
      const again = await asked({ ...moment, knownAt: position }, dina);
      expect(JSON.stringify(again)).toBe(JSON.stringify(before[index]));
    }
    expect(await asked({ asAt: '2026-09-21' }, dina)).toMatchObject({ row: { room: 'red', leftOn: null } });
  });

  it('stand side by side: one moment never shows in the answer of another', async () => {
    const days = ['2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-21', '2026-09-22'];
    const apart: unknown[] = [];
    for (const asAt of days) apart.push(await everything({ asAt }));
    const together = await Promise.all(days.map((asAt) => everything({ asAt })));
    expect(together).toEqual(apart);
    expect(new Set(together.map((rows) => JSON.stringify(rows))).size).toBe(days.length);
  });

  it('do not depend on the order in which facts arrived, and on the recorded clock never change once given', async () => {
    const facts = [
      { of: arrival, on: '2026-10-01' },
      { of: (stay: string) => room(stay, 'blue'), on: '2026-10-01' },
      { of: (stay: string) => room(stay, 'green'), on: '2026-10-03' },
      { of: (stay: string) => room(stay, 'red'), on: '2026-10-05' },
      { of: leaving, on: '2026-10-07' },
    ];
    const days = ['2026-09-30', '2026-10-01', '2026-10-03', '2026-10-04', '2026-10-06', '2026-10-07'];
    let now = Date.parse('2026-10-10T09:00:00.000Z');
    const given: { readonly moment: AskedMoment; readonly answer: string }[] = [];
    const inOrder = named();
    for (const { of, on } of facts) {
      library.clock.moveTo(new Date(now).toISOString());
      await send(of(inOrder), on);
    }
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(facts, { minLength: facts.length }), async (order) => {
        const stay = named();
        for (const { of, on } of order) {
          library.clock.moveTo(new Date((now += 40_000_000)).toISOString());
          await send(of(stay), on);
        }
        const today = library.clock.today();
        library.clock.moveTo(new Date((now += 90_000_000)).toISOString());
        await caughtUp();

        for (const asAt of days) {
          const { row } = await asked({ asAt }, stay);
          const { row: expected } = await asked({ asAt }, inOrder);
          expect(row && { ...row, stayId: '' }).toEqual(expected && { ...expected, stayId: '' });
        }
        const moment: AskedMoment = { asAt: today, clock: 'recorded' };
        given.push({ moment, answer: JSON.stringify(await everything(moment)) });
        for (const { moment: before, answer } of given)
          expect(JSON.stringify(await everything(before))).toBe(answer);
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    [{ clock: 'effective' }, 'clock', 'needs asAt: the day the answer is for'],
    [{ knownAt: '1' }, 'knownAt', 'needs asAt: the day the answer is for'],
    [{ asAt: '2026-09-01', knownAt: '99999' }, 'knownAt', 'must not be later than the head of the log'],
    [{ asAt: '2999-01-01', clock: 'recorded' }, 'asAt', 'must not be later than today on the recorded clock'],
    [
      { asAt: '2026-09-01', knownAt: '1', after: '2' },
      'after',
      'must not be later than what the answer may know, position 1',
    ],
  ] as const)('refuse %j', async (moment, field, message) => {
    await expect(library.readModels().at(moment as AskedMoment, stayList)).rejects.toMatchObject({
      status: 400,
      errors: [{ field, message }],
    });
  });
});
