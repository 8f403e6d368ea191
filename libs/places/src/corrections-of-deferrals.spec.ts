import { type BusinessDate, commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { morningOf } from './change.examples.js';
import { CorrectPlaceDate } from './correct-place-date.js';
import { idOf, isStruck, reason, strike } from './corrections.examples.js';
import { deferredPlace, LIMIT, returnPlaceOf } from './deferral.examples.js';
import {
  type CorrectableFact,
  deferralExtended,
  deferralPaused,
  deferralResumed,
  placeDateCorrected,
  type PlaceEvent,
} from './events.js';
import { places } from './places.decider.js';
import { amara, manager, of, opened } from './places.examples.js';

const given = specification(places);

describe('a deferral whose limit is counted anew', () => {
  const paused = deferralPaused(of(amara), '2027-01-10');
  const resumed = deferralResumed(
    { ...of(amara), days: 50, from: LIMIT, limitOn: '2029-01-26' },
    '2027-03-01',
  );
  const longer = deferralExtended({
    ...of(amara),
    from: '2029-01-26',
    limitOn: '2029-06-30',
    reason: 'Late.',
  });
  const facts = [opened(), ...deferredPlace(), paused, resumed, longer];
  const events = { paused: idOf(facts, -3), resumed: idOf(facts, -2), longer: idOf(facts, -1) };
  const placeAfter = (...all: readonly PlaceEvent[]) => given(...all).state.places.get(of(amara).placeId);
  const late = morningOf('2027-06-01');
  const said = (fact: CorrectableFact, corrects: string, on: BusinessDate) =>
    ({ fact, corrects, backTo: 'deferred', personId: amara, on }) as const;
  const struck = (fact: CorrectableFact, corrects: string, on: BusinessDate, fields: object = {}) =>
    isStruck(amara, corrects, { ...said(fact, corrects, on), ...fields });

  it('ends without a pause that never was, and without what ended it', () => {
    const short = facts.slice(0, -1);
    const without = struck('deferral_paused', events.paused, '2027-01-10', {
      fell: [{ fact: 'deferral_resumed', event: events.resumed, on: '2027-03-01' }],
      limitOn: LIMIT,
    });
    given(...short)
      .when(strike(amara, 'deferral_paused'), late)
      .then(without);
    expect(placeAfter(...short, without)?.deferral).toMatchObject({
      limitOn: LIMIT,
      pausedDays: 0,
      pausedSince: undefined,
    });
  });

  it('lasts to the day an extension states, whatever came before it', () => {
    const without = struck('deferral_paused', events.paused, '2027-01-10', {
      fell: [{ fact: 'deferral_resumed', event: events.resumed, on: '2027-03-01' }],
    });
    given(...facts)
      .when(strike(amara, 'deferral_paused'), late)
      .then(without);
    expect(placeAfter(...facts, without)?.deferral?.limitOn).toBe('2029-06-30');
  });

  it('lasts to a day that was counted with its pauses, counted again without one', () => {
    const counted = deferralExtended({
      ...of(amara),
      from: '2029-01-26',
      limitOn: '2029-08-19',
      withoutPauses: '2029-06-30',
      reason: 'The second next cohort ends later.',
    });
    const all = [...facts.slice(0, -1), counted];
    const without = struck('deferral_paused', events.paused, '2027-01-10', {
      fell: [{ fact: 'deferral_resumed', event: events.resumed, on: '2027-03-01' }],
      limits: [{ event: idOf(all, -1), limitOn: '2029-06-30' }],
      limitOn: '2029-06-30',
    });
    given(...all)
      .when(strike(amara, 'deferral_paused'), late)
      .then(without);
    expect(placeAfter(...all, without)?.deferral?.limitOn).toBe('2029-06-30');
  });

  it('is paused still where it was never resumed, unless it was paused again', () => {
    const short = facts.slice(0, -1);
    const without = struck('deferral_resumed', events.resumed, '2027-03-01', { limitOn: LIMIT });
    given(...short)
      .when(strike(amara, 'deferral_resumed'), late)
      .then(without);
    expect(placeAfter(...short, without)?.deferral).toMatchObject({
      pausedSince: '2027-01-10',
      limitOn: LIMIT,
    });
    given(...short, deferralPaused(of(amara), '2027-04-01'))
      .when(strike(amara, 'deferral_resumed'), late)
      .thenRefused('others-rest-on-it', 'fact');
  });

  it('ends on the day before an extension that never was', () => {
    const without = struck('deferral_extended', events.longer, '2026-09-01', { limitOn: '2029-01-26' });
    given(...facts)
      .when(strike(amara, 'deferral_extended'), late)
      .then(without);
    expect(placeAfter(...facts, without)?.deferral?.limitOn).toBe('2029-01-26');
  });

  it('moves with the days of its pauses, which stay in their order', () => {
    const on = (fact: CorrectableFact, day: BusinessDate) =>
      commandOf(CorrectPlaceDate, { ...of(amara), fact, on: day, reason });
    const short = facts.slice(0, -1);
    const corrected = placeDateCorrected(
      {
        ...of(amara),
        corrects: events.resumed,
        reason,
        fact: 'deferral_resumed',
        from: '2027-03-01',
        limits: [{ event: events.resumed, limitOn: '2028-12-17' }],
        limitOn: '2028-12-17',
      },
      '2027-01-20',
    );
    given(...short)
      .when(on('deferral_resumed', '2027-01-20'), late)
      .then(corrected);
    expect(placeAfter(...short, corrected)?.deferral).toMatchObject({
      limitOn: '2028-12-17',
      pausedDays: 10,
      resumedOn: '2027-01-20',
    });
    for (const [fact, day] of [
      ['deferral_resumed', '2027-01-09'],
      ['deferral_paused', '2027-03-02'],
      ['deferral_paused', '2026-12-06'],
    ] as const)
      given(...short)
        .when(on(fact, day), late)
        .thenRefused('out-of-order', 'on');
  });

  it('is not paused from a day after its limit, which was over then', () =>
    given(opened(), ...deferredPlace(), paused)
      .when(
        commandOf(CorrectPlaceDate, { ...of(amara), fact: 'deferral_paused', on: '2028-12-08', reason }),
        morningOf('2029-01-10'),
      )
      .thenRefused('out-of-order', 'on'));

  it('was extended on any day, whenever it was paused', () =>
    expect(
      given(...facts).when(
        commandOf(CorrectPlaceDate, { ...of(amara), fact: 'deferral_extended', on: '2027-05-01', reason }),
        late,
      ).decision,
    ).toHaveLength(1));

  it('may be paused on its last day, and resumed on the day it was paused', () => {
    const redated = (fact: CorrectableFact, on: BusinessDate) =>
      commandOf(CorrectPlaceDate, { ...of(amara), fact, on, reason });
    expect(
      given(opened(), ...deferredPlace(), paused).when(
        redated('deferral_paused', LIMIT),
        morningOf('2029-01-10'),
      ).decision,
    ).toHaveLength(1);
    expect(
      given(...facts.slice(0, -1)).when(redated('deferral_resumed', '2027-01-10'), late).decision,
    ).toHaveLength(1);
  });

  it('loses the days of an earlier pause alone where that is named', () => {
    const again = [
      ...facts.slice(0, -1),
      deferralPaused(of(amara), '2027-04-01'),
      deferralResumed({ ...of(amara), days: 10, from: '2029-01-26', limitOn: '2029-02-05' }, '2027-04-11'),
    ];
    const last = idOf(again, -1);
    const without = struck('deferral_paused', events.paused, '2027-01-10', {
      fell: [{ fact: 'deferral_resumed', event: events.resumed, on: '2027-03-01' }],
      limits: [{ event: last, limitOn: '2028-12-17' }],
      limitOn: '2028-12-17',
    });
    given(...again)
      .when(strike(amara, 'deferral_paused', { eventId: events.paused }), late)
      .then(without);
    expect(placeAfter(...again, without)?.deferral).toMatchObject({ limitOn: '2028-12-17', pausedDays: 10 });
    given(...again)
      .when(strike(amara, 'deferral_resumed', { eventId: events.paused }), late)
      .thenRefused('no-such-fact', 'fact');
  });

  it('never was, with all that was said of it', () => {
    const { decision } = given(...facts).when(strike(amara, 'deferred', { allowedBy: manager }), late);
    expect(decision).toMatchObject([
      {
        data: {
          fact: 'deferred',
          fell: [
            { fact: 'deferral_paused', on: '2027-01-10' },
            { fact: 'deferral_resumed', on: '2027-03-01' },
            { fact: 'deferral_extended', on: '2026-09-01' },
          ],
        },
      },
    ]);
    const after = placeAfter(...facts, ...(decision as readonly PlaceEvent[]));
    expect(after).toMatchObject({ state: 'started', deferral: undefined });
    expect(after?.told?.at(-1)?.fact).toBe('started');
  });

  it('stays while a return is named for it, whose place is withdrawn first', () =>
    given(opened(), ...deferredPlace({ returnTo: returnPlaceOf(amara) }))
      .when(strike(amara, 'deferred', { allowedBy: manager }), late)
      .thenRefused('return-is-named', 'fact'));

  it('is of the day it is corrected to, which no pause comes before', () =>
    given(...facts)
      .when(commandOf(CorrectPlaceDate, { ...of(amara), fact: 'deferred', on: '2027-01-11', reason }), late)
      .thenRefused('out-of-order', 'on'));
});
