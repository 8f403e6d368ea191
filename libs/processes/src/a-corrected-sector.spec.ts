import { type Decider, derivedId, type Fact } from '#kernel';
import { specification } from '#kernel/specification';
import {
  organisationFactCorrected,
  organisationFactStruck,
  organisationRegistered,
  organisationSectorChanged,
} from '#organisations/events';
import { places, sponsorship } from '#places';
import {
  type BookRules,
  placeDeclined,
  placeFactStruck,
  placeRequested,
  placesOpened,
  placeSectorCorrected,
  placeSponsorCorrected,
  placeWaitlisted,
  sponsorshipNoted,
} from '#places/events';
import { aCorrectedSectorCountsWhereItsSponsorAsked } from './a-corrected-sector-counts-where-its-sponsor-asked.js';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { sentBy } from './simulation.js';

const [autumn, spring] = [derivedId('autumn cohort'), derivedId('spring cohort')];
const [hospice, council] = [derivedId('a hospice'), derivedId('a council')];
const [programmeId, awardId] = [derivedId('leading to deliver'), derivedId('certificate')];
const place = (name: string, cohortId = autumn) => ({ cohortId, placeId: derivedId('place of', name) });
const opened = (cohortId: string, rules: Partial<BookRules> = {}) =>
  placesOpened({
    cohortId,
    ...{ programmeId, awardId, capacity: 2, lastJoiningDate: '2026-11-30', startsOn: '2026-11-16' },
    ...{ offerWorkingDays: 20, namingDays: 42, pricePence: 300_000 },
    terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
    ...rules,
  });
const sectorShares = [{ sector: 'voluntary', seats: 1, releasedOn: '2026-10-01' }];
const asks = (name: string, sponsorId: string, turn = 1) => [
  placeRequested({ ...place(name), programmeId, awardId, sponsorId }),
  placeWaitlisted({ ...place(name), turn, ahead: turn - 1, held: 2, capacity: 2 }),
];
const ends = { awardId, personIds: [], freedSeat: false };
const book = [
  opened(autumn, { sectorShares }),
  ...asks('amara', hospice),
  ...asks('bo', council, 2),
  ...asks('chidi', hospice, 3),
  placeDeclined({ ...place('chidi'), ...ends }),
];

/** The streams of the books, and of where the hospice asks. */
const streams: Readonly<Record<string, readonly Fact[]>> = {
  [autumn]: book,
  [spring]: [opened(spring, { maxPerSponsor: 2 })],
  [hospice]: [autumn, spring].map((cohortId) =>
    sponsorshipNoted({ organisationId: hospice, cohortId, by: 'request' }),
  ),
};
const sent = (fact: Fact, of = streams) =>
  sentBy(aCorrectedSectorCountsWhereItsSponsorAsked, fact, (decider: Decider, id) => {
    expect([places.name, sponsorship.name]).toContain(decider.name);
    return specification(decider)(...(of[id] ?? [])).state;
  });
const follow = (name: string, sponsorId = hospice) => ({
  ...{ sends: 'FollowSponsorSector', ...place(name), sponsorId },
});

describe('a corrected sector', () => {
  const changed = organisationSectorChanged({ organisationId: hospice, sector: 'health' }, '2026-01-01');
  const of = { organisationId: hospice, corrects: derivedId('fact'), reason: 'Misread' };

  it('counts for every place its sponsor asked for that goes on, where seats are kept for sectors', async () => {
    expect(await sent(changed)).toEqual([follow('amara')]);
    const registered = organisationRegistered({ ...changed.data, name: 'A hospice' });
    expect(await sent(registered)).toEqual([follow('amara')]);
    const fact = registered.type;
    expect(await sent(organisationFactCorrected({ ...of, fact, sector: 'health' }))).toEqual([
      follow('amara'),
    ]);
    expect(await sent(organisationFactStruck({ ...of, fact: changed.type }))).toEqual([follow('amara')]);
    expect(await sent(organisationFactStruck({ ...of, fact: 'UnitAdded' }))).toEqual([]);
  });

  it('is looked for again by whoever asks, or stands again: the correction may have been followed before', async () => {
    const noted = { sends: 'NoteSponsorship', organisationId: council, cohortId: autumn, by: 'request' };
    const [requested] = asks('bo', council);
    expect(await sent(requested!)).toEqual([noted, follow('bo', council)]);
    const ofPlace = { ...place('bo'), corrects: derivedId('fact'), reason: 'Misread' };
    expect(await sent(placeSponsorCorrected({ ...ofPlace, sponsorId: council, from: hospice }))).toEqual([
      noted,
      follow('bo', council),
    ]);
    expect(
      await sent(
        placeFactStruck({
          ...ofPlace,
          ...{ awardId, fact: 'declined', backTo: 'waiting', seat: 'not_needed', freedSeat: false },
          askedBy: 'local-administrator',
        }),
      ),
    ).toEqual([noted, follow('bo', council)]);
    expect(await sent(requested!, { ...streams, [autumn]: [opened(autumn), ...book.slice(1)] })).toEqual([]);
  });

  it('may give a seat to the next in line', async () =>
    expect(
      await sentBy(
        offerNextInLineWhenAPlaceComesFree,
        placeSectorCorrected({ ...place('amara'), sponsorId: hospice, sector: 'health', from: 'voluntary' }),
      ),
    ).toEqual([{ sends: 'OfferNextInLine', cohortId: autumn }]));
});
