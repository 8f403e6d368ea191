import { type BusinessDate, commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { CorrectPlaceDate } from './correct-place-date.js';
import { idOf, isStruck, reason, strike, withdrawal, WINTER } from './corrections.examples.js';
import { deferredPlace, DEFERRED_ON } from './deferral.examples.js';
import { EndDeferral } from './deferral-limit.js';
import {
  deferralLimitReached,
  noticeCorrected,
  placeDateCorrected,
  type PlaceEvent,
  placeWithdrawn,
  requestWithdrawn,
} from './events.js';
import { places } from './places.decider.js';
import {
  amara,
  awardId,
  end,
  of,
  offered,
  opened,
  requested,
  startedPlace,
  STARTS_ON,
} from './places.examples.js';

const given = specification(places);
const { placeId } = of(amara);
const on = (fact: CorrectPlaceDate['fact'], day: BusinessDate) =>
  commandOf(CorrectPlaceDate, { ...of(amara), fact, on: day, reason });
const redated = (
  facts: readonly PlaceEvent[],
  fact: CorrectPlaceDate['fact'],
  at: number,
  [from, to]: readonly [BusinessDate, BusinessDate],
  fields: { hadStarted?: boolean } = {},
) => placeDateCorrected({ ...of(amara), corrects: idOf(facts, at), reason, fact, from, ...fields }, to);

describe('a withdrawal whose day is corrected across the start', () => {
  const withdrawn = (day: BusinessDate, hadStarted: boolean) => ({
    ...withdrawal(amara, hadStarted),
    effectiveOn: day,
  });
  const after = [opened(), ...startedPlace(amara), withdrawn('2026-11-20', true)];

  it('was before the start, or after it, as the right day says', () => {
    given(...after)
      .when(on('withdrawn', '2026-11-10'), WINTER)
      .then(redated(after, 'withdrawn', -1, ['2026-11-20', '2026-11-10'], { hadStarted: false }));
    const before = [opened(), ...startedPlace(amara), withdrawn('2026-11-10', false)];
    given(...before)
      .when(on('withdrawn', STARTS_ON), WINTER)
      .then(redated(before, 'withdrawn', -1, ['2026-11-10', STARTS_ON], { hadStarted: true }));
  });

  it('says nothing of the start where it stays on its side, or nobody was bound', () => {
    given(...after)
      .when(on('withdrawn', '2026-11-18'), WINTER)
      .then(redated(after, 'withdrawn', -1, ['2026-11-20', '2026-11-18']));
    const request = [
      opened(),
      requested(amara),
      offered(amara),
      requestWithdrawn({ ...end(amara), reasonClass: 'work' }, '2026-09-01'),
    ];
    given(...request)
      .when(on('withdrawn', '2026-09-02'), WINTER)
      .then(redated(request, 'withdrawn', -1, ['2026-09-01', '2026-09-02']));
  });

  it('follows the start, where that is what was on another day', () => {
    const late = [opened(), ...startedPlace(amara, '2026-11-23'), withdrawn('2026-11-20', false)];
    given(...late)
      .when(on('started', STARTS_ON), WINTER)
      .then(redated(late, 'started', -2, ['2026-11-23', STARTS_ON], { hadStarted: true }));
  });

  it('goes by the day as it was corrected last', () => {
    const corrected = redated(after, 'withdrawn', -1, ['2026-11-20', '2026-11-10'], { hadStarted: false });
    given(...after, corrected)
      .when(on('withdrawn', '2026-11-20'), WINTER)
      .then(redated(after, 'withdrawn', -1, ['2026-11-10', '2026-11-20'], { hadStarted: true }));
  });
});

describe('a deferral whose day is corrected across the start', () => {
  const facts = [opened(), ...deferredPlace()];
  const corrected = redated(facts, 'deferred', -1, [DEFERRED_ON, '2026-11-01'], { hadStarted: false });

  it('was before the start, and ends as one that was', () => {
    given(...facts)
      .when(on('deferred', '2026-11-01'), WINTER)
      .then(corrected);
    expect(given(...facts, corrected).state.places.get(placeId)?.deferral).toMatchObject({
      on: '2026-11-01',
      hadStarted: false,
    });
    const reached = deferralLimitReached({ ...of(amara), limitOn: '2028-12-07' });
    given(...facts, corrected, reached)
      .when(commandOf(EndDeferral, of(amara)), { now: '2028-12-08T09:00:00.000Z' })
      .then(
        placeWithdrawn({
          ...end(amara, { personIds: [amara], freedSeat: false }),
          awardId,
          reasonClass: 'personal',
          notifiedOn: '2028-12-08',
          hadStarted: false,
          because: 'deferral_limit',
        }),
      );
  });
});

describe('a fact that is struck', () => {
  const withdrawn = withdrawal(amara, true);

  it('leaves the days before it as they were corrected since', () => {
    const facts = [opened(), ...startedPlace(amara), { ...withdrawn, effectiveOn: '2026-11-25' }];
    const corrected = redated(facts, 'started', -2, [STARTS_ON, '2026-11-18']);
    const back = isStruck(amara, idOf(facts, -1), {
      fact: 'withdrawn',
      backTo: 'started',
      seat: 'held',
      personId: amara,
    });
    given(...facts, corrected)
      .when(strike(amara, 'withdrawn'))
      .then(back);
    expect(given(...facts, corrected, back).state.places.get(placeId)).toMatchObject({
      state: 'started',
      startedOn: '2026-11-18',
    });
  });

  it('leaves the notice of a deferral as it was corrected since', () => {
    const facts = [opened(), ...deferredPlace(), withdrawn];
    const corrected = noticeCorrected({
      ...of(amara),
      corrects: idOf(facts, -2),
      reason,
      notifiedOn: '2026-12-01',
    });
    const back = isStruck(amara, idOf(facts, -1), { fact: 'withdrawn', backTo: 'deferred', personId: amara });
    expect(given(...facts, corrected, back).state.places.get(placeId)).toMatchObject({
      state: 'deferred',
      deferral: { notifiedOn: '2026-12-01', on: DEFERRED_ON },
    });
  });
});
