import { specification } from '#kernel/specification';
import { bookCancelled, offerLapsed, placeWithdrawn, requestsClosed, requestWithdrawn } from './events.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  bo,
  chidi,
  confirmedPlace,
  end,
  LAST_JOINING_DATE,
  offered,
  opened,
  placeOf,
  request,
  requested,
  STARTS_ON,
  UNTIL,
  waitlisted,
} from './places.examples.js';

const given = specification(places);

describe('requesting a place', () => {
  it('is offered while a seat is free, for 20 working days', () =>
    given(opened()).when(request(amara)).then(requested(amara), offered(amara)));

  it('is offered until the last joining date at most', () =>
    given(opened())
      .when(request(amara), { now: '2026-11-20T09:00:00.000Z' })
      .then(requested(amara), offered(amara, { until: LAST_JOINING_DATE })));

  it('waits when every seat is held: of two who ask for the last, one has it and one waits', () =>
    given(opened(), requested(amara), offered(amara))
      .when(request(bo))
      .then(requested(bo), waitlisted(bo, 1)));

  it('waits behind those who wait, even if a seat is free', () =>
    given(
      opened(),
      requested(amara),
      offered(amara),
      requested(bo),
      waitlisted(bo, 1),
      offerLapsed({ ...end(amara), until: UNTIL }),
    )
      .when(request(chidi))
      .then(requested(chidi), waitlisted(chidi, 2, { held: 0 })));

  it('draws a new turn, whoever has left the line', () =>
    given(
      opened(),
      requested(amara),
      offered(amara),
      requested(bo),
      waitlisted(bo, 1),
      requestWithdrawn({ ...end(bo, { freedSeat: false }), reasonClass: 'work' }),
    )
      .when(request(chidi))
      .then(requested(chidi), waitlisted(chidi, 2, { ahead: 0 })));

  it('keeps what the sponsor states', () => {
    const stated = {
      personId: amara,
      level: 'middle',
      homeOrganisationId: cohortId,
      reference: 'L 17',
    } as const;
    return given(opened()).when(request(amara, stated)).then(requested(amara, stated), offered(amara));
  });

  it('changes nothing when sent twice', () =>
    given(opened({ capacity: 2 }), requested(amara), offered(amara))
      .when(request(amara))
      .thenNothing());

  it('is refused under the id of another request', () =>
    given(opened({ capacity: 2 }), requested(amara), offered(amara))
      .when(request(amara, { sponsorId: anotherSponsor }))
      .thenRefused('place-id-taken', 'placeId'));

  it('is refused before enrolment has opened', () =>
    given().when(request(amara)).thenRefused('places-not-open', 'cohortId'));

  it('is refused once enrolment has closed', () =>
    given(opened(), requestsClosed({ cohortId }))
      .when(request(amara))
      .thenRefused('places-not-open', 'cohortId'));

  it('is refused after the last day of the window, whether or not the closing was recorded', () => {
    const book = given(opened({ requestsCloseOn: '2026-09-01' }));
    book.when(request(amara)).then(requested(amara), offered(amara));
    book.when(request(amara), { now: '2026-09-02T08:00:00.000Z' }).thenRefused('places-not-open');
  });

  it('goes by the day in London: at 23:30 UTC on 30 August it is the 31st there', () => {
    const book = given(opened({ lastJoiningDate: '2026-08-30', startsOn: '2026-08-24' }));
    book
      .when(request(amara), { now: '2026-08-30T22:59:59.000Z' })
      .then(requested(amara), offered(amara, { until: '2026-08-30' }));
    book.when(request(amara), { now: '2026-08-30T23:30:00.000Z' }).thenRefused('last-joining-date-passed');
  });

  it('is offered nothing after the last joining date, whatever day is stated', () =>
    given(opened())
      .when(request(amara), { now: '2026-12-01T09:00:00.000Z', effectiveOn: STARTS_ON })
      .thenRefused('last-joining-date-passed'));

  it('is refused in a cancelled cohort', () =>
    given(opened(), bookCancelled({ cohortId })).when(request(amara)).thenRefused('cohort-cancelled'));

  it('is refused over the maximum of a sponsor, which another does not use up', () => {
    const book = given(opened({ capacity: 2, maxPerSponsor: 1 }), requested(amara), offered(amara));
    book.when(request(bo)).thenRefused('sponsor-has-its-maximum', 'sponsorId');
    book
      .when(request(bo, { sponsorId: anotherSponsor }))
      .then(requested(bo, { sponsorId: anotherSponsor }), offered(bo, { held: 2, capacity: 2 }));
  });

  it('is refused for a person another place of this cohort is meant for', () =>
    given(opened({ capacity: 2 }), requested(bo, { personId: amara }), offered(bo))
      .when(request(amara, { personId: amara }))
      .thenRefused('already-holds-a-place', 'personId'));

  it('takes them anew: a new place, the old one untouched (edge case 9: a person who returns after withdrawing)', () => {
    const book = given(
      opened(),
      ...confirmedPlace(bo),
      placeWithdrawn({
        ...end(bo, { personIds: [bo] }),
        reasonClass: 'work',
        notifiedOn: '2026-09-01',
        hadStarted: false,
      }),
    );
    book.when(request(amara, { personId: bo })).then(requested(amara, { personId: bo }), offered(amara));
    expect(book.state.places.get(placeOf(bo))?.state).toBe('withdrawn');
  });
});
