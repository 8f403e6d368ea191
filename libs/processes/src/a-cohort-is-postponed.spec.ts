import { commandOf, derivedId, isRefusal } from '#kernel';
import {
  CancelCohort,
  cohorts,
  CorrectCohortFact,
  ExpressInterest,
  OpenEnrolment,
  PlanCohort,
  PostponeCohort,
  StrikeCohortFact,
} from '#cohorts';
import { AcceptPlace, places, RequestPlace, WithdrawPlace } from '#places';
import { anOfferLapsesOnItsDay } from './an-offer-lapses-on-its-day.js';
import { enrolmentClosesAfterItsLastDay } from './enrolment-closes-after-its-last-day.js';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { placesAreCancelledWithTheirCohort } from './places-are-cancelled-with-their-cohort.js';
import { placesOpenWhenEnrolmentOpens } from './places-open-when-enrolment-opens.js';
import { requestsCloseWhenEnrolmentCloses } from './requests-close-when-enrolment-closes.js';
import { Simulation } from './simulation.js';
import { theBookMovesWhenItsCohortMoves } from './the-book-moves-when-its-cohort-moves.js';
import { waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate } from './waiting-requests-end-as-not-placed-after-the-last-joining-date.js';

const cohortId = derivedId('autumn cohort');
const [leading, delivering] = [derivedId('leading'), derivedId('delivering')];
const [council, charity, hospice] = [derivedId('a council'), derivedId('a charity'), derivedId('a hospice')];
const placeOf = (who: string) => derivedId('place of', who);
const module = (moduleId: string, title: string, startsOn: string, endsOn: string) => ({
  moduleId,
  title,
  startsOn,
  endsOn,
  venue: 'Dunblane',
});

/** Enrolment open until 16 October, two seats, starting on 16 November 2026. */
const enrolling = async (): Promise<Simulation> => {
  const log = new Simulation(
    [cohorts, places],
    [
      placesOpenWhenEnrolmentOpens,
      enrolmentClosesAfterItsLastDay,
      requestsCloseWhenEnrolmentCloses,
      theBookMovesWhenItsCohortMoves,
      placesAreCancelledWithTheirCohort,
      offerNextInLineWhenAPlaceComesFree,
      anOfferLapsesOnItsDay,
      waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate,
    ],
    '2026-09-01T08:00:00.000Z',
  );
  log.send(
    commandOf(PlanCohort, {
      cohortId,
      programmeId: derivedId('leading to deliver'),
      versionId: derivedId('pilot'),
      awardId: derivedId('certificate'),
      approvingBody: 'none',
      number: 6,
      name: 'Autumn 2026',
      deliveryCentre: 'Stirling',
      capacity: 2,
      minimumViable: 1,
      enrolmentOpensOn: '2026-09-01',
      enrolmentClosesOn: '2026-10-16',
      startsOn: '2026-11-16',
      endsOn: '2027-10-29',
      modules: [
        module(leading, 'Leading', '2026-11-16', '2026-11-18'),
        module(delivering, 'Delivering', '2027-04-12', '2027-04-14'),
      ],
      pricePence: 300_000,
      fundingModel: 'sponsor_paid',
      offerWorkingDays: 60,
    }),
  );
  log.send(commandOf(ExpressInterest, { cohortId, sponsorId: council, places: 2 }));
  log.send(commandOf(OpenEnrolment, { cohortId }));
  await log.settle();
  return log;
};
const request = (log: Simulation, who: string, sponsorId: string) =>
  log.send(commandOf(RequestPlace, { cohortId, placeId: placeOf(who), sponsorId }));
const accept = (log: Simulation, who: string) =>
  log.send(commandOf(AcceptPlace, { cohortId, placeId: placeOf(who), orderToFollow: true }));
const postponing = (changes: Partial<PostponeCohort> = {}) =>
  commandOf(PostponeCohort, {
    cohortId,
    startsOn: '2027-01-11',
    endsOn: '2027-12-17',
    modules: [
      { moduleId: leading, startsOn: '2027-01-11', endsOn: '2027-01-13' },
      { moduleId: delivering, startsOn: '2027-06-07', endsOn: '2027-06-09' },
    ],
    enrolmentClosesOn: '2026-12-11',
    reason: 'The venue burnt down',
    ...changes,
  });
const stateOf = (log: Simulation, who: string) =>
  log.stateOf(places, cohortId).places.get(placeOf(who))?.state;
const passTo = async (log: Simulation, now: string) => {
  log.now = now;
  await log.settle();
};

describe('a cohort postponed after offers went out', () => {
  const postponed = async () => {
    const log = await enrolling();
    request(log, 'amara', council);
    request(log, 'bo', charity);
    request(log, 'chidi', hospice);
    accept(log, 'amara');
    expect(isRefusal(log.send(postponing()))).toBe(false);
    await log.settle();
    return log;
  };

  it('leaves every place as it stood, under the new dates', async () => {
    const log = await postponed();
    expect([stateOf(log, 'amara'), stateOf(log, 'bo'), stateOf(log, 'chidi')]).toEqual([
      'accepted',
      'offered',
      'waiting',
    ]);
    expect(log.stateOf(places, cohortId).rules).toMatchObject({
      startsOn: '2027-01-11',
      lastJoiningDate: '2027-01-11',
      requestsCloseOn: '2026-12-11',
      endsOn: '2027-12-17',
    });
    accept(log, 'bo');
    expect(stateOf(log, 'bo')).toBe('accepted');
    expect(log.workItems).toEqual([]);
  });

  it('lets a sponsor who had accepted go free of charge until the stated day, that day included', async () => {
    const withdrawing = commandOf(WithdrawPlace, {
      cohortId,
      placeId: placeOf('amara'),
      reasonClass: 'organisation',
      notifiedOn: '2026-09-29',
    });
    const inTime = await postponed();
    await passTo(inTime, '2026-09-29T20:00:00.000Z');
    expect(inTime.send(withdrawing)).toMatchObject([{ type: 'PlaceWithdrawn', data: { free: true } }]);

    const late = await postponed();
    await passTo(late, '2026-09-30T08:00:00.000Z');
    const withdrawn = late.send(commandOf(WithdrawPlace, { ...withdrawing, notifiedOn: '2026-09-30' }));
    expect(withdrawn).toMatchObject([{ type: 'PlaceWithdrawn' }]);
    expect(withdrawn).not.toMatchObject([{ data: { free: true } }]);
  });

  it('takes requests until the new last day, and ends who still waits after the new last joining date', async () => {
    const log = await postponed();
    accept(log, 'bo');
    await passTo(log, '2026-11-17T08:00:00.000Z');
    expect(log.stateOf(cohorts, cohortId).stage).toBe('enrolling');
    expect(isRefusal(request(log, 'deniz', council))).toBe(false);
    expect(stateOf(log, 'chidi')).toBe('waiting');

    await passTo(log, '2026-12-12T00:00:00.000Z');
    expect(log.stateOf(cohorts, cohortId)).toMatchObject({ stage: 'enrolment_closed', since: '2026-12-12' });
    await passTo(log, '2027-01-12T08:00:00.000Z');
    expect(stateOf(log, 'chidi')).toBe('not_placed');
    expect(log.workItems).toEqual([]);
  });

  it('goes back to its old dates where the postponement never was', async () => {
    const log = await postponed();
    const event = log.log.find(({ type }) => type === 'CohortPostponed')!;
    log.send(commandOf(StrikeCohortFact, { cohortId, factId: event.id, reason: 'Another cohort was meant' }));
    await log.settle();
    expect(log.stateOf(places, cohortId).rules).toMatchObject({
      startsOn: '2026-11-16',
      lastJoiningDate: '2026-11-16',
      endsOn: '2027-10-29',
    });
  });

  it('closes its enrolment at once where the postponement never was and the old last day has passed', async () => {
    const log = await postponed();
    await passTo(log, '2026-10-20T08:00:00.000Z');
    expect(log.stateOf(cohorts, cohortId).stage).toBe('enrolling');
    const event = log.log.find(({ type }) => type === 'CohortPostponed')!;
    log.send(commandOf(StrikeCohortFact, { cohortId, factId: event.id, reason: 'Another cohort was meant' }));
    await log.settle();
    expect(log.stateOf(cohorts, cohortId)).toMatchObject({ stage: 'enrolment_closed', since: '2026-10-17' });
  });

  it('is cancelled like any other: its places end, and nobody states interest any more', async () => {
    const log = await postponed();
    log.send(commandOf(CancelCohort, { cohortId, reason: 'Too few requests' }));
    await log.settle();
    for (const who of ['amara', 'bo', 'chidi']) expect(stateOf(log, who)).toBe('cancelled');
    expect(log.send(commandOf(ExpressInterest, { cohortId, sponsorId: charity, places: 1 }))).toMatchObject({
      refused: 'interest-closed',
    });
    expect(log.send(postponing({ startsOn: '2027-02-01' }))).toMatchObject({ refused: 'cohort-over' });
    // What was due for the old dates finds nothing to do.
    await passTo(log, '2027-02-01T08:00:00.000Z');
    expect(log.workItems).toEqual([]);
  });
});

it('a cohort whose start was entered wrongly moves its book to the right day, free of nothing', async () => {
  const log = await enrolling();
  request(log, 'amara', council);
  accept(log, 'amara');
  log.send(
    commandOf(CorrectCohortFact, {
      cohortId,
      factId: log.log[0]!.id,
      reason: 'Typing error',
      startsOn: '2026-11-09',
    }),
  );
  await log.settle();
  expect(log.stateOf(places, cohortId).rules).toMatchObject({ startsOn: '2026-11-09' });
  expect(log.log.at(-1)).toMatchObject({ type: 'BookMoved' });
  expect(log.log.at(-1)!.data).not.toHaveProperty('freeWithdrawalUntil');
  expect(log.workItems).toEqual([]);
});
