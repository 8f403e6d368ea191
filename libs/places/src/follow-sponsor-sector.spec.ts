import { type BusinessDate, commandOf, stated } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { type PlaceEvent, placeSectorCorrected, placeSponsorCorrected, requestWithdrawn } from './events.js';
import { transferred } from './change.examples.js';
import { CorrectPlaceSponsor } from './correct-place-sponsor.js';
import { FollowSponsorSector } from './follow-sponsor-sector.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { holding, hospice, on, requestedBy, sectorsOf } from './order.examples.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  offered,
  opened,
  placeOf,
  requested,
  sponsor,
  waitlisted,
} from './places.examples.js';

const given = specification(places);
const RELEASED_ON = '2026-10-01';
const keeping = (seats: number, capacity = 2) =>
  opened({ capacity, sectorShares: [{ sector: 'voluntary', seats, releasedOn: RELEASED_ON }] });
const ofHospice = { sponsorId: hospice, sector: 'private' };
const followed = (person: string, sectors = sectorsOf('voluntary')) =>
  commandOf(FollowSponsorSector, { cohortId, placeId: placeOf(person), sponsorId: hospice, sectors });
const corrected = (
  person: string,
  {
    sector = 'voluntary',
    from = 'private',
    ...rest
  }: { sector?: string; from?: string; overShare?: true } = {},
) => placeSectorCorrected({ cohortId, placeId: placeOf(person), sponsorId: hospice, sector, from, ...rest });

describe('a sector that was recorded wrongly of a sponsor', () => {
  const waiting: readonly PlaceEvent[] = [
    keeping(1),
    ...holding(amara),
    requested(bo),
    waitlisted(bo, 1, { held: 1, capacity: 2, because: 'sector-share' }),
    requestedBy(chidi, ofHospice),
    waitlisted(chidi, 2, { ahead: 1, held: 1, capacity: 2, because: 'sector-share' }),
  ];

  it('counts for the requests that wait: the seat kept for the right one is theirs', () => {
    given(...waiting)
      .when(followed(chidi))
      .then(corrected(chidi));
    given(...waiting, corrected(chidi))
      .when(commandOf(OfferNextInLine, { cohortId }))
      .then(offered(chidi, { turn: 2, behind: 1, held: 2, capacity: 2, passing: ['sector-share'] }));
  });

  it('counts for the seats that are held: what they leave of a share is kept for its sector again', () => {
    const voluntary = { sponsorId: hospice, sector: 'voluntary' };
    const half = [keeping(1), ...holding(amara, voluntary)];
    const gone = corrected(amara, { sector: 'private', from: 'voluntary' });
    given(...half)
      .when(followed(amara, sectorsOf('private')))
      .then(gone);
    expect(given(...half, gone).state.heldBySector.toObject()).toEqual({ private: 1, voluntary: 0 });
  });

  it('lets nobody lose a seat: one that is kept for others is a recorded exception, as long as it is', () => {
    const voluntary = { sponsorId: hospice, sector: 'voluntary' };
    const full = [keeping(1), ...holding(amara, voluntary), ...holding(bo)];
    const over = corrected(amara, { sector: 'private', from: 'voluntary', overShare: true });
    given(...full)
      .when(followed(amara, sectorsOf('private')))
      .then(over);
    expect(given(...full, over).state.exceptions).toBe(1);

    const back = corrected(amara);
    given(...full, over)
      .when(followed(amara))
      .then(back);
    expect(given(...full, over, back).state.exceptions).toBe(0);
    given(...full)
      .when(followed(amara, sectorsOf('private')), on(RELEASED_ON))
      .then(corrected(amara, { sector: 'private', from: 'voluntary' }));
  });

  it('counts by the day the request was recorded, whatever day it was dated', () => {
    const changed = (day: BusinessDate) => stated(sectorsOf('private'), day, 'voluntary');
    const dated = [
      keeping(1),
      { ...requestedBy(amara, ofHospice), effectiveOn: '2026-08-01' as BusinessDate },
      offered(amara),
    ];
    given(...dated)
      .when(followed(amara, changed('2026-08-15')))
      .then(corrected(amara));
    given(...dated)
      .when(followed(amara, changed('2026-09-02')))
      .thenNothing();
  });

  it('counts by that day too where another sponsor had asked, as an exception where that takes a share', () => {
    const dated = {
      ...requestedBy(amara, { sector: 'voluntary' }),
      effectiveOn: '2026-08-01' as BusinessDate,
    };
    const facts = [keeping(1), dated, offered(amara), ...holding(bo)];
    const [corrects, reason] = [happened(dated, 1).id, 'The form named the parent body'];
    given(...facts)
      .when(
        commandOf(CorrectPlaceSponsor, {
          ...{ cohortId, placeId: placeOf(amara), sponsorId: hospice, reason },
          sectors: stated(sectorsOf('voluntary'), '2026-08-15', 'private'),
        }),
      )
      .then(
        placeSponsorCorrected({
          ...{ cohortId, placeId: placeOf(amara), sponsorId: hospice, from: sponsor, corrects, reason },
          ...{ sector: 'private', overShare: true, askedBy: 'local-administrator' },
        }),
      );
  });

  it('is that of the sponsor that asked, whoever took the place over since', () => {
    const facts = [
      keeping(1),
      ...holding(amara, { sponsorId: hospice, sector: 'voluntary' }),
      accepted(amara),
      transferred(amara, '2026-10-05'),
    ];
    given(...facts)
      .when(followed(amara, sectorsOf('private')))
      .then(corrected(amara, { sector: 'private', from: 'voluntary', overShare: undefined }));
    given(...facts)
      .when(
        commandOf(FollowSponsorSector, {
          ...{ cohortId, placeId: placeOf(amara), sponsorId: anotherSponsor },
          sectors: sectorsOf('private'),
        }),
      )
      .thenNothing();
  });

  it('is unknown of a sponsor nobody has registered yet, whoever had been recorded before', () => {
    const facts = [keeping(1), ...holding(amara, { sponsorId: hospice, sector: 'voluntary' })];
    const isAnothers = placeSponsorCorrected({
      ...{ cohortId, placeId: placeOf(amara), sponsorId: anotherSponsor, from: hospice },
      ...{ corrects: happened(facts[1]!, 1).id, reason: 'The form named the parent body' },
    });
    expect(given(...facts, isAnothers).state.heldBySector.toJS()).toEqual({ unknown: 1, voluntary: 0 });
  });

  it('changes nothing where it counts already, where nobody knows it, and of what is over', () => {
    given(...waiting, corrected(chidi))
      .when(followed(chidi))
      .thenNothing();
    given(...waiting)
      .when(commandOf(FollowSponsorSector, { cohortId, placeId: placeOf(chidi), sponsorId: hospice }))
      .thenNothing();
    given(...waiting)
      .when(followed(bo))
      .thenNothing();
    given(...waiting, requestWithdrawn({ ...end(chidi, { freedSeat: false }), reasonClass: 'work' }))
      .when(followed(chidi))
      .thenNothing();
    given(opened({ capacity: 2 }), ...holding(amara, ofHospice))
      .when(followed(amara))
      .thenNothing();
    given(keeping(1)).when(followed(amara)).thenNothing();
  });
});
