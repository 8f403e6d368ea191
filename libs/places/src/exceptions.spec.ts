import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { AdmitByException } from './admit-by-exception.js';
import { LowerBookCapacity } from './book-capacity.js';
import {
  bookCancelled,
  type ExceptedRule,
  exceptionAllowed,
  groupRequested,
  groupSplit,
  offerLapsed,
  placeDeclined,
  type PlaceEvent,
  placeOffered,
  placeRequested,
  placesOpened,
  requestsClosed,
  seatRegained,
} from './events.js';
import { held, idOf, isStruck, withdrawal } from './corrections.examples.js';
import { askedToReturn, awaited, returnedTo, returnPlaceOf } from './deferral.examples.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import {
  director,
  dorcas,
  group,
  holding,
  inLine,
  ofGroup,
  ofSponsor,
  on,
  requestedBy,
} from './order.examples.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  bo,
  chidi,
  confirmed,
  end,
  offered,
  of,
  opened,
  placeOf,
  request,
  requested,
  rules,
  sponsor,
  UNTIL,
  waitlisted,
} from './places.examples.js';
import { StartPlace } from './start-place.js';
import { placeStarted } from './events.js';

const given = specification(places);
const reason = 'Promised in writing';
const admit = (person: string, overRules: ExceptedRule[], fields: Partial<AdmitByException> = {}) =>
  commandOf(AdmitByException, {
    ...of(person),
    sponsorId: sponsor,
    overRules,
    allowedBy: director,
    reason,
    ...fields,
  });
const allowed = (person: string, ...overRules: ExceptedRule[]) =>
  exceptionAllowed({ ...of(person), overRules, allowedBy: director, reason });
const full = [opened(), ...holding(dorcas)];
const oneMore = [requested(amara), allowed(amara, 'capacity'), offered(amara, { held: 2 })];

describe('a named exception', () => {
  it('holds a seat over the capacity, recorded with who allowed it and why', () => {
    given(...full)
      .when(admit(amara, ['capacity']))
      .then(...oneMore);
    expect(given(...full, ...oneMore).state.exceptions).toBe(1);
  });

  it('counts as one while it holds its seat: the next in line waits until the capacity is kept again', () => {
    const book = [...full, ...oneMore, requested(bo), waitlisted(bo, 1, { held: 2 })];
    const offerNext = commandOf(OfferNextInLine, { cohortId });
    given(...book, placeDeclined(end(dorcas)))
      .when(offerNext)
      .thenNothing();
    const both = given(...book, placeDeclined(end(dorcas)), placeDeclined(end(amara)));
    both.when(offerNext).then(offered(bo, { turn: 1 }));
    expect(both.state.exceptions).toBe(0);
    given(...full, ...oneMore)
      .when(commandOf(LowerBookCapacity, { cohortId, capacity: 1 }))
      .thenRefused('seats-held');
  });

  it('needs every rule named that it breaks, and is refused by the first that is not', () => {
    const closedFull = [opened({ maxPerSponsor: 1 }), ...holding(dorcas), requestsClosed({ cohortId })];
    const book = given(...closedFull);
    book.when(admit(amara, [])).thenRefused('places-not-open', 'overRules');
    book.when(admit(amara, ['places-not-open'])).thenRefused('sponsor-has-its-maximum', 'overRules');
    book
      .when(admit(amara, ['places-not-open', 'sponsor-has-its-maximum']))
      .thenRefused('capacity', 'overRules');
    book
      .when(admit(amara, ['capacity', 'sponsor-has-its-maximum', 'places-not-open', 'order']))
      .then(
        requested(amara),
        allowed(amara, 'places-not-open', 'sponsor-has-its-maximum', 'capacity'),
        offered(amara, { held: 2 }),
      );
  });

  it('breaks no rule of days on the last day of requests, or of joining', () => {
    const until = '2026-11-30';
    const held = offered(amara, { held: 2, until });
    given(...full)
      .when(admit(amara, ['capacity']), on(until))
      .then(requested(amara), allowed(amara, 'capacity'), held);
    const closing = given(opened({ requestsCloseOn: '2026-09-15' }), ...holding(dorcas));
    closing.when(admit(amara, ['capacity']), on('2026-09-16')).thenRefused('places-not-open', 'overRules');
    expect(closing.when(admit(amara, ['capacity']), on('2026-09-15')).decision).toHaveLength(3);
  });

  it('may overtake those who wait, or take a seat that is kept for a sector', () => {
    const waiting = [opened(), ...holding(dorcas), ...inLine([bo], [chidi])];
    const freed = given(...waiting, offerLapsed({ ...end(dorcas), until: UNTIL }));
    freed.when(admit(amara, ['capacity'])).thenRefused('order');
    freed
      .when(admit(amara, ['order']))
      .then(requested(amara), allowed(amara, 'order'), offered(amara, { behind: 2 }));
    freed.when(admit(chidi, ['order'])).then(allowed(chidi, 'order'), offered(chidi, { turn: 2, behind: 1 }));

    const kept = given(
      opened({ sectorShares: [{ sector: 'voluntary', seats: 1, releasedOn: '2026-10-01' }] }),
    );
    kept.when(admit(amara, ['order'])).thenRefused('sector-share');
    kept
      .when(admit(amara, ['sector-share']))
      .then(requested(amara), allowed(amara, 'sector-share'), offered(amara));
  });

  it('may come before the draw of a window', () =>
    given(opened({ orderRule: 'window', windowClosesOn: '2026-09-15' }))
      .when(admit(amara, ['order']))
      .then(requested(amara), allowed(amara, 'order'), offered(amara)));

  it('may join after the last joining date, and start then', () => {
    const late = '2026-12-03';
    const admitted = [
      requested(amara),
      allowed(amara, 'last-joining-date-passed'),
      offered(amara, { until: '2027-01-06' }),
    ];
    given(opened())
      .when(admit(amara, ['last-joining-date-passed']), on(late))
      .then(...admitted);
    given(opened(), ...admitted, accepted(amara), confirmed(amara))
      .when(commandOf(StartPlace, of(amara)), on(late))
      .then(placeStarted({ ...of(amara), personId: amara, late: true }));
  });

  it('that breaks no rule is none', () => {
    given(opened())
      .when(admit(amara, ['capacity']))
      .thenRefused('breaks-no-rule');
    given(opened(), ...inLine([amara]))
      .when(admit(amara, ['order']))
      .thenRefused('breaks-no-rule');
  });

  it('does not go over what no rule may set aside', () => {
    given()
      .when(admit(amara, ['places-not-open']))
      .thenRefused('places-not-open', 'cohortId');
    expect(given().when(admit(amara, ['places-not-open'])).decision).toMatchObject({
      message: 'The enrolment of this cohort has not opened: open it first.',
    });
    given(...full, bookCancelled({ cohortId }))
      .when(admit(amara, ['capacity']))
      .thenRefused('cohort-cancelled');
    given(opened(), requested(dorcas, { personId: bo }), offered(dorcas))
      .when(admit(amara, ['capacity'], { personId: bo }))
      .thenRefused('already-holds-a-place', 'personId');
    given(...full)
      .when(admit(dorcas, ['capacity']))
      .thenRefused('place-not-waiting', 'placeId');
    given(...full)
      .when(admit(dorcas, ['capacity'], { sponsorId: anotherSponsor }))
      .thenRefused('place-id-taken', 'placeId');
  });

  it('changes nothing when sent twice', () =>
    given(...full, ...oneMore)
      .when(admit(amara, ['capacity']))
      .thenNothing());

  it('is allowed again for who had one, lost the seat and waits for it', () => {
    const once = [...full, ...oneMore, accepted(amara)];
    const out = withdrawal(amara);
    const back = isStruck(amara, idOf([...once, out], -1), {
      fact: 'withdrawn',
      backTo: 'accepted',
      seat: 'awaited',
      turn: 1,
    });
    given(...once, out)
      .when(admit(amara, ['capacity']))
      .thenRefused('place-not-waiting', 'placeId');
    given(...once, out, back)
      .when(admit(amara, ['capacity']))
      .then(
        allowed(amara, 'capacity'),
        seatRegained({ ...of(amara), backTo: 'accepted', held: 2, capacity: 1 }),
      );
  });

  it('is none for one of a group that waits together, before the group is split', () => {
    const pair = groupRequested({
      ...ofGroup,
      ...ofSponsor,
      placeIds: [amara, bo].map(placeOf),
      maySplit: false,
    });
    const joining = { groupId: group };
    const waiting = [...full, pair, ...inLine([amara, joining])];
    const both = [...waiting, requestedBy(bo, joining), waitlisted(bo, 2)];
    given(...both)
      .when(admit(amara, ['order', 'capacity']))
      .thenRefused('group-not-split', 'placeId');
    given(...both, groupSplit(ofGroup))
      .when(admit(amara, ['capacity']))
      .then(allowed(amara, 'capacity'), offered(amara, { turn: 1, behind: 1, held: 2 }));
    given(...waiting)
      .when(admit(amara, ['capacity']))
      .then(allowed(amara, 'capacity'), offered(amara, { turn: 1, held: 2 }));
  });

  it('is none once the cohort has ended, but for a seat that a correction owes', () => {
    const endsOn = '2027-10-29';
    const late = ['last-joining-date-passed', 'capacity'] as ExceptedRule[];
    given(opened({ endsOn }))
      .when(admit(amara, late), on('2027-10-30'))
      .thenRefused('cohort-ended', 'cohortId');
    given(opened({ endsOn }))
      .when(admit(amara, late), on(endsOn))
      .then(
        requested(amara),
        allowed(amara, 'last-joining-date-passed'),
        offered(amara, { until: '2027-11-26' }),
      );
    const [, ...since] = struckToWait(amara);
    given(opened({ endsOn }), ...since)
      .when(admit(amara, late), on('2027-10-30'))
      .then(
        allowed(amara, ...late),
        seatRegained({ ...of(amara), backTo: 'confirmed', held: 2, capacity: 1 }),
      );
  });

  it('takes nothing from those who ask in the ordinary way', () =>
    given(...full, ...oneMore)
      .when(request(bo))
      .then(requested(bo), waitlisted(bo, 1, { held: 2 })));

  it('means to who waits with a place of their own what a seat means to them', () => {
    const back = struckToWait(amara);
    given(...back)
      .when(admit(amara, ['capacity']))
      .then(
        allowed(amara, 'capacity'),
        seatRegained({ ...of(amara), backTo: 'confirmed', held: 2, capacity: 1 }),
      );

    const here = returnPlaceOf(bo);
    given(
      placesOpened({ cohortId: here.cohortId, ...rules() }),
      ...takenIn(here.cohortId),
      askedToReturn(bo),
      awaited(bo, 1),
    )
      .when(admit(bo, ['capacity'], here))
      .then(
        exceptionAllowed({ ...here, overRules: ['capacity'], allowedBy: director, reason }),
        returnedTo(bo, { held: 2, pricePence: rules().pricePence }),
      );
  });
});

/** Somebody who got their place back when its seat was gone. */
const struckToWait = (person: string): readonly PlaceEvent[] => {
  const ended = [...held(person), withdrawal(person)];
  return [
    ...ended,
    requested(dorcas),
    offered(dorcas),
    isStruck(person, idOf(ended, -1), {
      fact: 'withdrawn',
      backTo: 'confirmed',
      seat: 'awaited',
      turn: 1,
      personId: person,
    }),
  ];
};

const takenIn = (other: string): readonly PlaceEvent[] => [
  placeRequested({ ...requested(dorcas).data, cohortId: other }),
  placeOffered({ ...offered(dorcas).data, cohortId: other }),
];
