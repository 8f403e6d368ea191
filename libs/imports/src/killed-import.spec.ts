import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cohorts } from '#cohorts';
import { type Decider, derivedId } from '#kernel';
import { graduations, RecordPastAward } from '#graduations';
import { organisations } from '#organisations';
import { people, personMerges } from '#people';
import {
  candidacies,
  candidacyId,
  NoteParticipation,
  participation,
  places,
  RecordPastCandidacy,
  RecordPastPlace,
} from '#places';
import { programmes } from '#programmes';
import type { HistoryTarget } from './history-target.js';
import { importHistory } from './import-history.js';
import { Rehearsal } from './rehearsal.js';
import type { RowVerdict } from './verdicts.js';

const deciders: readonly Decider[] = [
  ...[organisations, people, personMerges, programmes, cohorts],
  ...[places, candidacies, participation, graduations],
];
const programmeId = derivedId('programme of history', 'leading to deliver');
const awardId = derivedId('award of history', 'leading to deliver');
const cohortIds = ['3', '4'].map((name) => derivedId('cohort of history', programmeId, name));
const personIds = ['amara', 'bo', 'chidi'].map((reference) => derivedId('person', 'reference', reference));

const HEADER =
  'programme,cohort,starts_on,ends_on,capacity,person,sponsor,requested_on,started_on,withdrawn_on,withdrawal_reason,outcome,outcome_on,person_name';
const THIRD = 'Leading to Deliver,3,2005-09-05,2006-06-30,1';
const FOURTH = 'Leading to Deliver,4,2007-09-03,2008-06-27,100';
const FILE = [
  HEADER,
  `${THIRD},amara,SP1,2005-05-01,2005-09-05,,,awarded,2006-09-15,Amara Òg`,
  `${THIRD},bo,SP1,2005-05-02,2005-09-05,2005-11-01,health,withdrawn,,Bo`,
  `${THIRD},chidi,SP2,2005-05-03,2005-09-05,,,failed,2006-06-30,`,
  `${FOURTH},amara,SP2,2007-05-01,2007-09-03,,,awarded_with_distinction,2008-08-01,Amara`,
  `${FOURTH},bo,SP1,2007-05-01,2007-09-03,,,awarded,2008-08-01,Bo`,
  `${THIRD},amara,SP1,2005-05-01,2005-09-05,,,awarded,2006-09-15,Amara Òg`,
  `${THIRD},chidi,SP2,2005-05-03,2005-09-05,,,awarded,2006-09-15,`,
  '',
].join('\n');

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
  file = join(folder, 'history.csv');
  await writeFile(file, FILE);
});
afterAll(() => rm(folder, { recursive: true }));

/** A product whose process ends, when it is told to, after so many appends: what is sent later is not recorded. */
const installation = () => {
  const product = new Rehearsal(
    { stateOf: async (decider) => decider.initial },
    deciders,
    { now: '2026-09-01T08:00:00.000Z', today: '2026-09-01' },
    { folder, key: Buffer.alloc(32) },
  );
  const sent: object[] = [];
  const endingAfter = (most: number): HistoryTarget => {
    let appends = 0;
    return {
      today: product.today,
      stateOf: (decider, id) => product.stateOf(decider, id),
      send: async (command, on) => {
        if ((appends += 1) > most) throw new Error('Killed.');
        sent.push(command);
        return product.send(command, on);
      },
    };
  };
  return { product, sent, endingAfter };
};

const imported = async (target: HistoryTarget) => {
  const verdicts: RowVerdict[] = [];
  await importHistory(
    file,
    target,
    { programmes: [], cohorts: [], organisations: [] },
    { verdict: (verdict) => void verdicts.push(verdict) },
  );
  return verdicts.map(({ verdict, code = '' }) => `${verdict} ${code}`);
};

/** What stands in the end, wherever it was recorded. */
const standing = async ({ product, sent }: ReturnType<typeof installation>) => ({
  books: await Promise.all(
    cohortIds.map(async (id) => {
      const { places: all, past } = await product.stateOf(places, id);
      return { places: all.map(({ state, personId }) => [state, personId]).toJS(), past: past.rows.toJS() };
    }),
  ),
  people: await Promise.all(personIds.map(async (id) => (await product.stateOf(people, id)).sources.toJS())),
  candidacies: await Promise.all(
    personIds.map(async (personId) => {
      const { past, awards, claims } = await product.stateOf(candidacies, candidacyId({ personId, awardId }));
      return [past.toJS(), awards.toJS(), claims.size];
    }),
  ),
  participations: await Promise.all(
    personIds.map(async (id) => (await product.stateOf(participation, id)).places.toJS()),
  ),
  // Graduations are only written: what was sent there is what stands.
  awards: [...new Set(sent.flatMap((one) => (one instanceof RecordPastAward ? [one.placeId] : [])))].sort(),
});

const FOLLOWING = [RecordPastCandidacy, RecordPastAward, NoteParticipation];

describe('an import of history that ends after any of its appends', () => {
  it('leaves neither claim nor award without its place, and is finished by the next', async () => {
    const whole = installation();
    const undisturbed = await imported(whole.endingAfter(Infinity));
    expect(undisturbed).toEqual([
      'accepted ',
      'flagged cohort-full',
      'flagged cohort-full',
      'flagged holds-the-award|already-registered-differently',
      'accepted ',
      'unchanged ',
      'refused differs-from-recorded',
    ]);
    const end = await standing(whole);

    for (let most = 0; most < whole.sent.length; most += 1) {
      const killed = installation();
      await expect(imported(killed.endingAfter(most))).rejects.toThrow('Killed.');
      expect(killed.sent).toHaveLength(most);
      const placed = killed.sent.map((one) => (one instanceof RecordPastPlace ? one.placeId : undefined));
      for (const [at, one] of killed.sent.entries())
        if (FOLLOWING.some((kind) => one instanceof kind))
          expect(placed.slice(0, at)).toContain((one as RecordPastAward).placeId);

      const wholeBefore = new Set(
        killed.sent.flatMap((one) => (one instanceof NoteParticipation ? [one.placeId] : [])),
      );
      const next = await imported(killed.endingAfter(Infinity));
      // A row is unchanged where all of it was recorded, and no other is.
      const odd = next.filter((verdict, row) => verdict !== undisturbed[row] && verdict !== 'unchanged ');
      expect(odd).toEqual([]);
      expect(next.filter((verdict) => verdict === 'unchanged ').length).toBeLessThanOrEqual(
        1 + wholeBefore.size,
      );
      expect(await standing(killed)).toEqual(end);
      const before = killed.sent.length;
      expect(await imported(killed.endingAfter(0))).toEqual([
        ...Array.from({ length: 6 }, () => 'unchanged '),
        'refused differs-from-recorded',
      ]);
      expect(killed.sent).toHaveLength(before);
      killed.product.close();
    }
    whole.product.close();
  });

  it('records nothing anew that was corrected since, where a row was recorded whole', async () => {
    const { product, sent, endingAfter } = installation();
    await imported(endingAfter(Infinity));
    const following = () => sent.filter((one) => FOLLOWING.some((kind) => one instanceof kind)).length;
    const before = following();
    const struck: HistoryTarget = {
      ...endingAfter(Infinity),
      today: product.today,
      stateOf: (async (decider: Decider, id: string) =>
        decider.name === candidacies.name
          ? (decider.initial as unknown)
          : ((await product.stateOf(decider, id)) as unknown)) as HistoryTarget['stateOf'],
    };
    expect((await imported(struck)).slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'unchanged '));
    expect(following()).toBe(before);
    product.close();
  });
});
