import type { BusinessDate } from '#kernel';
import type { Place } from './place-book.js';
import type { BookRules } from './vocabulary.js';

/** True of a place that a named exception lets join after the last joining date. */
export const mayJoinLate = ({ overRules }: Pick<Place, 'overRules'>): boolean =>
  overRules?.includes('last-joining-date-passed') ?? false;

/** The last day of the cohort; where its end is not known, none is too late. */
export const lastDayOfCohort = ({ endsOn }: BookRules): BusinessDate => endsOn ?? '9999-12-31';
