import fc from 'fast-check';
import {
  daysAfter,
  daysBetween,
  endOfDay,
  instantOf,
  inWords,
  isBusinessDate,
  isInstant,
  isWorkingDay,
  londonDateOf,
  monthsAfter,
  startOfDay,
  workingDaysAfter,
} from './index.js';

describe('business dates', () => {
  it('takes only days that exist, in one form', () => {
    expect(['2026-02-28', '2024-02-29'].every(isBusinessDate)).toBe(true);
    expect(
      ['2026-02-29', '2026-2-28', '2026-13-01', '20260228', '2026-02-28T00:00', '', 20260228, null].some(
        isBusinessDate,
      ),
    ).toBe(false);
  });

  it('takes instants in one form', () => {
    expect(isInstant('2026-06-30T23:30:00.000Z')).toBe(true);
    expect(['2026-06-30T23:30:00Z', '2026-06-31T25:00:00.000Z', 'now'].some(isInstant)).toBe(false);
  });

  it('goes by the day of London, not of UTC', () => {
    expect(londonDateOf('2026-06-30T22:59:59.999Z')).toBe('2026-06-30');
    expect(londonDateOf('2026-06-30T23:00:00.000Z')).toBe('2026-07-01');
    expect(londonDateOf('2026-12-31T23:59:59.999Z')).toBe('2026-12-31');
  });

  it('knows how long the days are on which the clocks change', () => {
    const hours = (day: string) => (Date.parse(endOfDay(day)) - Date.parse(startOfDay(day))) / 3_600_000;
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-10-26')).toBe(24);
    expect(londonDateOf('2026-10-25T00:30:00.000Z')).toBe('2026-10-25');
    expect(londonDateOf('2026-10-25T23:59:59.999Z')).toBe('2026-10-25');
  });

  it('counts days and months', () => {
    expect(daysAfter('2026-02-28', 1)).toBe('2026-03-01');
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
    expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
    expect(monthsAfter('2026-01-31', 1)).toBe('2026-02-28');
    expect(inWords('2026-09-14')).toBe('14 September 2026');
  });

  it('every moment of a day lies in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000_000 }), (milliseconds) => {
        const now = instantOf(milliseconds);
        const day = londonDateOf(now);
        expect(startOfDay(day) <= now && now < endOfDay(day)).toBe(true);
      }),
    );
  });
});

describe('the Scottish working-day calendar', () => {
  it.each([
    ['2026-01-02', 'the second of January'],
    ['2028-01-03', "New Year's Day on a Saturday moves to Monday"],
    ['2028-01-04', 'and the second of January, a Sunday, to Tuesday'],
    ['2026-04-03', 'Good Friday'],
    ['2026-05-04', 'early May'],
    ['2026-05-25', 'spring'],
    ['2026-08-03', 'summer, the first Monday of August'],
    ['2026-11-30', "St Andrew's Day"],
    ['2025-12-25', 'Christmas Day'],
    ['2026-12-28', 'Boxing Day on a Saturday moves to Monday'],
    ['2022-09-19', "the Queen's funeral"],
  ])('does not work on %s: %s', (day) => expect(isWorkingDay(day)).toBe(false));

  it.each([
    ['2026-04-06', 'Easter Monday'],
    ['2026-08-31', "England's summer holiday"],
    ['2022-05-30', 'the spring holiday that was moved'],
    ['2006-11-30', "St Andrew's Day before it was one"],
  ])('works on %s: %s', (day) => expect(isWorkingDay(day)).toBe(true));

  it('counts working days from the day after', () => {
    expect(workingDaysAfter('2026-09-01', 20)).toBe('2026-09-29');
    expect(workingDaysAfter('2026-11-27', 1)).toBe('2026-12-01');
    expect(workingDaysAfter('2026-12-24', 1)).toBe('2026-12-29');
    expect(workingDaysAfter('2026-09-05', 0)).toBe('2026-09-05');
    expect(() => workingDaysAfter('2026-09-01', 1.5)).toThrow(RangeError);
  });
});
