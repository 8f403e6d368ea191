import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  bookCancelled,
  groupRequested,
  offerExtended,
  offerLapsed,
  type PlaceEvent,
  placeDeclined,
  priorityGiven,
} from './events.js';
import { ExtendOffer } from './extend-offer.js';
import { GivePriority } from './give-priority.js';
import { LapseOffer } from './lapse-offer.js';
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
  accept,
  accepted,
  amara,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  LAST_JOINING_DATE,
  offered,
  of,
  opened,
  placeOf,
  UNTIL,
  waitlisted,
} from './places.examples.js';

const given = specification(places);

describe('priority', () => {
  const reason = 'Committed in the board paper of 3 March';
  const give = (person: string) => commandOf(GivePriority, { ...of(person), reason, allowedBy: director });
  const has = (person: string, turn: number) =>
    priorityGiven({ ...of(person), reason, allowedBy: director, turn });
  const line = (): PlaceEvent[] => [opened(), ...holding(dorcas), ...inLine([amara], [bo], [chidi])];
  const freed = placeDeclined(end(dorcas));

  it('is given with a reason, by whom, to one who waits', () =>
    given(...line())
      .when(give(chidi))
      .then(has(chidi, 3)));

  it('goes before everyone without it, and among those with it by turn', () =>
    given(...line(), has(chidi, 3), has(bo, 2), freed)
      .when(commandOf(OfferNextInLine, { cohortId }))
      .then(offered(bo, { turn: 2, behind: 2 })));

  it('goes with the group of the place', () =>
    given(
      opened(),
      ...holding(dorcas),
      groupRequested({ ...ofGroup, ...ofSponsor, placeIds: [amara, bo].map(placeOf), maySplit: false }),
      ...[amara, bo].flatMap((person, index) => [
        requestedBy(person, { groupId: group }),
        waitlisted(person, index + 1),
      ]),
    )
      .when(give(bo))
      .then(has(amara, 1), has(bo, 2)));

  it('changes nothing when given twice, and needs one who waits', () => {
    given(...line(), has(chidi, 3))
      .when(give(chidi))
      .thenNothing();
    given(...line())
      .when(give(dorcas))
      .thenRefused('place-not-waiting');
    given(opened()).when(give(amara)).thenRefused('no-such-place', 'placeId');
  });
});

describe('extending an offer', () => {
  const reason = 'The council meets on 12 October';
  const extend = (until: string) => commandOf(ExtendOffer, { ...of(amara), until, reason });
  const LATER = '2026-10-12';
  const extended = offerExtended({ ...of(amara), from: UNTIL, until: LATER, reason });
  const held = [opened(), ...holding(amara)];
  const lapse = commandOf(LapseOffer, of(amara));

  it('lets it stand longer, for a stated reason, but not past the last joining date', () => {
    const book = given(...held);
    book.when(extend(LATER)).then(extended);
    book
      .when(extend(LAST_JOINING_DATE))
      .then(offerExtended({ ...of(amara), from: UNTIL, until: LAST_JOINING_DATE, reason }));
    book.when(extend('2026-12-01')).thenRefused('last-joining-date-passed', 'until');
    book.when(extend('2026-09-28')).thenRefused('not-longer', 'until');
    book.when(extend(UNTIL)).thenNothing();
  });

  it('may be accepted until the new day, and lapses after it, not after the old one', () => {
    const book = given(...held, extended);
    book.when(accept(amara), on(LATER)).then(accepted(amara));
    book.when(lapse, on('2026-09-30')).thenNothing();
    book.when(lapse, on('2026-10-13')).then(offerLapsed({ ...end(amara), until: LATER }));
  });

  it('needs an offer that stands', () => {
    given(...held)
      .when(extend(LATER), on('2026-09-30'))
      .thenRefused('offer-lapsed');
    given(...held)
      .when(extend(LATER), on(UNTIL))
      .then(extended);
    given(...held, accepted(amara))
      .when(extend(LATER))
      .thenRefused('place-not-offered');
    given(...held, bookCancelled({ cohortId }))
      .when(extend(LATER))
      .thenRefused('cohort-cancelled');
    given(opened()).when(extend(LATER)).thenRefused('no-such-place');
  });
});
