import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evolved, isRefusal } from '#kernel';
import { decide, happened } from '#kernel/specification';
import { type Organisation, organisationIdOf, organisations } from '#organisations';
import { importOrganisations, type RegisterTarget } from './import-organisations.js';
import type { RowVerdict } from './verdicts.js';

const HEADER = 'reference,name,sector,staff_wte,services,council_areas';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A register in memory that decides by the real rules. */
const register = (known: RegisterTarget['known'] = []) => {
  const states = new Map<string, Organisation>();
  const recorded: string[] = [];
  const ids = new Set<string>();
  const target: RegisterTarget = {
    known,
    record: async (entry) => {
      const state = states.get(entry.organisationId) ?? organisations.initial;
      const decision = decide(organisations, state, entry);
      if (isRefusal(decision)) return decision;
      const facts = decision as Parameters<typeof happened>[0][];
      states.set(
        entry.organisationId,
        facts.reduce((so, fact, index) => evolved(organisations, so, happened(fact, index) as never), state),
      );
      ids.add(entry.organisationId);
      recorded.push(...facts.map(({ type }) => type));
      return facts.map(({ type }) => type);
    },
  };
  return { target, recorded, ids };
};

const importing = async (target: RegisterTarget, ...rows: string[]) => {
  const path = join(folder, 'register.csv');
  await writeFile(path, [HEADER, ...rows, ''].join('\n'));
  const verdicts: RowVerdict[] = [];
  const counts = await importOrganisations(path, target, {
    verdict: (verdict) => void verdicts.push(verdict),
  });
  return { counts, verdicts, codes: verdicts.map(({ line, verdict, code }) => [line, verdict, code]) };
};

describe('importing organisations', () => {
  it('records every good row though row 37 of 90 is wrong, and nothing when run again', async () => {
    const { target, recorded } = register();
    const rows = Array.from(
      { length: 90 },
      (_, index) =>
        `SP${index},Sample Provider ${'abcdefghij'[index % 10]}${index},voluntary,${index}.5,1,Fife`,
    );
    rows[36] = 'SP36,Sample Provider 36,charity,1,1,Fife';
    const first = await importing(target, ...rows);
    expect(first.counts).toEqual({ accepted: 89, unchanged: 0, flagged: 0, refused: 1 });
    expect(first.codes[36]).toEqual([38, 'refused', 'unknown-sector']);
    const so = recorded.length;

    const again = await importing(target, ...rows);
    expect(again.counts).toEqual({ accepted: 0, unchanged: 89, flagged: 0, refused: 1 });
    expect(recorded.length).toBe(so);
  });

  it('records what differs from what is known', async () => {
    const { target, recorded } = register();
    await importing(target, 'SP1,Sample Care,voluntary,9.9,1,Fife');
    recorded.length = 0;
    const { counts } = await importing(target, 'SP1,Sample Care and Support,private,12,1,Fife|Angus');
    expect(counts.accepted).toBe(1);
    expect(recorded).toEqual([
      'OrganisationRenamed',
      'OrganisationSectorChanged',
      'SizeFigureRecorded',
      'CouncilAreasRecorded',
    ]);
  });

  it('flags a name that is likely that of another, known before or above in the file', async () => {
    const { target } = register([
      { organisationId: organisationIdOf('other'), name: 'The Highland Council', references: [] },
    ]);
    const rows = [
      'SP1,Highland Council,local_authority,,,',
      'SP2,NHS Forth Valley,health,,,',
      'SP3,Forth Valley NHS Board,health,,,',
    ];
    const { codes, verdicts } = await importing(target, ...rows);
    expect(codes).toEqual([
      [2, 'flagged', 'likely-duplicate'],
      [3, 'accepted', undefined],
      [4, 'flagged', 'likely-duplicate'],
    ]);
    expect(verdicts[0]!.reason).toContain('"The Highland Council"');
    expect((await importing(target, ...rows)).counts).toEqual({
      accepted: 0,
      unchanged: 3,
      flagged: 0,
      refused: 0,
    });
  });

  it('refuses the second of two rows with one reference unless they say the same', async () => {
    const { target } = register();
    const { codes } = await importing(
      target,
      'SP1,Sample Care,voluntary,,,',
      'SP1,Sample Care,voluntary,,,',
      'SP1,Other Care,voluntary,,,',
    );
    expect(codes).toEqual([
      [2, 'accepted', undefined],
      [3, 'unchanged', 'same-row-above'],
      [4, 'refused', 'differs-from-row-above'],
    ]);
  });

  it('knows an organisation by its reference, whatever id that was registered under', async () => {
    const amara = { organisationId: 'a0000000-0000-4000-8000-000000000001', name: 'Sample Care' };
    const { target, ids } = register([{ ...amara, references: ['SP1'] }]);
    await importing(target, 'SP1,Sample Care,voluntary,,,', 'SP2,Other Care,voluntary,,,');
    expect([...ids]).toEqual([amara.organisationId, organisationIdOf('SP2')]);
  });

  it('refuses a row whose reference two organisations hold, until one of them is closed', async () => {
    const [one, other] = ['1', '2'].map((last) => ({
      organisationId: `a0000000-0000-4000-8000-00000000000${last}`,
      name: `Sample Care ${last}`,
      references: ['SP1'],
    }));
    const { target, recorded } = register([one!, other!]);
    const { codes } = await importing(target, 'SP1,Sample Care,voluntary,,,');
    expect(codes).toEqual([[2, 'refused', 'reference-held-twice']]);
    expect(recorded).toEqual([]);

    const settled = register([{ ...one!, closed: true }, other!]);
    await importing(settled.target, 'SP1,Sample Care,voluntary,,,');
    expect([...settled.ids]).toEqual([other!.organisationId]);
  });

  it('says that the file can be read, before anything is recorded', async () => {
    const told: string[] = [];
    const path = join(folder, 'register.csv');
    const { target } = register();
    const tell = {
      readable: () => void told.push('readable'),
      verdict: ({ reference }: RowVerdict) => void told.push(reference),
    };
    await writeFile(path, [HEADER, 'SP1,Sample Care,voluntary,,,', ''].join('\n'));
    await importOrganisations(path, target, tell);
    expect(told).toEqual(['readable', 'SP1']);

    await writeFile(path, [HEADER, 'SP1,"Left open,voluntary,,,', ''].join('\n'));
    await expect(importOrganisations(path, target, tell)).rejects.toThrow('never closed');
    expect(told).toEqual(['readable', 'SP1']);
  });

  it.each<[string, string, string]>([
    ['no reference', ',Sample Care,voluntary,,,', 'reference-missing'],
    ['no name', 'SP1,,voluntary,,,', 'name-missing'],
    ['a sector that is none', 'SP1,Sample Care,church,,,', 'unknown-sector'],
    ['a negative figure', 'SP1,Sample Care,voluntary,-1,,', 'not-a-number'],
    ['a figure in words', 'SP1,Sample Care,voluntary,many,,', 'not-a-number'],
    ['a part of a service', 'SP1,Sample Care,voluntary,1,1.5,', 'not-a-number'],
    ['a NUL', 'SP1,Sample\u0000Care,voluntary,,,', 'not-valid'],
    ['a name too long', `SP1,${'x'.repeat(201)},voluntary,,,`, 'not-valid'],
    ['too few cells', 'SP1,Sample Care', 'wrong-number-of-cells'],
  ])('refuses a row with %s', async (_what, row, code) => {
    const { target, recorded } = register();
    expect((await importing(target, row)).codes).toEqual([[2, 'refused', code]]);
    expect(recorded).toEqual([]);
  });

  it('takes an apostrophe, an accent, Gaelic, right-to-left script, a single letter and 200 letters as names', async () => {
    const { target } = register();
    const names = ["Wee Mack’s O'Bracken", 'Ar Cúram', 'Comhairle Shamplach', 'رعاية', 'X', 'y'.repeat(200)];
    const { counts } = await importing(
      target,
      ...names.map((name, index) => `SP${index},${name},unknown,0,,`),
    );
    expect(counts).toEqual({ accepted: 6, unchanged: 0, flagged: 0, refused: 0 });
  });

  it('refuses what the rules refuse', async () => {
    const target: RegisterTarget = {
      known: [],
      record: async () => ({ refused: 'organisation-closed', message: 'It is closed.' }),
    };
    expect((await importing(target, 'SP1,Sample Care,voluntary,,,')).codes).toEqual([
      [2, 'refused', 'organisation-closed'],
    ]);
  });

  it('records nothing of a file that cannot be read whole', async () => {
    const { target, recorded } = register();
    await expect(
      importing(target, 'SP1,Sample Care,voluntary,,,', 'SP2,"Left open,voluntary,,,'),
    ).rejects.toThrow('never closed');
    expect(recorded).toEqual([]);
  });

  it('stops at a failure of the product and says so', async () => {
    const target: RegisterTarget = { known: [], record: () => Promise.reject(new Error('the log is gone')) };
    await expect(importing(target, 'SP1,Sample Care,voluntary,,,')).rejects.toThrow('the log is gone');
  });
});
