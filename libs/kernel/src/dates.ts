import { Temporal } from 'temporal-polyfill';
import { isHoliday } from './scottish-holidays.js';

/** A day of the business in Europe/London as ISO text, `2026-11-30`. Text order is date order. */
export type BusinessDate = string;

/** A moment in UTC as ISO text with milliseconds, `2026-11-30T09:15:00.000Z`. Text order is time order. */
export type Instant = string;

const ZONE = 'Europe/London';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** True for a day that exists, written `YYYY-MM-DD` (30 February is not one). */
export const isBusinessDate = (value: unknown): value is BusinessDate => {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const [year, month, day] = value.split('-').map(Number) as [number, number, number];

  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
};

const daysIn = (year: number, month: number): number => {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};

/** True for an instant in the one form the log uses. */
export const isInstant = (value: unknown): value is Instant =>
  typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value));

/** The instant of a number of milliseconds since 1970. */
export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

/** The London day on which a moment falls: 23:30 UTC on 30 June is 1 July. */
export const londonDateOf = (instant: Instant): BusinessDate => {
  // Every decision asks this of nearly the same moment; the day last found mostly answers.
  if (instant >= lastDay.begins && instant < lastDay.ends) return lastDay.date;

  const date = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString();
  if (isInstant(instant)) lastDay = { date, begins: startOfDay(date), ends: endOfDay(date) };
  return date;
};

let lastDay = { date: '', begins: '', ends: '' };

/** The moment a London day begins. */
export const startOfDay = (date: BusinessDate): Instant =>
  instantOf(Temporal.PlainDate.from(date).toZonedDateTime(ZONE).epochMilliseconds);

/** The moment after which a deadline "until `date`" has passed: *until* includes that day in London. */
export const endOfDay = (date: BusinessDate): Instant => startOfDay(daysAfter(date, 1));

/** The day so many days later (earlier when negative). */
export const daysAfter = (date: BusinessDate, days: number): BusinessDate =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** Days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: BusinessDate, to: BusinessDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** The same day so many months later, the last of the month where that day does not exist. */
export const monthsAfter = (date: BusinessDate, months: number): BusinessDate =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/** Monday to Friday and no Scottish bank holiday. */
export const isWorkingDay = (date: BusinessDate): boolean =>
  Temporal.PlainDate.from(date).dayOfWeek <= 5 && !isHoliday(date);

/** The day that is so many working days after a date by the Scottish calendar; the date itself never counts. */
export const workingDaysAfter = (date: BusinessDate, workingDays: number): BusinessDate => {
  if (!Number.isInteger(workingDays) || workingDays < 0)
    throw new RangeError('Working days are a whole number of 0 or more.');
  if (lastCount.from === date && lastCount.workingDays === workingDays) return lastCount.day;

  let day = date;
  for (let left = workingDays; left > 0;) {
    day = daysAfter(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  lastCount = { from: date, workingDays, day };
  return day;
};

// A wave of requests on one day is offered until the same day.
let lastCount: { readonly from: BusinessDate; readonly workingDays: number; readonly day: BusinessDate } = {
  from: '',
  workingDays: 0,
  day: '',
};

/** The earlier of two days. */
export const earlierOf = (one: BusinessDate, other: BusinessDate): BusinessDate =>
  one <= other ? one : other;

/** The later of two days. */
export const laterOf = (one: BusinessDate, other: BusinessDate): BusinessDate => (one >= other ? one : other);

/** `14 September 2026`, as people in Scotland write it; in refusals and messages. */
export const inWords = (date: BusinessDate): string =>
  Temporal.PlainDate.from(date).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
