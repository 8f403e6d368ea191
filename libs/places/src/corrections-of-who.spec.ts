import { type BusinessDate, commandOf, evolved } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { AcceptTransfer } from './answer-transfer.js';
import { askedToSubstitute, morningOf, proposed, transferred } from './change.examples.js';
import { CorrectParticipant } from './correct-participant.js';
import { CorrectPlaceDate } from './correct-place-date.js';
import { CorrectNotice } from './correct-place-details.js';
import { held, idOf, isStruck, reason, strike, WINTER } from './corrections.examples.js';
import {
  bookCancelled,
  noticeCorrected,
  participantCorrectionAsked,
  participantFactsCorrected,
  participantSubstituted,
  placeDateCorrected,
  type PlaceEvent,
  placeStarted,
  placeWithdrawn,
  placeWithoutSponsor,
  strikingAsked,
} from './events.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  end,
  manager,
  of,
  opened,
  sponsor,
  startedPlace,
  STARTS_ON,
} from './places.examples.js';
import { SettleClaim } from './settle-claim.js';
import { SelfFund } from './without-sponsor.js';

const given = specification(places);
const askedBy = 'local-administrator';
const { placeId } = of(amara);
const on = (fact: CorrectPlaceDate['fact'], day: BusinessDate) =>
  commandOf(CorrectPlaceDate, { ...of(amara), fact, on: day, reason });

describe('striking a substitution', () => {
  const asks = askedToSubstitute(amara, bo);
  const before = [...held(amara), asks];
  const claimOfAmara = idOf(before, 4);
  const claimOfBo = idOf(before, -1);
  const took = participantSubstituted(
    {
      ...of(amara),
      awardId,
      sponsorId: sponsor,
      personId: bo,
      lineManagerId: manager,
      privacyNoticeVersion: '2026-1',
      checks: [],
      reasonClass: 'work',
      notifiedOn: '2026-09-01',
      insteadOf: { personId: amara, askedIn: claimOfAmara },
    },
    '2026-09-03',
  );
  const facts = [...before, took];
  const asked = strikingAsked({
    ...of(amara),
    awardId,
    personId: amara,
    askedBy,
    corrects: idOf(facts, -1),
    fact: 'substituted',
    reason,
  });
  const all = [...facts, asked];
  const struck = isStruck(amara, idOf(facts, -1), {
    fact: 'substituted',
    backTo: 'confirmed',
    personId: amara,
    askedBy,
    on: '2026-09-03',
    insteadOf: { personId: bo, askedIn: claimOfBo },
  });

  it('is not needed where only its notice was recorded wrongly', () => {
    const right = { notifiedOn: '2026-08-30', reasonClass: 'personal', evidence: 'Letter 12' } as const;
    const correcting = (fields: Partial<CorrectNotice>) =>
      commandOf(CorrectNotice, { ...of(amara), fact: 'substituted', reason, ...fields });
    const said = { ...of(amara), corrects: idOf(facts, -1), fact: 'substituted', reason } as const;
    const corrected = noticeCorrected({
      ...{ ...said, ...right },
      from: { notifiedOn: '2026-09-01', reasonClass: 'work', evidence: null },
    });
    given(...facts)
      .when(correcting(right))
      .then(corrected);
    given(...facts, corrected)
      .when(correcting(right))
      .thenNothing();
    given(...facts, corrected)
      .when(correcting({ evidence: null }))
      .then(noticeCorrected({ ...said, evidence: null, from: { evidence: 'Letter 12' } }));
  });

  it('claims whom it was taken from again, before anything changes', () =>
    given(...facts)
      .when(strike(amara, 'substituted'))
      .then(asked));

  it('gives the substitute back once they are claimed, and the place to whom it was confirmed for', () => {
    given(...all)
      .when(commandOf(SettleClaim, { ...of(amara), awardId, personId: amara, askedIn: idOf(all, -1) }))
      .then(struck);
    const { state } = given(...all, struck);
    expect(state.places.get(placeId)).toMatchObject({
      state: 'confirmed',
      personId: amara,
      claimedIn: idOf(all, -1),
      confirmedOn: '2026-09-01',
    });
  });

  it('leaves what was corrected of the substitute with the substitute', () => {
    const corrected = participantFactsCorrected({
      ...of(amara),
      corrects: idOf(facts, 1),
      reason,
      asAt: 'request',
      level: 'senior',
    });
    const { state } = given(...facts, corrected, asked, struck);
    expect(state.places.get(placeId)?.kept).toEqual({});
    expect(state.places.get(placeId)?.factsCorrected).toBeUndefined();
  });

  it('is refused once the substitute has started, and for the confirmation it rests on', () => {
    given(...facts, placeStarted({ ...of(amara), personId: bo }, STARTS_ON))
      .when(strike(amara, 'substituted'), WINTER)
      .thenRefused('others-rest-on-it', 'fact');
    given(...facts)
      .when(strike(amara, 'confirmed'))
      .thenRefused('others-rest-on-it', 'fact');
  });

  it('is corrected to another day before the start, and not before the confirmation', () => {
    const from = { ...of(amara), corrects: idOf(facts, -1), reason, fact: 'substituted' } as const;
    const corrected = placeDateCorrected({ ...from, from: '2026-09-03' }, '2026-09-02');
    given(...facts)
      .when(on('substituted', '2026-09-02'), WINTER)
      .then(corrected);
    expect(given(...facts, corrected).state.places.get(placeId)?.confirmedOn).toBe('2026-09-02');
    given(...facts)
      .when(on('substituted', STARTS_ON), WINTER)
      .thenRefused('out-of-order', 'on');
    given(...facts)
      .when(on('substituted', '2026-08-31'), WINTER)
      .thenRefused('out-of-order', 'on');
  });

  it('is what names the participant who is corrected', () =>
    given(...facts)
      .when(commandOf(CorrectParticipant, { ...of(amara), personId: chidi, reason }))
      .then(
        participantCorrectionAsked({
          ...of(amara),
          awardId,
          personId: chidi,
          corrects: idOf(facts, -1),
          reason,
          askedBy,
        }),
      ));
});

describe('striking who answers for a place', () => {
  const facts = [opened(), ...startedPlace(amara), proposed(amara), transferred(amara, '2026-12-01')];
  const struck = isStruck(amara, idOf(facts, -1), {
    fact: 'transferred',
    backTo: 'started',
    personId: amara,
    sponsorId: sponsor,
    on: '2026-12-01',
  });
  const placeAfter = (...more: readonly PlaceEvent[]) => given(...facts, ...more).state.places.get(placeId);
  const late = morningOf('2027-02-01');

  it('lets the sponsor before answer again, and counts the place for it', () => {
    given(...facts)
      .when(strike(amara, 'transferred'), late)
      .then(struck);
    const { state } = given(...facts, struck);
    expect(state.places.get(placeId)).toMatchObject({ state: 'started', sponsorId: sponsor });
    expect(state.places.get(placeId)?.answering).toBeUndefined();
    expect(state.bySponsor.get(sponsor)).toBe(1);
    expect(state.bySponsor.get(anotherSponsor)).toBe(0);
  });

  it('leaves the proposal open while whoever was asked may still accept, and not longer', () => {
    expect(placeAfter(struck)?.transfer).toMatchObject({ toSponsorId: anotherSponsor });
    given(...facts, struck)
      .when(commandOf(AcceptTransfer, { ...of(amara), sponsorId: anotherSponsor }), WINTER)
      .then(transferred(amara, '2026-12-15'));
    const { state } = given(...facts);
    const over = evolved(places, state, happened(struck, facts.length, late.now));
    expect(over.places.get(placeId)).toMatchObject({ sponsorId: sponsor, transfer: undefined });
  });

  it('is refused while another transfer is proposed, and for all but the last', () => {
    const again = [...facts, proposed(amara, { on: '2027-01-01', toSponsorId: sponsor })];
    given(...again)
      .when(strike(amara, 'transferred'), late)
      .thenRefused('others-rest-on-it', 'fact');
    const left = placeWithoutSponsor({ ...of(amara), fromSponsorId: anotherSponsor }, '2027-01-10');
    given(...again, left)
      .when(strike(amara, 'transferred'), late)
      .thenRefused('others-rest-on-it', 'fact');
    given(...again, left)
      .when(strike(amara, 'left_without_sponsor'), late)
      .then(
        isStruck(amara, idOf([...again, left], -1), {
          fact: 'left_without_sponsor',
          backTo: 'started',
          personId: amara,
          sponsorId: anotherSponsor,
          on: '2027-01-10',
        }),
      );
  });

  it('keeps the acceptance that a transfer rests on', () => {
    const accepted = [...held(amara).slice(0, 4), proposed(amara), transferred(amara, '2026-12-01')];
    given(...accepted)
      .when(strike(amara, 'accepted'))
      .thenRefused('others-rest-on-it', 'fact');
  });

  it('lets nobody answer again where the participant never funded it', () => {
    const left = placeWithoutSponsor({ ...of(amara), fromSponsorId: sponsor }, '2026-12-16');
    const without = [...facts.slice(0, -1), left];
    const funded = transferred(amara, '2026-12-20', { toSponsorId: undefined, selfFunded: true });
    const self = [...without, funded];
    const back = isStruck(amara, idOf(self, -1), {
      fact: 'self_funded',
      backTo: 'started',
      personId: amara,
      on: '2026-12-20',
    });
    given(...self)
      .when(strike(amara, 'self_funded'), late)
      .then(back);
    const place = given(...self, back).state.places.get(placeId);
    expect(place?.selfFunded).toBeUndefined();
    expect(place?.withoutSponsor).toEqual({ notifiedOn: '2026-11-20' });
    given(...self, back)
      .when(commandOf(SelfFund, of(amara)), late)
      .then(
        transferred(amara, '2027-02-01', {
          toSponsorId: undefined,
          selfFunded: true,
        }),
      );
  });

  it('is struck of a place that ended and in a cancelled cohort as well: money goes by it', () => {
    const ended = placeWithdrawn({
      ...end(amara, { personIds: [amara] }),
      reasonClass: 'work',
      notifiedOn: '2027-01-20',
      hadStarted: true,
    });
    given(...facts, ended, bookCancelled({ cohortId }))
      .when(strike(amara, 'transferred'), late)
      .then(
        isStruck(amara, idOf(facts, -1), {
          fact: 'transferred',
          backTo: 'withdrawn',
          personId: amara,
          sponsorId: sponsor,
          on: '2026-12-01',
        }),
      );
  });

  it('keeps who answers now when another fact of the place is struck', () => {
    const back = isStruck(amara, idOf(facts, 5), { fact: 'started', backTo: 'confirmed', personId: amara });
    given(...facts)
      .when(strike(amara, 'started'), late)
      .then(back);
    expect(placeAfter(back)).toMatchObject({ state: 'confirmed', sponsorId: anotherSponsor });
  });

  it('is corrected to another day, on which the sponsor before did not answer yet', () => {
    const corrected = placeDateCorrected(
      { ...of(amara), corrects: idOf(facts, -1), reason, fact: 'transferred', from: '2026-12-01' },
      '2027-03-01',
    );
    given(...facts)
      .when(on('transferred', '2027-03-01'), WINTER)
      .then(corrected);
    expect(placeAfter(corrected)?.answering?.last()).toEqual({
      on: '2027-03-01',
      value: { sponsorId: anotherSponsor },
    });
    given(...facts)
      .when(on('transferred', '2026-09-01'), WINTER)
      .thenRefused('out-of-order', 'on');
  });

  it('is not corrected to another day once it went to somebody else: that is corrected first', () => {
    const again = proposed(amara, { on: '2027-01-01', toSponsorId: sponsor });
    const left = placeWithoutSponsor({ ...of(amara), fromSponsorId: anotherSponsor }, '2027-01-10');
    given(...facts, again, left)
      .when(on('transferred', '2026-12-05'), late)
      .thenRefused('others-rest-on-it', 'fact');
  });
});
