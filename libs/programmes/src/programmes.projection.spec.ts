import fc from 'fast-check';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import {
  type ProgrammeEvent,
  programmeDefined,
  programmeFactCorrected,
  programmeFactStruck,
  programmeRenamed,
  programmesEvents,
  programmeVersionDefined,
  programmeVersionRetired,
} from './events.js';
import type { ProgrammeRow } from './programme.entity.js';
import { programmeList } from './programmes.projection.js';

const programmeId = '11111111-1111-4111-8111-111111111111';
const versionId = '22222222-2222-4222-8222-222222222222';
const moduleId = '33333333-3333-4333-8333-333333333333';

const whole = (...facts: readonly ProgrammeEvent[]): ProgrammeRow =>
  rowsOf(programmeList, recorded(facts)).get(programmeId)!;
/** The row but for what it was folded from. */
const row = (...facts: readonly ProgrammeEvent[]): Omit<ProgrammeRow, 'facts'> => {
  const { facts: _, ...rest } = whole(...facts);
  return rest;
};

const definition = {
  programmeId,
  name: 'Leading to Deliver',
  awardId: '44444444-4444-4444-8444-444444444444',
  awardName: 'Postgraduate Certificate',
  credits: 60,
  scqfLevel: 11,
  approvingBody: 'board',
  levels: [{ level: 'middle', inWords: 'Manages managers' }],
} as const;
const pilot = {
  programmeId,
  versionId,
  label: 'pilot',
  modules: [{ moduleId, title: 'Leading' }],
  targetLevels: ['middle'],
} as const;

const defined = programmeDefined(definition, '2002-10-01');
const renamed = programmeRenamed({ programmeId, name: 'L2D' }, '2006-05-02');

describe('the list of programmes', () => {
  it('keeps the programme with every name it went by', () =>
    expect(
      row(
        programmeDefined(definition, '2002-10-01'),
        programmeRenamed({ programmeId, name: 'L2D' }, '2006-05-02'),
      ),
    ).toEqual({
      ...definition,
      name: 'L2D',
      names: [
        { name: 'Leading to Deliver', from: '2002-10-01' },
        { name: 'L2D', from: '2006-05-02' },
      ],
      versions: [],
      definedOn: '2002-10-01',
      revision: 1,
    }));

  it('keeps versions with the days they were defined and retired', () =>
    expect(
      row(
        programmeDefined(definition, '2002-10-01'),
        programmeVersionDefined(pilot, '2002-10-02'),
        programmeVersionRetired({ programmeId, versionId, reason: 'Redesigned' }, '2005-01-10'),
      ),
    ).toMatchObject({
      versions: [
        {
          versionId,
          label: 'pilot',
          modules: pilot.modules,
          targetLevels: ['middle'],
          definedOn: '2002-10-02',
          retiredOn: '2005-01-10',
          retiredBecause: 'Redesigned',
        },
      ],
      revision: 2,
    }));

  it('folds every event of a programme', () =>
    expect(Object.keys(programmeList.on).sort()).toEqual(
      Object.values(programmesEvents)
        .map(({ type }) => type)
        .sort(),
    ));

  it('reads corrected facts, and keeps what they were', () => {
    const facts = [defined, renamed];
    const corrects = recorded(facts)[1]!.id;
    const corrected = programmeFactCorrected(
      { programmeId, corrects, fact: 'ProgrammeRenamed', reason: 'Typing error', name: 'L2D 2' },
      '2006-05-03',
    );
    expect(row(...facts, corrected)).toMatchObject({
      name: 'L2D 2',
      names: [{ name: 'Leading to Deliver' }, { name: 'L2D 2', from: '2006-05-03' }],
      revision: 2,
    });
    const struck = programmeFactStruck({
      programmeId,
      corrects,
      fact: 'ProgrammeRenamed',
      reason: 'Another programme was meant',
    });
    expect(row(...facts, struck)).toEqual({ ...row(defined), revision: 2 });
    expect(whole(...facts, struck).facts).toMatchObject([
      {},
      { struck: true, corrections: [{ by: 'local-administrator', was: { struck: false } }] },
    ]);
  });

  describe('as at a day', () => {
    const story = [
      defined,
      programmeVersionDefined(pilot, '2002-10-02'),
      programmeVersionRetired({ programmeId, versionId }, '2005-01-10'),
      renamed,
      programmeRenamed({ programmeId, name: 'Deliver' }, '2004-04-01'),
    ];
    const asAt = (day: string, facts: readonly ProgrammeEvent[] = story) =>
      programmeList.asAt(whole(...facts), day);

    it.each([
      ['2002-10-01', 'Leading to Deliver', []],
      ['2002-10-02', 'Leading to Deliver', [{ definedOn: '2002-10-02' }]],
      ['2004-04-01', 'Deliver', [{ definedOn: '2002-10-02' }]],
      ['2006-05-01', 'Deliver', [{ retiredOn: '2005-01-10' }]],
      ['2006-05-02', 'L2D', [{ retiredOn: '2005-01-10' }]],
    ])('%s: %s', (day, name, versions) => expect(asAt(day)).toMatchObject({ name, versions }));

    it('is nothing before it was defined, and the row itself after its last fact', () => {
      expect(asAt('2002-09-30')).toBeNull();
      expect(asAt('2006-05-02')).toEqual(whole(...story));
    });

    it('does not depend on the order in which facts were recorded', () =>
      fc.assert(
        fc.property(
          fc.shuffledSubarray(story, { minLength: story.length }),
          fc.constantFrom('2002-10-01', '2003-01-01', '2004-12-01', '2007-01-01'),
          (shuffled, day) => {
            const { facts: _, ...answer } = asAt(day, shuffled)!;
            const { facts: __, ...expected } = asAt(day)!;
            expect(answer).toEqual(expected);
          },
        ),
        { numRuns: 50 },
      ));
  });
});
