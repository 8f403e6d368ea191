import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cohorts } from '#cohorts';
import { type Decider, derivedId, refuse } from '#kernel';
import { graduations, RecordPastAward } from '#graduations';
import { organisationIdOf, organisations } from '#organisations';
import { people, personMerges } from '#people';
import {
  candidacies,
  candidacyId,
  NoteParticipation,
  participation,
  places,
  RecordPastCandidacy,
} from '#places';
import { programmes } from '#programmes';
import { UnreadableFile } from './csv-file.js';
import type { HistoryTarget } from './history-target.js';
import { importHistory, type KnownBeforeHistory } from './import-history.js';
import type { KnownOrganisation } from './references.js';
import { Rehearsal } from './rehearsal.js';
import type { RowVerdict } from './verdicts.js';

const HEADER =
  'programme,cohort,starts_on,ends_on,capacity,person,sponsor,requested_on,started_on,withdrawn_on,withdrawal_reason,outcome,outcome_on';
const COHORT = 'Leading to Deliver,3,2005-09-05,2006-06-30,100';
const deciders: readonly Decider[] = [
  ...[organisations, people, personMerges, programmes, cohorts],
  ...[places, candidacies, participation, graduations],
];
const programmeId = derivedId('programme of history', 'leading to deliver');
const awardId = derivedId('award of history', 'leading to deliver');
const cohortId = derivedId('cohort of history', programmeId, '3');
const personId = (reference: string) => derivedId('person', 'reference', reference);
const nobody: KnownBeforeHistory = { programmes: [], cohorts: [], organisations: [] };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Decides by the real rules, and keeps what they decide. */
const product = () =>
  new Rehearsal(
    { stateOf: async (decider) => decider.initial },
    deciders,
    {
      now: '2026-09-01T08:00:00.000Z',
      today: '2026-09-01',
    },
    { folder, key: Buffer.alloc(32) },
  );

const importing = async (
  rows: readonly string[],
  {
    target = product(),
    known = nobody,
    header = HEADER,
  }: { target?: HistoryTarget; known?: KnownBeforeHistory; header?: string } = {},
) => {
  const path = join(folder, 'history.csv');
  await writeFile(path, [header, ...rows, ''].join('\n'));
  const verdicts: RowVerdict[] = [];
  await importHistory(path, target, known, { verdict: (verdict) => void verdicts.push(verdict) });
  return { target, verdicts, codes: verdicts.map(({ verdict, code }) => [verdict, code]) };
};

describe('importing history', () => {
  const amara = `${COHORT},amara,SP1,2005-05-01,2005-09-05,,,awarded,2006-09-15`;

  it('makes an unknown programme, cohort and sponsor known, and records what the place came to', async () => {
    const { target, codes } = await importing([amara]);
    expect(codes).toEqual([['accepted', undefined]]);
    expect((await target.stateOf(programmes, programmeId)).defined).toMatchObject({
      name: 'Leading to Deliver',
      awardName: 'Leading to Deliver',
      awardId,
    });
    expect(await target.stateOf(cohorts, cohortId)).toMatchObject({
      stage: 'completed',
      setup: { number: 3, name: '3', capacity: 100, startsOn: '2005-09-05', endsOn: '2006-06-30' },
    });
    const sponsorId = organisationIdOf('SP1');
    expect((await target.stateOf(organisations, sponsorId)).registered).toMatchObject({
      name: 'SP1',
      sector: 'unknown',
      reference: 'SP1',
    });
    const book = await target.stateOf(places, cohortId);
    expect([...book.places.values()]).toMatchObject([
      { state: 'completed', sponsorId, personId: personId('amara'), awardedOn: '2006-09-15' },
    ]);
    const candidacy = await target.stateOf(
      candidacies,
      candidacyId({ personId: personId('amara'), awardId }),
    );
    expect(candidacy.awards.size).toBe(1);
  });

  it('keeps to the key as it is written: the same again is unchanged, told otherwise it is refused by its columns', async () => {
    const { target } = await importing([amara]);
    const { verdicts } = await importing(
      [amara, amara.replace('awarded,2006-09-15', 'failed,2006-07-01'), amara.replace('SP1', 'SP2')],
      { target },
    );
    expect(verdicts.map(({ verdict, code }) => [verdict, code])).toEqual([
      ['unchanged', undefined],
      ['refused', 'differs-from-recorded'],
      ['flagged', 'already-holds-a-place|holds-the-award'],
    ]);
    expect(verdicts[1]?.reason).toContain('another outcome, outcome_on.');
  });

  it('keeps what is said of a person in their own stream only, and finds it there when it is told otherwise', async () => {
    const header = `${HEADER},person_name,person_email`;
    const row = `${COHORT},amara,SP1,2005-05-01,,2005-08-01,Family leave,withdrawn,,Amara Òg,amara@example.org`;
    const { target, codes } = await importing([row], { header });
    expect(codes).toEqual([['accepted', undefined]]);
    const person = await target.stateOf(people, personId('amara'));
    expect([...person.reasons.values()]).toMatchObject([{ about: 'withdrawal', code: 'family_leave' }]);
    expect(JSON.stringify(await target.stateOf(places, cohortId))).not.toContain('mara ');

    const again = await importing(
      [
        row,
        row.replace('Amara Òg', 'Amara'),
        row.replace('Family leave', 'health'),
        row.replace('Family leave', 'workload'),
      ],
      {
        target,
        header,
      },
    );
    expect(again.verdicts.map(({ code, reason }) => [code, reason?.replace(/\..*/, '')])).toEqual([
      [undefined, undefined],
      ['differs-from-recorded', 'This place is recorded with another person_name'],
      ['differs-from-recorded', 'This place is recorded with another withdrawal_reason'],
      ['differs-from-recorded', 'This place is recorded with another withdrawal_reason'],
    ]);
  });

  it('records a row with a reason nobody knows or an address that is none, and flags it', async () => {
    const header = `${HEADER},person_email`;
    const row = `${COHORT},amara,SP1,2005-05-01,,2005-08-01,The food,withdrawn,,no address`;
    const { target, codes } = await importing([row], { header });
    expect(codes).toEqual([['flagged', 'unknown-reason|email-not-valid']]);
    const person = await target.stateOf(people, personId('amara'));
    expect([...person.sources.values()]).toEqual([{ reason: 'The food' }]);
    const again = await importing(
      [row, row.replace('The food', 'The tea'), row.replace('no address', 'amara@example.org')],
      { target, header },
    );
    expect(again.codes).toEqual([
      ['unchanged', undefined],
      ['refused', 'differs-from-recorded'],
      ['refused', 'differs-from-recorded'],
    ]);
  });

  it('takes the first good row for what an unknown cohort is, and refuses those that disagree', async () => {
    const { codes } = await importing([
      `Leading to Deliver,3,2005-09-05,2006-06-30,80,bo,SP1,2005-05-01,,,,awarded,2006-09-15`,
      amara,
      `Leading to Deliver,3,2005-09-05,2006-06-30,80,bo,SP1,2005-05-01,,,,,`,
    ]);
    expect(codes).toEqual([
      ['refused', 'awarded-without-start'],
      ['accepted', undefined],
      ['refused', 'cohort-differs'],
    ]);
  });

  const known = {
    programmes: [
      { programmeId: derivedId('known'), name: 'Leading to Deliver', awardId: derivedId('its award') },
    ],
    organisations: [
      { organisationId: derivedId('fife'), name: 'Fife Council', references: ['SP1'] },
      { organisationId: derivedId('highland'), name: 'Highland Council', references: [] },
    ],
    cohorts: [
      {
        cohortId: derivedId('cohort three'),
        programmeId: derivedId('known'),
        number: 3,
        name: 'Autumn 2005',
        startsOn: '2005-09-05',
        endsOn: '2006-06-30',
        capacity: 100,
        isOver: true,
      },
    ],
  };

  it('finds what is known by number, by name and by id', async () => {
    const { target, codes } = await importing(
      [
        amara,
        amara.replace('amara,SP1', 'bo,Highland Council').replace(',3,', ',autumn 2005,'),
        amara
          .replace('amara,SP1', `chidi,${derivedId('fife')}`)
          .replace(',3,', `,${derivedId('cohort three')},`),
      ],
      { known },
    );
    expect(codes).toEqual(Array.from({ length: 3 }, () => ['accepted', undefined]));
    const book = await target.stateOf(places, derivedId('cohort three'));
    expect([...book.places.values()].map(({ sponsorId }) => sponsorId).sort()).toEqual(
      [derivedId('fife'), derivedId('fife'), derivedId('highland')].sort(),
    );
  });

  const organisation = (key: string, name: string, more: Partial<KnownOrganisation> = {}) => ({
    organisationId: derivedId(key),
    name,
    references: [],
    ...more,
  });
  const sponsorsOf = async (
    organisations: readonly KnownOrganisation[],
    ...sponsors: readonly string[]
  ): Promise<readonly string[]> => {
    const { target, verdicts } = await importing(
      sponsors.map((sponsor, nth) => amara.replace('amara,SP1', `person ${nth},${sponsor}`)),
      { known: { ...known, organisations } },
    );
    const book = await target.stateOf(places, derivedId('cohort three'));
    const ids = [...book.places.values()].map(({ sponsorId }) => sponsorId);
    return verdicts.map(({ code }) => code ?? ids.shift() ?? '');
  };

  it('finds a sponsor by every name and number it ever had', async () => {
    const renamed = organisation('renamed', 'Fife Care', {
      references: ['SP2'],
      formerly: { names: ['Fife Council'], references: ['SP1'] },
    });
    expect(await sponsorsOf([renamed], 'Fife Council', 'SP1', 'SP2')).toEqual(
      Array.from({ length: 3 }, () => renamed.organisationId),
    );
  });

  it('finds a sponsor that was closed since, and the one that stands for a merged one', async () => {
    const closed = organisation('closed', 'Gone Care', { closed: true });
    const kept = organisation('kept', 'Kept Care');
    const merged = organisation('merged', 'Merged Care', {
      closed: true,
      references: ['SP7'],
      mergedInto: kept.organisationId,
    });
    const first = organisation('first', 'First Care', { closed: true, mergedInto: merged.organisationId });
    const { organisationId } = merged;
    expect(
      await sponsorsOf(
        [closed, kept, merged, first],
        ...['Gone Care', 'Merged Care', 'SP7', organisationId, 'First Care'],
      ),
    ).toEqual([closed.organisationId, ...Array.from({ length: 4 }, () => kept.organisationId)]);
  });

  it('takes a standing sponsor before a closed one, and asks where several of a kind had the name', async () => {
    const standing = organisation('standing', 'New Name', {
      formerly: { names: ['A Name'], references: [] },
    });
    const closed = organisation('closed', 'A Name', { closed: true });
    const other = organisation('other', 'A Name', { closed: true });
    expect(await sponsorsOf([closed, standing, other], 'A Name')).toEqual([standing.organisationId]);
    expect(await sponsorsOf([closed, other], 'A Name')).toEqual(['organisation-named-twice']);
  });

  it('registers nobody for a row that is recorded, whatever became of its sponsor since', async () => {
    const once = organisation('once', 'A Name');
    const row = amara.replace('SP1', 'A Name');
    const { target } = await importing([row], { known: { ...known, organisations: [once] } });
    const sent: object[] = [];
    const watched: HistoryTarget = {
      today: target.today,
      stateOf: (decider, id) => target.stateOf(decider, id),
      send: (command, on) => {
        sent.push(command);
        return target.send(command, on);
      },
    };
    for (const organisations of [[], [once, organisation('twice', 'A Name')]])
      expect((await importing([row], { target: watched, known: { ...known, organisations } })).codes).toEqual(
        [['unchanged', undefined]],
      );
    expect(sent).toEqual([]);
  });

  it('finds again what it recorded under another name since', async () => {
    const { target } = await importing([amara]);
    const renamed = {
      programmes: [{ programmeId, name: 'Leading since', awardId }],
      cohorts: [{ ...known.cohorts[0]!, cohortId, programmeId, number: 0, name: 'Third' }],
      organisations: [],
    };
    expect((await importing([amara], { target, known: renamed })).codes).toEqual([['unchanged', undefined]]);
    const bo = amara.replace('amara', 'bo');
    expect((await importing([bo], { target, known: renamed })).codes).toEqual([['accepted', undefined]]);
    expect((await target.stateOf(places, cohortId)).places.size).toBe(2);
  });

  it.each([RecordPastCandidacy, RecordPastAward, NoteParticipation])(
    'stops where what follows from a recorded place is refused, and goes on there the next time: %p',
    async (command) => {
      const inner = product();
      const target: HistoryTarget = {
        today: inner.today,
        stateOf: (decider, id) => inner.stateOf(decider, id),
        send: async (sent, on) =>
          sent instanceof command ? refuse('not-now', 'Not now.') : inner.send(sent, on),
      };
      await expect(importing([amara], { target })).rejects.toThrow('(not-now): Not now.');
      expect((await inner.stateOf(places, cohortId)).places.size).toBe(1);
      expect((await importing([amara], { target: inner })).codes).toEqual([['accepted', undefined]]);
      expect((await importing([amara], { target: inner })).codes).toEqual([['unchanged', undefined]]);
    },
  );

  it('compares what a row says of its cohort with what it said, though the cohort was corrected since', async () => {
    const { target } = await importing([amara]);
    const corrected = {
      programmes: [{ programmeId, name: 'Leading to Deliver', awardId }],
      cohorts: [
        { ...known.cohorts[0]!, cohortId, programmeId, startsOn: '2005-09-06', capacity: 120, name: '3' },
      ],
      organisations: [],
    };
    const bo = amara.replace('amara', 'bo');
    const { verdicts } = await importing([amara, amara.replace(',100,', ',120,'), bo], {
      target,
      known: corrected,
    });
    expect(verdicts.map(({ verdict, code }) => [verdict, code])).toEqual([
      ['unchanged', undefined],
      ['refused', 'differs-from-recorded'],
      ['refused', 'cohort-differs'],
    ]);
    expect(verdicts[1]?.reason).toContain('with another capacity.');
  });

  it('takes for a number what has the form of one', async () => {
    const { target } = await importing(
      ['NHS24', 'SP2003000009', 'CS2003000009'].map((sponsor, nth) =>
        amara.replace('amara,SP1', `person ${nth},${sponsor}`),
      ),
    );
    const references = ['NHS24', 'SP2003000009', 'CS2003000009'].map(
      async (sponsor) =>
        (await target.stateOf(organisations, organisationIdOf(sponsor))).registered?.reference,
    );
    expect(await Promise.all(references)).toEqual([undefined, 'SP2003000009', 'CS2003000009']);
  });

  it('leaves a cohort that is not over, and names that several have, to whoever knows better', async () => {
    const notOver = { ...known, cohorts: known.cohorts.map((cohort) => ({ ...cohort, isOver: false })) };
    expect((await importing([amara], { known: notOver })).codes).toEqual([['refused', 'cohort-not-over']]);
    const twice = {
      ...known,
      programmes: [...known.programmes, { ...known.programmes[0]!, programmeId: cohortId }],
    };
    expect((await importing([amara], { known: twice })).codes).toEqual([
      ['refused', 'programme-named-twice'],
    ]);
    const fifes = {
      ...known,
      organisations: [...known.organisations, { ...known.organisations[0]!, organisationId: cohortId }],
    };
    expect((await importing([amara], { known: fifes })).codes).toEqual([['refused', 'reference-held-twice']]);
  });

  it('reads nothing of a file that lacks a column', () =>
    expect(importing([], { header: HEADER.replace(',outcome_on', '') })).rejects.toThrow(UnreadableFile));
});
