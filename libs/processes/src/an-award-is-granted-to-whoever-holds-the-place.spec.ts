import { commandOf, type Decider, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { GrantAward } from '#graduations';
import { places } from '#places';
import {
  placeAccepted,
  placeConfirmed,
  placeFailed,
  placeRequested,
  placesOpened,
  placeStarted,
  placeWithdrawn,
  type PlaceEvent,
} from '#places/events';
import { anAwardIsGrantedToWhoeverHoldsThePlace as guard } from './an-award-is-granted-to-whoever-holds-the-place.guard.js';

const of = { cohortId: derivedId('autumn cohort'), placeId: derivedId('place of amara') };
const [amara, bo] = [derivedId('amara'), derivedId('bo')];
const [awardId, programmeId] = [derivedId('certificate'), derivedId('leading to deliver')];
const sponsorId = derivedId('a council');
const terms = { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] };
const agreed = { lineManagerId: bo, privacyNoticeVersion: '1', checks: [] };
const ended = { ...of, awardId, personIds: [amara], freedSeat: true };

const accepted = [
  placesOpened({
    cohortId: of.cohortId,
    programmeId,
    awardId,
    capacity: 1,
    lastJoiningDate: '2026-11-30',
    startsOn: '2026-11-16',
    offerWorkingDays: 20,
    namingDays: 42,
    pricePence: 300_000,
    terms,
  }),
  placeRequested({ ...of, programmeId, awardId, sponsorId, personId: amara }),
  placeAccepted({ ...of, awardId, sponsorId, pricePence: 300_000, terms, personId: amara }),
];
const confirmed = [...accepted, placeConfirmed({ ...of, awardId, sponsorId, personId: amara, ...agreed })];
const started = [...confirmed, placeStarted({ ...of, personId: amara })];
const failed = placeFailed({ ...ended, outcome: 'failed' });
const withdrawn = placeWithdrawn({
  ...ended,
  reasonClass: 'work',
  notifiedOn: '2026-12-01',
  hadStarted: true,
});

/** What the guard answers to a grant, the book being so: the code of its refusal, if it refuses. */
const answer = async (facts: readonly PlaceEvent[], changes: Partial<GrantAward> = {}) => {
  const { state } = specification(places)(...facts);
  const grant = commandOf(GrantAward, { ...of, personId: amara, awardId, minute: '1', ...changes });
  const refusal = await guard.check(grant, {
    stateOf: async <State>(decider: Decider<State>, id: string) => {
      if (decider.name === 'personMerges') return decider.initial;
      expect(id).toBe(grant.cohortId);
      return state as State;
    },
  });
  expect(refusal === undefined || guard.refuses.includes(refusal.refused)).toBe(true);
  return refusal?.refused;
};

describe('an award', () => {
  it('is granted for a place its person holds, whether or not the start is recorded, or failed before', async () => {
    expect(await answer(confirmed)).toBeUndefined();
    expect(await answer(started)).toBeUndefined();
    expect(await answer([...started, failed])).toBeUndefined();
  });

  it('is not granted for a place nobody knows', async () =>
    expect(await answer(started, { placeId: bo })).toBe('no-such-place'));

  it('is not granted to anybody else, nor to anybody the place was never confirmed for or has lost', async () => {
    expect(await answer(started, { personId: bo })).toBe('another-persons-place');
    expect(await answer(accepted)).toBe('another-persons-place');
    expect(await answer([...started, withdrawn])).toBe('another-persons-place');
  });

  it('is the one the cohort leads to', async () =>
    expect(await answer(started, { awardId: bo })).toBe('another-award'));
});
