import { commandOf, derivedId, isRefusal } from '#kernel';
import { specification } from '#kernel/specification';
import { AdmitByException } from './admit-by-exception.js';
import { AskForCarried } from './carry-request.js';
import { CountSponsorRecords } from './count-sponsor-records.js';
import {
  carriedRequestNoted,
  exceptionAllowed,
  orderDrawn,
  type PlaceEvent,
  sponsorRecordsCounted,
  windowClosed,
} from './events.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { director, dorcas, ewan, inLine, on } from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  bo,
  chidi,
  offered,
  of,
  opened,
  placeOf,
  request,
  requested,
  sponsor,
  waitlisted,
} from './places.examples.js';

const given = specification(places);
const third = derivedId('a third record');
const counting = (...sponsorIds: string[]) => commandOf(CountSponsorRecords, { cohortId, sponsorIds });
const counted = (...sponsorIds: [string, ...string[]]) =>
  sponsorRecordsCounted({ cohortId, sponsorId: sponsorIds[0], sponsorIds });
const merged = counted(sponsor, anotherSponsor);
const parted = counted(sponsor);

describe('records of one sponsor, where a maximum counts', () => {
  const book = [opened({ capacity: 9, maxPerSponsor: 2 })];

  it('are counted together once, and apart again when the merge is undone', () => {
    given(...book)
      .when(counting(sponsor, anotherSponsor))
      .then(merged);
    given(...book, merged)
      .when(counting(sponsor, anotherSponsor))
      .thenNothing();
    given(...book, merged)
      .when(counting(sponsor))
      .then(parted);
    given(...book, merged, parted)
      .when(counting(anotherSponsor))
      .thenNothing();
    given(...book, merged)
      .when(counting(third, sponsor, anotherSponsor))
      .then(counted(third, sponsor, anotherSponsor));
  });

  it('are counted before the book opens where requests were carried to it: they ask as it does', () => {
    const carried = (person: string, sponsorId: string, order: number) =>
      carriedRequestNoted({
        ...of(person),
        ...{ sponsorId, order },
        carriedFrom: { cohortId: derivedId('spring'), placeId: derivedId('in spring', person) },
      });
    const two = [carried(amara, sponsor, 1), carried(bo, anotherSponsor, 2)];
    given(...two)
      .when(counting(sponsor, anotherSponsor))
      .then(merged);
    given().when(counting(sponsor, anotherSponsor)).thenNothing();

    const { decision } = given(...two, merged, opened({ carried: 2, maxPerSponsor: 1 })).when(
      commandOf(AskForCarried, { cohortId }),
    );
    expect((decision as readonly PlaceEvent[]).map(({ type }) => type)).toEqual([
      'PlaceRequested',
      'PlaceWaitlisted',
      'PlaceRequested',
      'RequestRefused',
    ]);
  });

  it('are nobody’s matter where no maximum counts', () => {
    given(opened({ capacity: 9 }))
      .when(counting(sponsor, anotherSponsor))
      .thenNothing();
    given().when(counting(sponsor, anotherSponsor)).thenNothing();
  });
});

describe('the maximum of a sponsor with two records, first come', () => {
  const one = [requested(amara), offered(amara)];
  const two = [requested(bo, { sponsorId: anotherSponsor }), offered(bo, { held: 2 })];
  const asked = [opened({ capacity: 9, maxPerSponsor: 2 }), ...one, ...two];
  const more = request(chidi);

  it('counts what was asked under both', () => {
    given(...asked)
      .when(more)
      .then(requested(chidi), offered(chidi, { held: 3, capacity: 9 }));
    given(...asked, merged)
      .when(more)
      .thenRefused('sponsor-has-its-maximum', 'sponsorId');
    given(...asked, merged, parted)
      .when(more)
      .then(requested(chidi), offered(chidi, { held: 3, capacity: 9 }));
  });

  it('is what a named exception sets aside', () => {
    const admit = commandOf(AdmitByException, {
      ...of(chidi),
      sponsorId: sponsor,
      personId: chidi,
      overRules: ['sponsor-has-its-maximum'],
      reason: 'Promised in writing',
      allowedBy: director,
    });
    given(...asked, merged)
      .when(admit)
      .then(
        requested(chidi, { personId: chidi }),
        exceptionAllowed({
          ...of(chidi),
          overRules: ['sponsor-has-its-maximum'],
          allowedBy: director,
          reason: 'Promised in writing',
        }),
        offered(chidi, { held: 3, capacity: 9 }),
      );
    given(...asked)
      .when(admit)
      .thenRefused('breaks-no-rule');
  });
});

describe('the maximum of a sponsor with two records, by window', () => {
  const other = { sponsorId: anotherSponsor };
  const drawn: PlaceEvent[] = [
    opened({ capacity: 9, maxPerSponsor: 2, orderRule: 'window', windowClosesOn: '2026-09-15' }),
    ...inLine([amara], [bo, other], [chidi, other], [dorcas], [ewan, { sponsorId: third }]),
    windowClosed({ cohortId, requests: 5 }, '2026-09-16'),
    orderDrawn({ cohortId, seed: 'one', order: [amara, bo, chidi, dorcas, ewan].map(placeOf) }),
  ];
  const offerNext = commandOf(OfferNextInLine, { cohortId });
  const offeredTo = (...facts: readonly PlaceEvent[]) => {
    const { decision } = given(...drawn, ...facts).when(offerNext, on('2026-09-17'));
    return (isRefusal(decision) ? [] : decision).flatMap((fact) =>
      fact.type === 'PlaceOffered' ? [fact.data.placeId] : [],
    );
  };

  it('passes whom their two records’ maximum keeps back, and goes on', () => {
    expect(offeredTo()).toEqual([amara, bo, chidi, dorcas, ewan].map(placeOf));
    expect(offeredTo(merged)).toEqual([amara, bo, ewan].map(placeOf));
    expect(offeredTo(merged, parted)).toEqual([amara, bo, chidi, dorcas, ewan].map(placeOf));
  });

  it('lets the others forward once the two are two again', () => {
    const held = [amara, bo, ewan].map((person, index) =>
      offered(person, { held: index + 1, capacity: 9, turn: [1, 2, 5][index]!, behind: 4 - index }),
    );
    expect(offeredTo(merged, ...held)).toEqual([]);
    expect(offeredTo(merged, ...held, parted)).toEqual([chidi, dorcas].map(placeOf));
  });

  it('counts requests that come later under the one kept with those of the other', () =>
    expect(offeredTo(merged, requested(third, {}), waitlisted(third, 6))).toEqual(
      [amara, bo, ewan].map(placeOf),
    ));
});
