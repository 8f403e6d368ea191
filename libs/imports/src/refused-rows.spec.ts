import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cohorts } from '#cohorts';
import { type Decider, derivedId, ERASED, streamOf } from '#kernel';
import { graduations } from '#graduations';
import { organisationIdOf, organisations } from '#organisations';
import { people, personMerges } from '#people';
import { candidacies, participation, places, RecordPastPlace } from '#places';
import { programmes } from '#programmes';
import type { HistoryTarget } from './history-target.js';
import { importHistory, type KnownBeforeHistory } from './import-history.js';
import type { KnownOrganisation } from './references.js';
import { Rehearsal } from './rehearsal.js';
import type { RowVerdict } from './verdicts.js';

const HEADER =
  'programme,cohort,starts_on,ends_on,capacity,person,sponsor,requested_on,started_on,withdrawn_on,withdrawal_reason,outcome,outcome_on,home_organisation';
const amara =
  'Leading to Deliver,3,2005-09-05,2006-06-30,100,amara,SP1,2005-05-01,2005-09-05,,,awarded,2006-09-15,';
const deciders: readonly Decider[] = [
  ...[organisations, people, personMerges, programmes, cohorts],
  ...[places, candidacies, participation, graduations],
];
const nobody: KnownBeforeHistory = { programmes: [], cohorts: [], organisations: [] };
const programmeId = derivedId('programme of history', 'leading to deliver');
const awardId = derivedId('award of history', 'leading to deliver');
const cohortId = derivedId('cohort of history', programmeId, '3');
const amarasId = derivedId('person', 'reference', 'amara');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refused-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Decides by the real rules, keeps what they decide, and remembers what was sent to it. Some states are as `stated`, by stream. */
const product = (stated: Readonly<Record<string, object>> = {}) => {
  const decides = new Rehearsal(
    { stateOf: async (decider) => decider.initial },
    deciders,
    { now: '2026-09-01T08:00:00.000Z', today: '2026-09-01' },
    { folder, key: Buffer.alloc(32) },
  );
  const sent: string[] = [];
  const target: HistoryTarget = {
    today: decides.today,
    stateOf: async <State>(decider: Decider<State>, id: string) =>
      (stated[streamOf(decider, id)] as State | undefined) ?? decides.stateOf(decider, id),
    send: (command, on) => {
      sent.push(command.constructor.name);
      return decides.send(command, on);
    },
  };
  return { target, sent };
};

const imported = async (
  rows: readonly string[],
  { target, sent } = product(),
  known: KnownBeforeHistory = nobody,
) => {
  const path = join(folder, 'history.csv');
  await writeFile(path, [HEADER, ...rows, ''].join('\n'));
  const verdicts: RowVerdict[] = [];
  sent.length = 0;
  await importHistory(path, target, known, { verdict: (verdict) => void verdicts.push(verdict) });
  return { target, sent, verdicts, codes: verdicts.map(({ verdict, code = '' }) => `${verdict} ${code}`) };
};

describe('a row that is refused', () => {
  it('shows no reference of a row whose cells are not in their columns', async () => {
    const { verdicts } = await imported([`Jane, ${amara}`, amara]);
    expect(verdicts.map(({ reference, code }) => [reference, code])).toEqual([
      ['', 'wrong-number-of-cells'],
      ['amara', undefined],
    ]);
  });

  it('refuses a reference that is an address, and shows it nowhere, whatever else is the matter', async () => {
    const jane = amara.replace('amara', 'jane@example.org');
    const { target, verdicts } = await imported([
      jane,
      jane.replace('jane@', 'Jane jane@'),
      jane.replace('2005-09-05', 'today'),
    ]);
    expect(verdicts.map(({ reference, code }) => [reference, code])).toEqual(
      Array.from({ length: 3 }, () => ['', 'reference-is-personal']),
    );
    expect(JSON.stringify(verdicts)).not.toMatch(/jane/i);
    expect(await target.stateOf(cohorts, cohortId)).toEqual(cohorts.initial);
  });

  const live = {
    programmes: [{ programmeId: derivedId('live'), name: 'Leading to Deliver', awardId: derivedId('award') }],
    cohorts: [
      {
        ...{ cohortId: derivedId('live cohort'), programmeId: derivedId('live'), number: 3, name: 'Third' },
        ...{ startsOn: '2005-09-05', endsOn: '2006-06-30', capacity: 100, isOver: false },
      },
    ],
    organisations: [],
  };

  it('registers nobody it names where its cohort is not over', async () => {
    const { sent, codes } = await imported([`${amara}A home`], product(), live);
    expect(codes).toEqual(['refused cohort-not-over']);
    expect(sent).toEqual([]);
  });

  it('says nothing of an unknown cohort where its person is erased: the next row does', async () => {
    const erased = { ...people.initial, registered: { reference: ERASED } };
    const there = product({ [streamOf(people, amarasId)]: erased });
    const others = amara.replace(',100,', ',90,').replace('amara', 'bo');
    const chidi = amara.replace('amara', 'chidi');
    const { sent, codes, target } = await imported([amara, others, chidi], there);
    expect(codes).toEqual(['refused person-erased', 'accepted ', 'refused cohort-differs']);
    expect((await target.stateOf(cohorts, cohortId)).setup).toMatchObject({ capacity: 90 });
    expect(sent.filter((name) => name === RecordPastPlace.name)).toHaveLength(1);
  });

  it('leaves nothing behind where another organisation holds the number of its sponsor by now', async () => {
    const there = product({ 'registerNumber-care_inspectorate.SP1': { heldBy: derivedId('another') } });
    const { sent, codes } = await imported([amara], there);
    expect(codes).toEqual(['refused register-number-held']);
    expect(sent).toEqual([]);
  });
});

describe('the number of a sponsor', () => {
  it('is found in whichever spelling it is registered or told, and entered as registers write it', async () => {
    const fife: KnownOrganisation = {
      organisationId: derivedId('fife'),
      name: 'Fife Council',
      references: ['sp2003000777'],
    };
    const { target, codes } = await imported(
      [
        amara.replace('SP1', 'SP2003000777'),
        amara.replace('amara,SP1', 'bo,sp 2003 000777'),
        amara.replace('amara,SP1', 'chidi,sp2003000778'),
      ],
      product(),
      { ...nobody, organisations: [fife] },
    );
    expect(codes).toEqual(['accepted ', 'accepted ', 'accepted ']);
    const book = await target.stateOf(places, cohortId);
    const entered = organisationIdOf('SP2003000778');
    expect([...book.places.values()].map(({ sponsorId }) => sponsorId).sort()).toEqual(
      [fife.organisationId, fife.organisationId, entered].sort(),
    );
    expect((await target.stateOf(organisations, entered)).registered?.reference).toBe('SP2003000778');
  });
});

describe('a row that is recorded', () => {
  const asImported = {
    programmes: [{ programmeId, name: 'Leading to Deliver', awardId }],
    cohorts: [
      {
        ...{ cohortId, programmeId, number: 3, name: '3', isOver: true },
        ...{ startsOn: '2005-09-05', endsOn: '2006-06-30', capacity: 100 },
      },
    ],
    organisations: [],
  };
  const bo = amara.replace('amara', 'bo');

  it('is found again though others have the name of its programme since; a new one is not told apart', async () => {
    const there = product();
    await imported([amara], there);
    const twin = { programmeId: derivedId('twin'), name: 'leading to  deliver', awardId: derivedId('other') };
    const twins = { ...asImported, programmes: [twin, ...asImported.programmes] };
    expect((await imported([amara, bo], there, twins)).codes).toEqual([
      'unchanged ',
      'refused programme-named-twice',
    ]);
    const renamed = { ...asImported.programmes[0]!, name: 'Leading since', formerly: ['Leading to Deliver'] };
    const followed = { ...asImported, programmes: [renamed, twin] };
    expect((await imported([amara], there, followed)).codes).toEqual(['unchanged ']);
  });

  it('is found again though others have the name of its cohort since', async () => {
    const there = product();
    await imported([amara], there);
    const twin = { ...asImported.cohorts[0]!, cohortId: derivedId('twin'), capacity: 20 };
    const twins = { ...asImported, cohorts: [twin, ...asImported.cohorts] };
    expect((await imported([amara, bo], there, twins)).codes).toEqual([
      'unchanged ',
      'refused cohort-named-twice',
    ]);
  });
});
