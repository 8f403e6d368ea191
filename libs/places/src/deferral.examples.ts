import { type BusinessDate, commandOf, derivedId } from '#kernel';
import { DeferPlace } from './defer-place.js';
import { placeDeferred, placeRequested, placeReturnedTo, returnAwaited } from './events.js';
import { amara, awardId, of, placeOf, programmeId, rules, sponsor, startedPlace } from './places.examples.js';

/** A cohort to return to, and the place there of whoever deferred. */
export const nextCohort = derivedId('next cohort');
export const thirdCohort = derivedId('third cohort');
export const returnPlaceOf = (person: string, cohortId = nextCohort) => ({
  cohortId,
  placeId: derivedId('return of', person, cohortId),
});
export const moduleOne = derivedId('module 1');

/** The day amara's place is deferred: three weeks after the start. */
export const DEFERRED_ON: BusinessDate = '2026-12-07';
/** 24 months later. */
export const LIMIT: BusinessDate = '2028-12-07';

export const agreed = { pricePence: 300_000, terms: rules().terms };

export const defer = (person: string, fields: Partial<DeferPlace> = {}) =>
  commandOf(DeferPlace, { ...of(person), reasonClass: 'personal', ...fields });

type Deferred = Parameters<typeof placeDeferred>[0];
export const deferred = (
  person: string,
  fields: Partial<Deferred> = {},
  on: BusinessDate | undefined = DEFERRED_ON,
) =>
  placeDeferred(
    {
      ...of(person),
      awardId,
      sponsorId: sponsor,
      personId: person,
      reasonClass: 'personal',
      notifiedOn: DEFERRED_ON,
      hadStarted: true,
      freedSeat: true,
      limitOn: LIMIT,
      modulesPassed: [],
      agreed,
      ...fields,
    },
    on,
  );

/** Amara's place in the autumn cohort, started and deferred. */
export const deferredPlace = (fields: Partial<Deferred> = {}) => [
  ...startedPlace(amara),
  deferred(amara, fields),
];

/** Who returns to the next cohort, and from where. */
export const returner = (person: string) => ({
  awardId,
  sponsorId: sponsor,
  personId: person,
  returnOf: { cohortId: of(person).cohortId, placeId: placeOf(person) },
  modulesPassed: [moduleOne],
  agreedBefore: agreed,
});

export const askedToReturn = (person: string) => {
  const { sponsorId, personId, returnOf } = returner(person);
  return placeRequested({ ...returnPlaceOf(person), programmeId, awardId, sponsorId, personId, returnOf });
};

/** The price of the next cohort is another one. */
export const NEXT_PRICE = 345_000;

type Returned = Parameters<typeof placeReturnedTo>[0];
export const returnedTo = (person: string, fields: Partial<Returned> = {}) =>
  placeReturnedTo({
    ...returnPlaceOf(person),
    pricePence: NEXT_PRICE,
    terms: rules().terms,
    ...returner(person),
    held: 1,
    capacity: 1,
    ...fields,
  });

export const awaited = (person: string, turn?: number) =>
  returnAwaited({ ...returnPlaceOf(person), ...returner(person), ...(turn === undefined ? {} : { turn }) });
