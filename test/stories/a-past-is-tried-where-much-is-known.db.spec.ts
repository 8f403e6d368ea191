import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedId } from '#kernel';
import type { RowVerdict } from '#imports';
import { organisationIdOf } from '#organisations';
import { importPast } from '../../apps/cli/src/import-history.js';
import { importRegister } from '../../apps/cli/src/import-organisations.js';
import { registerFile } from '../faults/made-up-register.js';
import {
  autumnCohort,
  confirmationOf,
  enrolling,
  idOf,
  PROGRAMME,
  registered,
} from '../support/autumn-cohort.js';
import { type Cells, COLUMNS, MadeUpPast, textOf } from '../support/made-up-past.js';
import { type Office, openOffice } from '../support/office.js';
import { KNOWN_ROWS } from '../support/other-spellings.js';
import { DIRT } from '../support/past-dirt.js';

const reason = 'The papers show it';
const autumn = autumnCohort(2);
const places = `cohorts/${autumn.cohortId}/places`;
const personOf = (reference: string) => derivedId('person', 'reference', reference);

const pilot: Cells = {
  programme: PROGRAMME.name,
  cohort: 'Pilot',
  starts_on: '2003-09-15',
  ends_on: '2004-06-30',
  capacity: '3',
  requested_on: '2003-05-01',
  started_on: '2003-09-15',
  outcome: 'awarded',
  outcome_on: '2004-07-02',
};
const ofPilot = (person: string, sponsor: string, more: Cells = {}): Cells => ({
  ...pilot,
  person,
  sponsor,
  ...more,
});
const inAutumn = (person: string, more: Cells = {}): Cells => ({
  ...ofPilot(person, 'Glenmore Council'),
  ...{ cohort: 'Autumn', starts_on: autumn.startsOn, ends_on: autumn.endsOn, capacity: '2' },
  ...{ requested_on: '2026-10-01', started_on: autumn.startsOn, outcome_on: '2027-07-10' },
  ...more,
});

const EARLIER = [
  ofPilot('P-A', 'Highland Council', { person_name: 'Amara Made-Up' }),
  ofPilot('P-B', 'SP2003009001', { person_name: 'Bo Made-Up' }),
  ofPilot('P-C', 'The Lochside Care', { outcome: 'failed' }),
  ofPilot('P-D', 'Highland Council'),
];

/** Rows that meet what is known, each in another way. */
const MEETING = [
  ...EARLIER,
  ofPilot('P-D', 'SP2003009001', { cohort: 'Second' }),
  ofPilot('P-C', 'Lochside Care', { cohort: 'Second' }),
  ofPilot('P-A', 'Highland Council', { cohort: 'Second', requested_on: '2003-06-01' }),
  ofPilot('P-E', 'Highland Region', { capacity: '4' }),
  ofPilot('P-E', 'Highland Region', { cohort: 'Second' }),
  ofPilot('P-F', 'The Highland Council', { cohort: 'Second' }),
  ofPilot('P-G', 'Ness Homes', { cohort: 'Second' }),
  ofPilot('P-H', 'SP2003009002', { cohort: 'Second' }),
  ofPilot('P-I', 'Twice Care', { cohort: 'Second' }),
  ofPilot(idOf('amara'), 'Glenmore Council', {
    cohort: 'Second',
    outcome: '',
    outcome_on: '',
    started_on: '',
  }),
  ofPilot(idOf('bo'), idOf('Glenmore Council'), { cohort: 'Second', person_name: 'Somebody else' }),
  ofPilot('P-J', 'Glenmore Council', { programme: 'Leading today', cohort: 'Third' }),
  ofPilot('P-K', 'Glenmore Council', { programme: 'Leading others', cohort: '1' }),
  inAutumn('P-L'),
  inAutumn('P-L', { sponsor: 'The Glenmore Council' }),
  inAutumn(idOf('amara')),
  inAutumn('P-M', { cohort: 'Winter', starts_on: '2028-01-10', ends_on: '2028-06-30' }),
];

/** So many rows of the made-up past are recorded before it is tried. */
const RECORDED = 120;

let office: Office;
const imported = async (text: string | Buffer, dryRun = false): Promise<readonly RowVerdict[]> => {
  const file = join(office.folder, 'past.csv');
  writeFileSync(file, text);
  const verdicts: RowVerdict[] = [];
  await importPast(office.product, file, { dryRun }, (verdict) => verdicts.push(verdict));
  return verdicts;
};
const fileOf = (rows: readonly Cells[]): string => [COLUMNS.join(','), ...rows.map(textOf), ''].join('\n');

/** Tries a file, then imports it: the verdicts of the import, which must be those of the trial. */
const triedAndImported = async (text: string | Buffer): Promise<readonly string[]> => {
  const head = await office.product.store.head();
  const tried = await imported(text, true);
  expect(await office.product.store.head()).toBe(head);
  const verdicts = await imported(text);
  expect(tried).toEqual(verdicts);
  await office.settle();
  return verdicts.map(({ verdict, code }) => code ?? verdict);
};

/** What the office did to what the first file left. */
const knownOtherwiseSince = async () => {
  const highland = organisationIdOf('Highland Council');
  await office.put(`organisations/${highland}/name`, { name: 'Highland Region' });
  await office.put(`programmes/${PROGRAMME.programmeId}/name`, { name: 'Leading today' });
  await office.done('people/merges', { keptId: personOf('P-A'), mergedId: personOf('P-D'), reason });
  for (const name of ['Twice Care', 'Twice Care', 'Ness Homes Ltd', 'Lochside Care']) {
    const organisationId = derivedId('by hand', name, (byHand += 1));
    await office.done('organisations', { organisationId, name, sector: 'voluntary' });
    if (name !== 'Lochside Care') continue;
    await office.done(`organisations/${organisationId}/identifiers`, {
      ...{ scheme: 'care_inspectorate', identifier: 'SP2003009002' },
    });
    const mergedId = organisationIdOf('The Lochside Care');
    await office.done('organisations/merges', { keptId: organisationId, mergedId, reason });
  }
  await office.done('cohorts', {
    ...autumnCohort(2, '2027-09-01'),
    cohortId: idOf('winter'),
    number: 42,
    name: 'Winter',
  });
  await office.settle();
};
let byHand = 0;

beforeAll(async () => {
  office = await openOffice('2026-09-01');
  // The made-up past has cohorts of the first numbers.
  await enrolling(office, 2, undefined, { number: 41 });
  await registered(office, 'Glenmore Council', ['amara', 'bo', 'chidi']);
  for (const name of ['amara', 'bo']) {
    const place = `${places}/${idOf(`place of ${name}`)}`;
    const asked = {
      placeId: idOf(`place of ${name}`),
      sponsorId: idOf('Glenmore Council'),
      personId: idOf(name),
    };
    await office.done(places, asked);
    await office.done(`${place}/acceptance`, { purchaseOrder: 'PO 1' });
    await office.done(`${place}/confirmation`, confirmationOf(name, 'chidi'));
  }
  office.clock.moveTo('2027-01-12T09:00:00.000Z');
  await office.settle();
  const onTheDay = { 'effective-on': autumn.startsOn };
  await office.done(`cohorts/${autumn.cohortId}/start`, {}, onTheDay);
  for (const name of ['amara', 'bo'])
    await office.done(`${places}/${idOf(`place of ${name}`)}/start`, {}, onTheDay);
  office.clock.moveTo('2027-07-15T09:00:00.000Z');
  await office.done('graduations', {
    ...{ cohortId: autumn.cohortId, awardId: PROGRAMME.awardId, minute: 'Board 2027/3, item 1' },
    ...{ placeId: idOf('place of bo'), personId: idOf('bo') },
  });
  await office.done(`cohorts/${autumn.cohortId}/completion`);
  await office.settle();
}, 120_000);
afterAll(() => office?.close());

describe('a past that is tried where much is known', () => {
  it('gets the verdicts it gets when it is imported, and again when it comes again', async () => {
    expect(await triedAndImported(fileOf(EARLIER))).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'cohort-full',
    ]);
    await knownOtherwiseSince();
    expect(await triedAndImported(fileOf(MEETING))).toEqual([
      ...EARLIER.map(() => 'unchanged'),
      'already-holds-a-place|holds-the-award',
      'already-holds-a-place',
      'already-holds-a-place|holds-the-award',
      'cohort-differs',
      'cohort-full',
      'cohort-full|likely-duplicate',
      'cohort-full|likely-duplicate',
      'cohort-full',
      'organisation-named-twice',
      'accepted',
      'cohort-full|holds-the-award|already-registered-differently',
      'accepted',
      'accepted',
      'places-not-open',
      'places-not-open|already-holds-a-place|holds-the-award|likely-duplicate',
      'places-not-open|already-holds-a-place|holds-the-award',
      'cohort-not-over',
    ]);
    const again = await triedAndImported(fileOf(MEETING));
    expect(again.filter((code) => code !== 'unchanged')).toEqual([
      'cohort-differs',
      'organisation-named-twice',
      'cohort-not-over',
    ]);
  });

  it('does so with every kind of dirt, where a part of it is recorded', async () => {
    const past = new MadeUpPast(300, 9, DIRT, 100);
    const register = registerFile(office.folder, KNOWN_ROWS);
    await importRegister(office.product, register, {}, () => undefined);
    await imported(past.textOf(RECORDED));
    await office.settle();
    const expected = past.lines.map(({ again, first }, nth) => (nth < RECORDED ? again : first));
    expect((await triedAndImported(past.text)).map(inOrder)).toEqual(
      expected.map(({ verdict, code }) => code || verdict),
    );
  });

  it('does so with all of it told anew, where people and sponsors of it were merged since', async () => {
    const [one, other, third] = new MadeUpPast(300, 9, DIRT, 100).clean;
    const merges: readonly [kind: string, of: (cells: Cells) => string][] = [
      ['people', ({ person }) => personOf(person!)],
      ['organisations', ({ sponsor }) => organisationIdOf(sponsor!)],
    ];
    for (const [kind, idIn] of merges) {
      const [keptId, ...merged] = [one!, other!, third!].map(({ cells }) => idIn(cells));
      for (const mergedId of merged) await office.done(`${kind}/merges`, { keptId, mergedId, reason });
    }
    await office.settle();
    const codes = await triedAndImported(new MadeUpPast(300, 10, DIRT, 100).text);
    expect(codes).toEqual(
      expect.arrayContaining(['accepted', 'cohort-full', 'already-holds-a-place|holds-the-award']),
    );
  });
});

const inOrder = (code: string): string => code.split('|').sort().join('|');
