import { commandOf, daysAfter, derivedId, londonDateOf } from '#kernel';
import { OpenPlaces, RequestPlace } from '#places';
import type { Product } from '../../apps/api/src/start.js';

const today = londonDateOf(new Date().toISOString());
const AT_ONCE = 250;

export const cohortNamed = (name: string): string => derivedId('bench', name);

/** Opens the place book of a cohort: a tenth of its seats is kept for a sector of which nobody asks. */
export const openBook = (cohortId: string, capacity: number): OpenPlaces =>
  commandOf(OpenPlaces, {
    cohortId,
    rules: {
      programmeId: derivedId('bench', 'programme'),
      awardId: derivedId('bench', 'award'),
      capacity,
      lastJoiningDate: daysAfter(today, 100),
      startsOn: daysAfter(today, 100),
      offerWorkingDays: 10,
      namingDays: 42,
      pricePence: 300_000,
      terms: { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] },
      sectorShares: [
        { sector: 'voluntary', seats: Math.ceil(capacity / 10), releasedOn: daysAfter(today, 60) },
      ],
    },
  });

/** The request of so many in a cohort; each proposes a person of its own. */
export const requestOf = (cohortId: string, number: number): RequestPlace =>
  commandOf(RequestPlace, {
    cohortId,
    placeId: derivedId('place', cohortId, number),
    sponsorId: derivedId('sponsor', number % 50),
    personId: derivedId('person', cohortId, number),
  });

/** A book with so many requests in it, nearly half of them with a seat. */
export const fillBook = async ({ commands }: Product, cohortId: string, places: number): Promise<void> => {
  await commands.send(openBook(cohortId, Math.ceil(places / 2)));
  for (let from = 0; from < places; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, places - from) }, (_, index) =>
        commands.send(requestOf(cohortId, from + index)),
      ),
    );
};
