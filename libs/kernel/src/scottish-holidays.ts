import { Temporal } from 'temporal-polyfill';

/**
 * Scottish bank holidays by the Banking and Financial Dealings Act 1971 as amended (St Andrew's Day since 2007),
 * with substitute days and the years in which a proclamation moved or added one. There is no Easter Monday in
 * Scotland. Local holidays are not counted.
 */
export const isHoliday = (date: string): boolean => holidaysOf(Number(date.slice(0, 4))).has(date);

const MOVED: Record<number, { readonly remove: readonly string[]; readonly add: readonly string[] }> = {
  2002: { remove: ['2002-05-27'], add: ['2002-06-03', '2002-06-04'] },
  2011: { remove: [], add: ['2011-04-29'] },
  2012: { remove: ['2012-05-28'], add: ['2012-06-04', '2012-06-05'] },
  2020: { remove: ['2020-05-04'], add: ['2020-05-08'] },
  2022: { remove: ['2022-05-30'], add: ['2022-06-02', '2022-06-03', '2022-09-19'] },
  2023: { remove: [], add: ['2023-05-08'] },
  2026: { remove: [], add: ['2026-06-15'] },
};

const known = new Map<number, ReadonlySet<string>>();

const holidaysOf = (year: number): ReadonlySet<string> => {
  const found = known.get(year);
  if (found) return found;

  const days = new Set<string>();
  const on = (month: number, day: number) => Temporal.PlainDate.from({ year, month, day });
  // Fixed days that fall on a weekend, or on a holiday already taken, move to the next free weekday.
  const substitute = (fixed: Temporal.PlainDate) => {
    let day = fixed;
    while (day.dayOfWeek > 5 || days.has(day.toString())) day = day.add({ days: 1 });
    days.add(day.toString());
  };

  substitute(on(1, 1));
  substitute(on(1, 2));
  days.add(easter(year).subtract({ days: 2 }).toString());
  days.add(mondayFrom(on(5, 1)).toString());
  days.add(mondayFrom(on(5, 25)).toString());
  days.add(mondayFrom(on(8, 1)).toString());
  if (year >= 2007) substitute(on(11, 30));
  substitute(on(12, 25));
  substitute(on(12, 26));
  for (const day of MOVED[year]?.remove ?? []) days.delete(day);
  for (const day of MOVED[year]?.add ?? []) days.add(day);
  known.set(year, days);
  return days;
};

const mondayFrom = (day: Temporal.PlainDate): Temporal.PlainDate =>
  day.add({ days: (8 - day.dayOfWeek) % 7 });

/** Easter Sunday by the anonymous Gregorian computus. */
const easter = (year: number): Temporal.PlainDate => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 });
};
