import { type BusinessDate, inWords, refuse } from '#kernel';
import type { ToCorrect } from './correction-policies.js';
import { type EndedPlace, endedAs } from './ended-as.js';
import type { PlaceBook } from './place-book.js';

/** Why a request that was not placed cannot wait again, if it cannot: it would end at once, or goes on elsewhere. */
export const waitsNoMore = (
  { rules }: Pick<PlaceBook, 'rules'>,
  { place, told }: ToCorrect,
  today: BusinessDate,
) => {
  if (told.fact !== 'not_placed') return undefined;
  if (place.carriedTo)
    return refuse(
      'carried-on',
      'This request was carried to another cohort and goes on there: withdraw it there, or ask for a place again.',
      'fact',
    );

  return rules && today > rules.lastJoiningDate
    ? refuse(
        'last-joining-date-passed',
        `Nothing is given out after ${inWords(rules.lastJoiningDate)}: correct the last joining date of the cohort if that is wrong.`,
        'fact',
      )
    : undefined;
};

/**
 * Who was not placed by a last joining date that was recorded wrongly, as has turned out: the right one has not passed. Not
 * who was carried to another cohort meanwhile, nor who ended before the cohort was put off.
 */
export const notPlacedByAWrongDay = (book: PlaceBook, today: BusinessDate): readonly EndedPlace[] => {
  const { rules, notPlacedInTime = 0 } = book;
  if (!rules || today > rules.lastJoiningDate) return [];

  return endedAs(
    book,
    'not_placed',
    (_, { carriedTo, notPlacedAs = 0 }) => !carriedTo && notPlacedAs > notPlacedInTime,
  );
};
