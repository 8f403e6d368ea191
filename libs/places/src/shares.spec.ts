import { commandOf, stated, undated } from '#kernel';
import { specification } from '#kernel/specification';
import { LowerBookCapacity } from './book-capacity.js';
import {
  bookCancelled,
  bookCapacityLowered,
  groupAskedToSplit,
  groupRequested,
  shareReleased,
} from './events.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import {
  dorcas,
  ewan,
  fromVoluntary,
  group,
  holding,
  hospice,
  ofGroup,
  ofSponsor,
  on,
  requestedBy,
  sectorsOf,
} from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  bo,
  chidi,
  offered,
  opened,
  placeOf,
  request,
  requested,
  waitlisted,
} from './places.examples.js';
import { ReleaseShare } from './release-share.js';

const given = specification(places);
const RELEASED_ON = '2026-10-01';
const twoForVoluntary = { sectorShares: [{ sector: 'voluntary', seats: 2, releasedOn: RELEASED_ON }] };
const ofThree = opened({ capacity: 3, ...twoForVoluntary });
const held = (seats: number) => ({ held: seats, capacity: 3 });
const voluntary = { sponsorId: hospice, sector: 'voluntary' };
const offerNext = commandOf(OfferNextInLine, { cohortId });
const because = 'sector-share' as const;

describe('seats kept for a sector', () => {
  it('are left alone by others, who wait while they are free, and it is said why', () =>
    given(ofThree, ...holding(amara))
      .when(request(bo))
      .then(requested(bo), waitlisted(bo, 1, { ...held(1), because })));

  it('are offered to their sector at once, though others wait, and it is said why they are passed', () =>
    given(ofThree, ...holding(amara), requested(bo), waitlisted(bo, 1))
      .when(request(chidi, fromVoluntary))
      .then(
        requestedBy(chidi, voluntary),
        offered(chidi, { ...held(2), behind: 1, passing: ['sector-share'] }),
      ));

  it('are filled before the seats that are anybody’s', () =>
    given(ofThree, ...holding(amara, voluntary), ...holding(bo, voluntary))
      .when(request(chidi))
      .then(requested(chidi), offered(chidi, held(3))));

  it('go to the first waiting of the sector, and the rest to the first waiting', () =>
    given(
      opened({ capacity: 0 }),
      requested(amara),
      waitlisted(amara, 1),
      requested(bo),
      waitlisted(bo, 2),
      requestedBy(chidi, voluntary),
      waitlisted(chidi, 3),
      requestedBy(dorcas, voluntary),
      waitlisted(dorcas, 4),
      ofThree,
    )
      .when(offerNext)
      .then(
        offered(amara, { turn: 1, behind: 3, ...held(1) }),
        offered(chidi, { turn: 3, behind: 2, ...held(2), passing: ['sector-share'] }),
        offered(dorcas, { turn: 4, behind: 1, ...held(3), passing: ['sector-share'] }),
      ));

  it('are anybody’s from their day of release on, whether or not that was recorded', () => {
    const book = given(ofThree, ...holding(amara), requested(bo), waitlisted(bo, 1));
    book.when(offerNext, on('2026-09-30')).thenNothing();
    book.when(offerNext, on(RELEASED_ON)).then(offered(bo, { turn: 1, ...held(2), until: '2026-10-29' }));
  });

  it('go by the sector of the day the sponsor asks', () => {
    const sectors = stated(sectorsOf('voluntary'), '2026-08-01', 'private');
    given(ofThree, ...holding(amara))
      .when(request(bo, { sponsorId: hospice, sectors }))
      .then(
        requestedBy(bo, { sponsorId: hospice, sector: 'private' }),
        waitlisted(bo, 1, { ...held(1), because }),
      );
    given(ofThree, ...holding(amara))
      .when(request(bo, { sectors: undated() }))
      .then(requested(bo), waitlisted(bo, 1, { ...held(1), because }));
  });

  it('are offered past a group that is asked whether it may be split, and it is said that it is passed', () => {
    const inGroup = { groupId: group };
    const book = [
      opened({ capacity: 5, ...twoForVoluntary }),
      groupRequested({
        ...ofGroup,
        ...ofSponsor,
        placeIds: [amara, bo, chidi, ewan].map(placeOf),
        maySplit: false,
      }),
      ...[amara, bo, chidi, ewan].flatMap((person, index) => [
        requestedBy(person, inGroup),
        waitlisted(person, index + 1, { held: 0, capacity: 5, because: 'group' }),
      ]),
    ];
    const asked = groupAskedToSplit({ ...ofGroup, size: 4, free: 3, answerBy: '2026-09-11' });
    given(...book, asked)
      .when(request(dorcas, fromVoluntary))
      .then(
        requestedBy(dorcas, voluntary),
        offered(dorcas, { held: 1, capacity: 5, behind: 4, passing: ['group'] }),
      );
    const inLine = [requestedBy(dorcas, voluntary), waitlisted(dorcas, 5)];
    given(...book, ...inLine, asked)
      .when(offerNext)
      .then(offered(dorcas, { turn: 5, held: 1, capacity: 5, behind: 4, passing: ['group'] }));
  });

  it('may be several: what is kept for one is not for the other', () =>
    given(
      opened({
        capacity: 3,
        sectorShares: [
          { sector: 'voluntary', seats: 1, releasedOn: RELEASED_ON },
          { sector: 'private', seats: 2, releasedOn: RELEASED_ON },
        ],
      }),
      ...holding(amara, voluntary),
    )
      .when(request(bo, fromVoluntary))
      .then(requestedBy(bo, voluntary), waitlisted(bo, 1, { ...held(1), because })));
});

describe('the release of a share', () => {
  const release = commandOf(ReleaseShare, { cohortId, sector: 'voluntary' });
  const book = given(ofThree, ...holding(amara, voluntary));

  it('is recorded on its day, with what nobody of the sector filled', () => {
    book
      .when(release, on(RELEASED_ON))
      .then(shareReleased({ cohortId, sector: 'voluntary', seats: 2, unfilled: 1 }, RELEASED_ON));
    book.when(release, on('2026-09-30')).thenRefused('share-not-due');
  });

  it('is recorded once, and not of a cohort that will not run', () => {
    const released = shareReleased({ cohortId, sector: 'voluntary', seats: 2, unfilled: 1 }, RELEASED_ON);
    given(ofThree, released).when(release, on(RELEASED_ON)).thenNothing();
    given(ofThree, bookCancelled({ cohortId })).when(release, on(RELEASED_ON)).thenNothing();
    given(opened()).when(release).thenNothing();
  });
});

describe('a capacity with shares', () => {
  const lower = (capacity: number) => commandOf(LowerBookCapacity, { cohortId, capacity });
  const book = given(ofThree, ...holding(amara, { sponsorId: anotherSponsor }));

  it('is not lowered below what is held and what is kept', () => {
    book.when(lower(2)).thenRefused('shares-exceed-capacity', 'capacity');
    book.when(lower(2), on(RELEASED_ON)).then(bookCapacityLowered({ cohortId, capacity: 2, from: 3 }));
    given(ofThree, ...holding(amara, voluntary), ...holding(ewan, voluntary))
      .when(lower(2))
      .then(bookCapacityLowered({ cohortId, capacity: 2, from: 3 }));
  });
});
