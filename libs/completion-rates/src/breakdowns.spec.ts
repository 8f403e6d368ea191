import {
  councilAreasRecorded,
  type OrganisationEvent,
  organisationRegistered,
  organisationSectorChanged,
  sizeFigureRecorded,
} from '#organisations/events';
import fc from 'fast-check';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { regionOf, sizeBandOf, valueOrder } from './breakdowns.js';
import { asOn, organisationFacts } from './organisation-facts.projection.js';

const organisationId = '11111111-1111-4111-8111-111111111111';

describe('the dated facts of an organisation', () => {
  it('are kept in the order of recording', () => {
    const facts: readonly OrganisationEvent[] = [
      organisationRegistered({ organisationId, name: 'Forth Care', sector: 'voluntary' }, '2026-02-01'),
      organisationSectorChanged({ organisationId, sector: 'private' }, '2026-01-01'),
      sizeFigureRecorded({ organisationId, headcount: 40, source: 'register' }, '2026-02-01'),
      sizeFigureRecorded({ organisationId, staffWte: 31.5, source: 'register' }, '2026-03-01'),
      councilAreasRecorded({ organisationId, councilAreas: ['Stirling'] }, '2026-02-01'),
    ];
    const events = recorded(facts);
    expect(rowsOf(organisationFacts, events).get(organisationId)).toEqual({
      organisationId,
      sectors: [
        { on: '2026-02-01', value: 'voluntary' },
        { on: '2026-01-01', value: 'private' },
      ],
      staffWte: [{ on: '2026-03-01', value: 31.5 }],
      councilAreas: [{ on: '2026-02-01', value: ['Stirling'] }],
    });
  });

  it('answer with the latest statement up to the day, else with the earliest', () => {
    const statements = [
      { on: '2026-05-01', value: 'first recorded' },
      { on: '2026-03-01', value: 'earliest' },
      { on: '2026-05-01', value: 'same day, recorded later' },
    ];
    expect(asOn(statements, '2026-02-01')).toBe('earliest');
    expect(asOn(statements, '2026-04-01')).toBe('earliest');
    expect(asOn(statements, '2026-05-01')).toBe('same day, recorded later');
    expect(asOn([], '2026-05-01')).toBeUndefined();
  });

  it('answer as a sorted list would', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        (days, asked) => {
          const statements = days.map((day, value) => ({ on: `2026-01-0${day}`, value }));
          const sorted = [...statements].sort((one, other) =>
            one.on < other.on ? -1 : one.on > other.on ? 1 : 0,
          );
          const upTo = sorted.filter(({ on }) => on <= `2026-01-0${asked}`);
          const earliest = sorted.filter(({ on }) => on === sorted[0]!.on);
          expect(asOn(statements, `2026-01-0${asked}`)).toBe((upTo.at(-1) ?? earliest.at(-1))!.value);
        },
      ),
    ));
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
    expect(['unknown', 'several', 'Moray', 'Angus'].sort(valueOrder('region'))).toEqual([
      'Angus',
      'Moray',
      'several',
      'unknown',
    ]);
    expect(['unknown', 'senior', 'practitioner'].sort(valueOrder('level'))).toEqual([
      'practitioner',
      'senior',
      'unknown',
    ]);
  });
});
