import { derivedId } from '#kernel';
import {
  programmeDefined,
  type ProgrammeEvent,
  programmeFactCorrected,
  programmeFactStruck,
  programmeRenamed,
  programmesEvents,
} from '#programmes/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { programmeFacts } from './programme-facts.projection.js';

const programmeId = derivedId('leading to deliver');
const defined = programmeDefined(
  {
    programmeId,
    name: 'Leading to Delivre',
    awardId: derivedId('certificate'),
    awardName: 'Postgraduate Certificate',
    credits: 60,
    scqfLevel: 11,
    approvingBody: 'board',
    levels: [],
  },
  '2026-01-01',
);
const renamed = programmeRenamed({ programmeId, name: 'Leading Now' }, '2026-06-01');
const row = (...facts: readonly ProgrammeEvent[]) =>
  rowsOf(programmeFacts, recorded(facts)).get(programmeId)!;
const nameOn = (day: string, ...facts: readonly ProgrammeEvent[]) =>
  programmeFacts.asAt(row(...facts), day)?.name;
const reason = 'A slip of the pen';
const idOf = (nth: number) => recorded([defined, renamed])[nth]!.id;
const ofDefinition = { programmeId, corrects: idOf(0), fact: 'ProgrammeDefined', reason };
const ofRenaming = { programmeId, corrects: idOf(1), fact: 'ProgrammeRenamed', reason };

describe('a programme as rates name it', () => {
  it('follows every event that says how it is called', () =>
    expect(Object.keys(programmeFacts.on).sort()).toEqual(
      Object.values(programmesEvents)
        .map(({ type }) => type)
        .filter((type) => !type.startsWith('ProgrammeVersion'))
        .sort(),
    ));

  it('goes by its name of the day, and before its first by that', () => {
    const facts = [defined, renamed];
    expect(row(...facts).name).toBe('Leading Now');
    expect(['2025-01-01', '2026-05-31', '2026-06-01'].map((day) => nameOn(day, ...facts))).toEqual([
      'Leading to Delivre',
      'Leading to Delivre',
      'Leading Now',
    ]);
  });

  it('goes by the corrected name, on every day', () => {
    const facts = [
      defined,
      programmeFactCorrected({ ...ofDefinition, name: 'Leading to Deliver' }, '2026-01-01'),
    ];
    expect(row(...facts).name).toBe('Leading to Deliver');
    expect(nameOn('2025-01-01', ...facts)).toBe('Leading to Deliver');
  });

  it('goes by a name from its corrected day, and never by one that was struck', () => {
    const earlier = programmeFactCorrected(ofRenaming, '2026-03-01');
    expect(nameOn('2026-04-01', defined, renamed, earlier)).toBe('Leading Now');
    const struck = [defined, renamed, programmeFactStruck(ofRenaming, '2026-06-01')];
    expect(row(...struck).name).toBe('Leading to Delivre');
    expect(nameOn('2026-07-01', ...struck)).toBe('Leading to Delivre');
  });

  it('is on a day of the past what it was on that day, however often it is asked', () => {
    const whole = row(renamed, { ...defined, effectiveOn: '2026-07-01' });
    for (const day of ['2025-01-01', '2026-06-30', '2026-07-01']) {
      const then = programmeFacts.asAt(whole, day)!;
      expect(programmeFacts.asAt(then, day)).toEqual(then);
      expect(programmeFacts.asAt(then, '2025-01-01')).toEqual(programmeFacts.asAt(whole, '2025-01-01'));
    }
  });

  it('holds as at a day what is dated by then', () =>
    expect(programmeFacts.asAt(row(defined, renamed), '2026-05-31')?.facts.map(({ type }) => type)).toEqual([
      'ProgrammeDefined',
    ]));
});
