import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cohorts } from '#cohorts';
import { type Decider, derivedId } from '#kernel';
import { graduations } from '#graduations';
import { organisationIdOf, organisations, RegisterOrganisation } from '#organisations';
import { people, personMerges } from '#people';
import { candidacies, participation, places } from '#places';
import { programmes } from '#programmes';
import type { HistoryTarget } from './history-target.js';
import { importHistory } from './import-history.js';
import type { KnownOrganisation } from './references.js';
import { Rehearsal } from './rehearsal.js';
import type { RowVerdict } from './verdicts.js';

const HEADER =
  'programme,cohort,starts_on,ends_on,capacity,person,sponsor,requested_on,started_on,withdrawn_on,withdrawal_reason,outcome,outcome_on,home_organisation';
const deciders: readonly Decider[] = [
  ...[organisations, people, personMerges, programmes, cohorts],
  ...[places, candidacies, participation, graduations],
];
/** A place of a person, each in a cohort of its own, so that no row waits for another's book. */
const row = (person: string, sponsor: string, home = '') =>
  `Leading to Deliver,of ${person},2005-09-05,2006-06-30,100,${person},${sponsor},2005-05-01,2005-09-05,,,awarded,2006-09-15,${home}`;
const impossible = (person: string, sponsor: string) =>
  row(person, sponsor).replace('2005-09-05,,,awarded', ',,,awarded');

const highland: KnownOrganisation = {
  organisationId: derivedId('highland'),
  name: 'Highland Council',
  references: [],
  registeredAt: '2026-01-01T08:00:00.000Z',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'names-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A product that may be ended after so many appends, answers in another order than it was asked, and knows whom it registered when. */
const product = (before: readonly KnownOrganisation[] = [highland]) => {
  const decides = new Rehearsal(
    { stateOf: async (decider) => decider.initial },
    deciders,
    { now: '2026-09-01T08:00:00.000Z', today: '2026-09-01' },
    { folder, key: Buffer.alloc(32) },
  );
  const known = [...before];
  let sent = 0;
  const pause = () => new Promise((resolve) => setTimeout(resolve, (sent * 7 + 3) % 5));
  const imported = async (rows: readonly string[], most = Infinity) => {
    let appends = 0;
    const target: HistoryTarget = {
      today: decides.today,
      stateOf: async (decider, id) => {
        await pause();
        return decides.stateOf(decider, id);
      },
      send: async (command, on) => {
        if ((appends += 1) > most) throw new Error('Killed.');
        sent += 1;
        const refusal = await decides.send(command, on);
        if (!refusal && command instanceof RegisterOrganisation) {
          const { organisationId, name } = command;
          const registeredAt = `2026-09-01T08:00:00.${String(known.length).padStart(3, '0')}Z`;
          known.push({ organisationId, name, references: [], registeredAt });
        }
        await pause();
        return refusal;
      },
    };
    const path = join(folder, 'history.csv');
    await writeFile(path, [HEADER, ...rows, ''].join('\n'));
    const verdicts: RowVerdict[] = [];
    await importHistory(
      path,
      target,
      { programmes: [], cohorts: [], organisations: [...known] },
      { verdict: (verdict) => void verdicts.push(verdict) },
    );
    return verdicts.map(({ verdict, code }) => code ?? verdict);
  };
  return { imported, known, decides, appends: () => sent };
};

describe('a row of history that names a new organisation', () => {
  it('is flagged where that is likely one that was known, or one named above; the next row that names it is not', async () => {
    const { imported, decides } = product();
    const rows = [
      row('amara', 'The Highland Council'),
      row('bo', 'The Highland Council'),
      row('chidi', 'Highland Council'),
      row('davina', 'Autumn Leaves Ltd'),
      row('ewan', 'Spring Leaves', 'Autumn Leaves'),
      row('fay', 'Autumn Leaves Ltd'),
      row('gil', 'Winter Leaves', 'Winter Leaves plc'),
      row('hana', 'Winter Leaves plc'),
    ];
    expect(await imported(rows)).toEqual([
      'likely-duplicate',
      'accepted',
      'accepted',
      'accepted',
      'likely-duplicate',
      'accepted',
      'likely-duplicate',
      'accepted',
    ]);
    const book = await decides.stateOf(places, bookOf('amara'));
    expect(book.past.rows.valueSeq().toJS()).toMatchObject([{ flags: ['likely-duplicate'] }]);
    expect(await imported(rows)).toEqual(rows.map(() => 'unchanged'));
  });

  it('is flagged where the first that names it is refused, and not for one that is named by refused rows only', async () => {
    const { imported } = product();
    expect(
      await imported([
        impossible('amara', 'The Highland Council'),
        row('bo', 'The Highland Council'),
        impossible('chidi', 'Autumn Leaves'),
        row('davina', 'Autumn Leaves Ltd'),
        row('ewan', 'Autumn Leaves'),
      ]),
    ).toEqual([
      'awarded-without-start',
      'likely-duplicate',
      'awarded-without-start',
      'accepted',
      'likely-duplicate',
    ]);
  });

  it('is flagged for what others were called once, and not for those a person merged or told apart', async () => {
    const entered: KnownOrganisation = {
      organisationId: organisationIdOf('The Highland Council'),
      name: 'The Highland Council',
      references: [],
      registeredAt: '2026-02-01T08:00:00.000Z',
    };
    const flagOf = async (...known: readonly KnownOrganisation[]) =>
      (await product(known).imported([row('amara', 'The Highland Council')]))[0];
    const renamed = {
      ...highland,
      name: 'Northern Council',
      formerly: { names: ['Highland Council'], references: [] },
    };
    expect(await flagOf(renamed)).toBe('likely-duplicate');
    expect(await flagOf(highland, entered)).toBe('likely-duplicate');
    expect(await flagOf(highland, { ...entered, apartFrom: [highland.organisationId] })).toBe('accepted');
    expect(await flagOf(highland, { ...entered, mergedInto: highland.organisationId })).toBe('accepted');
    expect(await flagOf({ ...highland, registeredAt: '2026-03-01T08:00:00.000Z' }, entered)).toBe('accepted');
    expect(await flagOf(highland, { ...entered, organisationId: derivedId('by hand') })).toBe('accepted');
  });

  it('gets the same after an import that ended after any of its appends', async () => {
    const rows = [
      row('amara', 'Autumn Leaves'),
      row('bo', 'The Highland Council', 'Autumn Leaves Ltd'),
      row('chidi', 'Autumn Leaves Ltd'),
      row('davina', 'The Highland Council', 'Autumn Leaves'),
    ];
    const whole = product();
    const undisturbed = await whole.imported(rows);
    expect(undisturbed).toEqual(['accepted', 'likely-duplicate', 'accepted', 'accepted']);
    for (let most = 0; most < whole.appends(); most += 1) {
      const { imported } = product();
      await expect(imported(rows, most)).rejects.toThrow('Killed.');
      const next = await imported(rows);
      const odd = next.filter((verdict, nth) => verdict !== undisturbed[nth] && verdict !== 'unchanged');
      expect(odd).toEqual([]);
    }
  });
});

const bookOf = (person: string): string =>
  derivedId('cohort of history', derivedId('programme of history', 'leading to deliver'), `of ${person}`);
