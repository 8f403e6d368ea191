import { type Dated, stated, statedFor, undated, valueOn, valueOnOrEarliest } from './index.js';

const told: Dated<string> = [
  ['2026-03-01', 'middle'],
  ['2025-01-01', 'first_line'],
  ['2026-03-01', 'senior'],
  ['2025-06-01', 'practitioner'],
].reduce((so, [on, value]) => stated(so, on!, value!), undated<string>());

describe('dated statements', () => {
  it('are kept by day, the later recorded one about a day winning', () =>
    expect(told.toJS()).toEqual([
      { on: '2025-01-01', value: 'first_line' },
      { on: '2025-06-01', value: 'practitioner' },
      { on: '2026-03-01', value: 'senior' },
    ]));

  it.each([
    ['2024-12-31', undefined, 'first_line', undefined],
    ['2025-01-01', 'first_line', 'first_line', 'first_line'],
    ['2025-05-31', 'first_line', 'first_line', undefined],
    ['2025-06-01', 'practitioner', 'practitioner', 'practitioner'],
    ['2026-03-01', 'senior', 'senior', 'senior'],
    ['2030-01-01', 'senior', 'senior', undefined],
  ])('on %s hold %s, or %s where something always held', (day, held, always, exactly) => {
    expect(valueOn(told, day)).toBe(held);
    expect(valueOnOrEarliest(told, day)).toBe(always);
    expect(statedFor(told, day)).toBe(exactly);
  });

  it('answer nothing while nothing was stated', () => {
    expect(valueOn(undated(), '2026-01-01')).toBeUndefined();
    expect(valueOnOrEarliest(undated(), '2026-01-01')).toBeUndefined();
  });
});
