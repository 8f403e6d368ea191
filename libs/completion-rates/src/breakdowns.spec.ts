import {
  councilAreasRecorded,
  type OrganisationEvent,
  organisationFactCorrected,
  organisationFactStruck,
  type OrganisationMergeEvent,
  organisationMergeUndone,
  organisationRegistered,
  organisationsMerged,
  organisationSectorChanged,
  sizeFigureRecorded,
} from '#organisations/events';
import fc from 'fast-check';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { keptOf, regionOf, sizeBandOf, valueOrder } from './breakdowns.js';
import { asOn, organisationFacts } from './organisation-facts.projection.js';

const organisationId = '11111111-1111-4111-8111-111111111111';

describe('the dated facts of an organisation', () => {
  it('are kept in the order of their days', () => {
    const facts: readonly OrganisationEvent[] = [
      organisationRegistered({ organisationId, name: 'Forth Care', sector: 'voluntary' }, '2026-02-01'),
      organisationSectorChanged({ organisationId, sector: 'private' }, '2026-01-01'),
      sizeFigureRecorded({ organisationId, headcount: 40, source: 'register' }, '2026-02-01'),
      sizeFigureRecorded({ organisationId, staffWte: 31.5, source: 'register' }, '2026-03-01'),
      councilAreasRecorded({ organisationId, councilAreas: ['Stirling'] }, '2026-02-01'),
    ];
    const events = recorded(facts);
    expect(rowsOf(organisationFacts, events).get(organisationId)).toMatchObject({
      organisationId,
      mergedInto: null,
      names: [{ on: '2026-02-01', value: 'Forth Care' }],
      sectors: [
        { on: '2026-01-01', value: 'private' },
        { on: '2026-02-01', value: 'voluntary' },
      ],
      staffWte: [{ on: '2026-03-01', value: 31.5 }],
      councilAreas: [{ on: '2026-02-01', value: ['Stirling'] }],
    });
  });

  it('answer with the latest statement up to the day, else with the earliest', () => {
    const statements = [
      { on: '2026-03-01', value: 'earliest' },
      { on: '2026-05-01', value: 'latest' },
    ];
    expect(
      ['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'].map((day) => asOn(statements, day)),
    ).toEqual(['earliest', 'earliest', 'earliest', 'latest']);
    expect(asOn([], '2026-05-01')).toBeUndefined();
  });

  const history = fc.array(fc.record({ day: fc.integer({ min: 1, max: 9 }), staffWte: fc.nat(300) }), {
    maxLength: 8,
  });
  const sizes = (statements: readonly { readonly day: number; readonly staffWte: number }[]) =>
    rowsOf(
      organisationFacts,
      recorded(
        statements.map(({ day, staffWte }) =>
          sizeFigureRecorded({ organisationId, staffWte, source: 'register' }, `2026-01-0${day}`),
        ),
      ),
    ).get(organisationId)?.staffWte ?? [];

  it('hold the latest recorded statement of each day', () =>
    fc.assert(
      fc.property(history, (statements) => {
        const expected = new Map(statements.map(({ day, staffWte }) => [`2026-01-0${day}`, staffWte]));
        expect(new Map(sizes(statements).map(({ on, value }) => [on, value]))).toEqual(expected);
      }),
    ));

  it('are the same as at a day, whatever else is known by now', () =>
    fc.assert(
      fc.property(
        history,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (past, one, two) => {
          const [asked, asAt] = [`2026-01-0${Math.min(one, two)}`, `2026-01-0${Math.max(one, two)}`];
          const row = { ...organisationFacts.blank(organisationId), staffWte: sizes(past) };
          expect(asOn(organisationFacts.asAt(row, asAt)!.staffWte, asked)).toBe(asOn(row.staffWte, asked));
        },
      ),
    ));

  it('are as corrected, and as if what was struck had never been recorded', () => {
    const [registered, changed] = recorded<OrganisationEvent>([
      organisationRegistered({ organisationId, name: 'Forth Care', sector: 'voluntary' }, '2026-02-01'),
      organisationSectorChanged({ organisationId, sector: 'private' }, '2026-06-01'),
    ]);
    const corrected = (fact: OrganisationEvent) => ({
      ...recorded([fact])[0]!,
      id: 'the correction',
      position: '3',
    });
    const row = (correction: OrganisationEvent) =>
      rowsOf(organisationFacts, [registered!, changed!, corrected(correction)]).get(organisationId);
    const about = {
      organisationId,
      corrects: changed!.id,
      fact: changed!.type,
      reason: 'A slip of the pen.',
    };

    expect(row(organisationFactCorrected({ ...about, sector: 'health' }, '2026-05-01'))?.sectors).toEqual([
      { on: '2026-02-01', value: 'voluntary' },
      { on: '2026-05-01', value: 'health' },
    ]);
    expect(row(organisationFactStruck(about, '2026-06-01'))?.sectors).toEqual([
      { on: '2026-02-01', value: 'voluntary' },
    ]);
  });

  it('are those of the organisation kept, for every id that was merged into it', () => {
    const merged = (...facts: readonly OrganisationMergeEvent[]) => {
      const rows = rowsOf(organisationFacts, recorded(facts));
      return ['a', 'b', 'c'].map((id) => keptOf(rows, id));
    };
    const reason = 'One register number.';
    const bIntoA = organisationsMerged({ keptId: 'a', mergedId: 'b', ids: ['b'], reason });
    const aIntoC = organisationsMerged({ keptId: 'c', mergedId: 'a', ids: ['a', 'b'], reason });
    const undone = organisationMergeUndone({ keptId: 'c', mergedId: 'a', ids: ['a', 'b'], reason });

    expect(merged(bIntoA)).toEqual(['a', 'a', 'c']);
    expect(merged(bIntoA, aIntoC)).toEqual(['c', 'c', 'c']);
    expect(merged(bIntoA, aIntoC, undone)).toEqual(['a', 'a', 'c']);
  });
});

describe('the values of a breakdown', () => {
  it('band whole-time staff, 0 and none unknown', () =>
    expect([undefined, 0, 0.5, 9.9, 10, 49.9, 50, 249.9, 250, 20_000].map(sizeBandOf)).toEqual([
      'unknown',
      'unknown',
      'under_10',
      'under_10',
      '10_49',
      '10_49',
      '50_249',
      '50_249',
      '250_and_more',
      '250_and_more',
    ]));

  it('name the one council area', () =>
    expect([undefined, [], ['Fife'], ['Fife', 'Fife'], ['Fife', 'Moray']].map(regionOf)).toEqual([
      'unknown',
      'unknown',
      'Fife',
      'Fife',
      'several',
    ]));

  it('stand in the order people list them', () => {
    expect(
      ['unknown', 'several', 'Moray', 'Angus'].sort(valueOrder({ by: 'region', organisations: new Map() })),
    ).toEqual(['Angus', 'Moray', 'several', 'unknown']);
    expect(
      ['unknown', 'senior', 'practitioner'].sort(valueOrder({ by: 'level', organisations: new Map() })),
    ).toEqual(['practitioner', 'senior', 'unknown']);
  });
});
