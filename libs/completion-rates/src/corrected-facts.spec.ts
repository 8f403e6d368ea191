import type { BusinessDate } from '#kernel';
import {
  participantFactsKept,
  participantSubstituted,
  placeAccepted,
  placeConfirmed,
  placeDateCorrected,
  type PlaceEvent,
  placeFactStruck,
  placeNotPlaced,
  placeOffered,
  placeRequested,
  placeStarted,
  placeWithdrawn,
  placeWithoutSponsor,
  requestRefused,
  seatRegained,
  sponsorTransferred,
} from '#places/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { cohortFacts } from './cohort-facts.projection.js';
import { fateOf } from './fates.js';
import { placeFacts } from './place-facts.projection.js';
import { rates } from './rates.js';

const cohortId = 'autumn cohort';
const placeId = 'place of amara';
const of = { cohortId, placeId };
const awardId = 'certificate';
const [council, charity, trust] = ['a council', 'a charity', 'a trust'];
const [amara, bo] = ['amara', 'bo'];
const notified = { notifiedOn: '2026-09-01', reasonClass: 'work' as const };
const named = { ...of, awardId, lineManagerId: 'dara', privacyNoticeVersion: '1', checks: [] };
const terms = { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] };
const corrects = { ...of, corrects: 'an event', reason: 'A slip of the pen.' };

const requested = (on = '2026-03-02') =>
  placeRequested(
    { ...of, programmeId: 'leading', awardId, sponsorId: council, personId: amara, level: 'middle' },
    on,
  );

const accepted = (on = '2026-04-01') =>
  placeAccepted({ ...of, awardId, sponsorId: council, pricePence: 300_000, terms }, on);

const confirmed = (on = '2026-05-01') =>
  placeConfirmed({ ...named, sponsorId: council, personId: amara, homeOrganisationId: charity }, on);

const started = (on = '2026-09-14') => placeStarted({ ...of, personId: amara }, on);

const transferred = (on: BusinessDate, toSponsorId?: string) =>
  sponsorTransferred(
    {
      ...of,
      notifiedOn: on,
      fromSponsorId: council,
      ...(toSponsorId ? { toSponsorId } : { selfFunded: true as const }),
    },
    on,
  );

const keptAt = (asAt: 'request' | 'start', on: BusinessDate) =>
  participantFactsKept({ ...of, asAt, homeOrganisationId: trust, level: 'senior' }, on);

const row = (...facts: readonly PlaceEvent[]) => rowsOf(placeFacts, recorded(facts)).get(placeId)!;

const on = (day: BusinessDate, ...facts: readonly PlaceEvent[]) => placeFacts.asAt(row(...facts), day);

describe('a correction of a change', () => {
  it('of who answers for a place takes that one back, and leaves the others', () => {
    const back = (fact: 'transferred' | 'self_funded', day: BusinessDate) =>
      placeFactStruck({
        ...corrects,
        awardId,
        fact,
        backTo: 'started',
        seat: 'not_needed',
        freedSeat: false,
        on: day,
      });
    const facts = [requested(), accepted(), confirmed(), started(), transferred('2026-10-01', charity)];
    expect(row(...facts, back('transferred', '2026-10-01'))).toEqual(row(...facts.slice(0, -1)));
    const left = placeWithoutSponsor({ ...of, fromSponsorId: charity }, '2026-11-01');
    const again = transferred('2026-11-01', trust);
    expect(row(...facts, left, again)).toMatchObject({ sponsorId: trust });
    expect(row(...facts, left, again, back('transferred', '2026-11-01'))).toEqual(row(...facts, left));
    const later = placeDateCorrected({ ...corrects, fact: 'transferred', from: '2026-10-01' }, '2026-10-20');
    expect(on('2026-10-19', ...facts, later)).toMatchObject({ sponsorId: council });
    expect(on('2026-10-20', ...facts, later)).toMatchObject({ sponsorId: charity });
  });

  it('of a substitution leaves the participant before, with what was kept of them', () => {
    const facts = [requested(), keptAt('request', '2026-03-02'), confirmed()];
    const substituted = participantSubstituted(
      { ...named, ...notified, sponsorId: council, personId: bo, insteadOf: { personId: amara } },
      '2026-06-01',
    );
    const keptOfBo = participantFactsKept({ ...of, asAt: 'request', level: 'first_line' }, '2026-06-01');
    const back = placeFactStruck({
      ...corrects,
      awardId,
      fact: 'substituted',
      backTo: 'confirmed',
      seat: 'not_needed',
      freedSeat: false,
      on: '2026-06-01',
    });
    expect(row(...facts, substituted, keptOfBo)).toMatchObject({ personId: bo });
    expect(row(...facts, substituted, keptOfBo, back)).toEqual(row(...facts));
    const later = placeDateCorrected({ ...corrects, fact: 'substituted', from: '2026-06-01' }, '2026-06-20');
    expect(on('2026-06-10', ...facts, substituted, later)).toMatchObject({ personId: amara });
  });
});

describe('a place whose seat a correction gives back', () => {
  const ended = { ...of, awardId, personIds: [amara], freedSeat: false };
  const withdrawn = placeWithdrawn({ ...ended, ...notified, hadStarted: false }, '2026-06-01');
  const strike = (
    seat: 'awaited' | 'over_capacity',
    day: BusinessDate,
    fact: 'withdrawn' | 'refused' = 'withdrawn',
  ) =>
    placeFactStruck(
      {
        ...corrects,
        awardId,
        fact,
        backTo: fact === 'refused' ? 'offered' : 'confirmed',
        seat,
        freedSeat: false,
      },
      day,
    );
  const regained = seatRegained({ ...of, backTo: 'confirmed', held: 1, capacity: 1 }, '2026-07-01');
  const awaiting = [requested(), accepted(), confirmed(), withdrawn, strike('awaited', '2026-06-20')];
  const fateOn = (day: BusinessDate, ...facts: readonly PlaceEvent[]) => fateOf(on(day, ...facts)!);

  it('waits for it, and is not enrolled until it has it', () => {
    const facts = [...awaiting, regained];
    expect(fateOn('2026-06-19', ...facts)).toMatchObject({ waiting: false, enrolled: true });
    expect(fateOn('2026-06-20', ...facts)).toMatchObject({ waiting: true, enrolled: false, over: false });
    expect(fateOn('2026-06-30', ...facts)).toMatchObject({ waiting: true, enrolled: false });
    expect(fateOn('2026-07-01', ...facts)).toMatchObject({ waiting: false, enrolled: true });
  });

  it('waits no more where it is allowed over the capacity', () =>
    expect(fateOn('2026-07-01', ...awaiting, strike('over_capacity', '2026-07-01'))).toMatchObject({
      waiting: false,
      enrolled: true,
    }));

  it('waits again where it is given back once more, and whatever ended it meanwhile never did', () => {
    const again = [...awaiting, regained, { ...withdrawn, effectiveOn: '2026-08-01' }];
    expect(fateOn('2026-08-10', ...again, strike('awaited', '2026-08-10'))).toMatchObject({ waiting: true });
    expect(fateOn('2026-08-10', ...again)).toMatchObject({ waiting: false, enrolled: false, over: true });
  });

  it('waits for an offer that is made anew', () => {
    const offered = (day: BusinessDate) =>
      placeOffered({ ...of, until: day, behind: 0, held: 1, capacity: 1 }, day);
    const refused = requestRefused({ ...ended, code: 'outside-the-target-group' }, '2026-04-01');
    const facts = [requested(), offered('2026-03-02'), refused, strike('awaited', '2026-04-10', 'refused')];
    expect(fateOn('2026-04-10', ...facts)).toMatchObject({ waiting: true, over: false });
    expect(fateOn('2026-04-20', ...facts, offered('2026-04-20'))).toMatchObject({ waiting: false });
  });

  it('and that never gets one is not placed: it is over, so that rates can be final', () => {
    const notPlaced = placeNotPlaced(ended, '2026-09-22');
    const cohort = cohortFacts.blank(cohortId);
    const ratesOn = (day: BusinessDate) => rates([cohort], [row(...awaiting, notPlaced)], day)[0];
    expect(ratesOn('2026-09-21')).toMatchObject({
      ...{ accepted: 1, waiting: 1, enrolled: 0 },
      takenUp: { standing: 'so far' },
    });
    expect(ratesOn('2026-09-22')).toMatchObject({
      ...{ requested: 1, accepted: 1, waiting: 0, enrolled: 0, withdrawnBeforeStart: 0 },
      takenUp: { numerator: 0, denominator: 1, standing: 'final' },
    });
  });
});
