import { commandOf, stated, undated } from '#kernel';
import { specification } from '#kernel/specification';
import { askedToSubstitute, transferred } from './change.examples.js';
import { CorrectParticipant } from './correct-participant.js';
import { CorrectNotice, CorrectParticipantFacts, CorrectPlaceReferences } from './correct-place-details.js';
import { CorrectPlaceSponsor } from './correct-place-sponsor.js';
import {
  bookCancelled,
  noticeCorrected,
  participantCorrected,
  participantCorrectionAsked,
  participantCorrectionRefused,
  participantFactsCorrected,
  participantFactsKept,
  placeReferencesCorrected,
  placeSponsorCorrected,
  placeStarted,
} from './events.js';
import { KeepParticipantFacts } from './keep-participant-facts.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  confirmed,
  confirmedPlace,
  of,
  offered,
  opened,
  requested,
  sponsor,
  startedPlace,
  STARTS_ON,
} from './places.examples.js';
import { SettleClaim } from './settle-claim.js';

import { confirmationOf, reason, WINTER, idOf, isStruck, withdrawal, held } from './corrections.examples.js';

const given = specification(places);
const askedBy = 'local-administrator';

describe('correcting who held a place', () => {
  const facts = [...held(amara), placeStarted({ ...of(amara), personId: amara }, STARTS_ON)];
  const correction = commandOf(CorrectParticipant, { ...of(amara), personId: bo, reason });
  const asked = participantCorrectionAsked({
    ...of(amara),
    askedBy,
    awardId,
    personId: bo,
    corrects: idOf(facts, 5),
    reason,
  });
  const askedIn = idOf([...facts, asked], -1);
  const answer = commandOf(SettleClaim, { ...of(amara), awardId, personId: bo, askedIn });

  it('claims them first', () => {
    given(...facts)
      .when(correction, WINTER)
      .then(asked);
    given(...facts, asked)
      .when(correction, WINTER)
      .thenNothing();
  });

  it('names them from the day the other was recorded for, and gives the other back', () => {
    const corrected = participantCorrected(
      {
        ...of(amara),
        askedBy,
        awardId,
        personId: bo,
        corrects: idOf(facts, 5),
        reason,
        insteadOf: { personId: amara, askedIn: idOf(facts, 4) },
      },
      '2026-09-01',
    );
    given(...facts, asked)
      .when(answer, WINTER)
      .then(corrected);
    expect(given(...facts, asked, corrected).state.places.get(of(amara).placeId)).toMatchObject({
      state: 'started',
      personId: bo,
      claimedIn: askedIn,
    });
  });

  it('says nothing of the other any more, also when an earlier fact is struck', () => {
    const stated = { homeOrganisationId: anotherSponsor, level: 'senior' } as const;
    const senior = [
      ...held(amara).slice(0, 5),
      confirmed(amara, stated),
      participantFactsKept({ ...of(amara), asAt: 'request', ...stated }),
      participantFactsCorrected({
        ...of(amara),
        corrects: idOf(facts, 1),
        reason,
        asAt: 'request',
        ...stated,
      }),
      placeStarted({ ...of(amara), personId: amara }, STARTS_ON),
      asked,
    ];
    const corrected = participantCorrected({
      ...asked.data,
      insteadOf: { personId: amara, askedIn: idOf(facts, 4) },
    });
    const startStruck = isStruck(amara, idOf(senior, -2), {
      fact: 'started',
      backTo: 'confirmed',
      personId: bo,
    });
    const keep = commandOf(KeepParticipantFacts, {
      ...of(amara),
      asAt: 'request',
      homeOrganisationId: sponsor,
      level: 'middle',
    });
    const theirs = participantFactsKept({
      ...of(amara),
      asAt: 'request',
      homeOrganisationId: sponsor,
      level: 'middle',
    });
    given(...senior, corrected)
      .when(keep, WINTER)
      .then(theirs);
    const after = given(...senior, corrected, startStruck);
    expect(after.state.places.get(of(amara).placeId)).toMatchObject({ personId: bo, stated: {}, kept: {} });
    after.when(keep, WINTER).then(theirs);
  });

  it('leaves it with the other where they cannot hold it', () =>
    given(...facts, asked)
      .when(commandOf(SettleClaim, { ...answer, refusedAs: 'holds-the-award' }), WINTER)
      .then(participantCorrectionRefused({ ...of(amara), awardId, personId: bo, code: 'holds-the-award' })));

  it('is refused where nobody is named, or where the place has ended', () => {
    given(opened(), requested(amara), offered(amara), accepted(amara))
      .when(correction)
      .thenRefused('nobody-is-named', 'personId');
    given(...held(amara), withdrawal(amara))
      .when(correction)
      .thenRefused('place-ended', 'placeId');
  });

  it('changes nothing where it is held by them already', () =>
    given(...facts)
      .when(commandOf(CorrectParticipant, { ...correction, personId: amara }), WINTER)
      .thenNothing());

  it('is refused of no place, while another answer is being decided, and in a cancelled cohort', () => {
    given(opened()).when(correction).thenRefused('no-such-place', 'placeId');
    given(...held(amara), askedToSubstitute(amara, chidi))
      .when(correction)
      .thenRefused('answer-pending');
    given(...facts, bookCancelled({ cohortId }))
      .when(correction, WINTER)
      .thenRefused('cohort-cancelled');
  });

  it('is refused for whoever holds another place of the cohort', () =>
    given(opened({ capacity: 2 }), ...held(amara).slice(1), ...held(bo).slice(1))
      .when(correction)
      .thenRefused('already-holds-a-place', 'personId'));

  it('is given up when the place ends meanwhile', () =>
    given(...facts, asked, withdrawal(amara, true))
      .when(answer, WINTER)
      .thenRefused('not-asked', 'askedIn'));
});

describe('correcting what else was recorded of a place', () => {
  const facts = [opened(), requested(amara), offered(amara), accepted(amara, { purchaseOrder: 'PO 7' })];
  const requestedIn = idOf(facts, 1);
  const corrects = { ...of(amara), reason };

  it('names the sponsor that asked, whose sector counts', () => {
    const correction = Object.assign(
      commandOf(CorrectPlaceSponsor, { ...corrects, sponsorId: anotherSponsor }),
      {
        sectors: stated(undated<string>(), '2026-01-01', 'voluntary'),
      },
    );
    const corrected = placeSponsorCorrected({
      ...corrects,
      sponsorId: anotherSponsor,
      from: sponsor,
      corrects: requestedIn,
      sector: 'voluntary',
      askedBy: 'local-administrator',
    });
    given(...facts)
      .when(correction)
      .then(corrected);
    given(...facts, corrected)
      .when(correction)
      .thenNothing();
    const { state } = given(...facts, corrected);
    expect([state.bySponsor.get(sponsor, 0), state.bySponsor.get(anotherSponsor)]).toEqual([0, 1]);
    expect([state.heldBySector.get('unknown', 0), state.heldBySector.get('voluntary')]).toEqual([0, 1]);
  });

  it('names no sponsor that asked where another answers since, and none of no place', () => {
    const correction = commandOf(CorrectPlaceSponsor, { ...corrects, sponsorId: chidi });
    given(...facts, transferred(amara, '2026-12-01'))
      .when(correction)
      .thenRefused('sponsor-was-transferred', 'sponsorId');
    given(opened()).when(correction).thenRefused('no-such-place', 'placeId');
  });

  it('is refused of what was never recorded, and while another answer is being decided', () => {
    const notice = commandOf(CorrectNotice, { ...corrects, fact: 'withdrawn', notifiedOn: '2026-08-20' });
    given(...facts)
      .when(notice)
      .thenRefused('no-such-fact', 'fact');
    const order = commandOf(CorrectPlaceReferences, { ...corrects, purchaseOrder: 'PO 8' });
    given(...facts.slice(0, -1))
      .when(order)
      .thenRefused('no-such-fact', 'fact');
    given(...facts, confirmationOf(amara))
      .when(order)
      .thenRefused('answer-pending');
  });

  it('says where the participant worked, and the person’s record does not change it again', () => {
    const started = [opened(), ...startedPlace(amara)];
    const correction = commandOf(CorrectParticipantFacts, { ...corrects, asAt: 'start', level: 'senior' });
    const corrected = participantFactsCorrected({
      ...corrects,
      asAt: 'start',
      level: 'senior',
      from: { level: null },
      corrects: idOf(started, -1),
    });
    given(...started)
      .when(correction)
      .then(corrected);
    given(...started, corrected)
      .when(correction)
      .thenNothing();
    given(...started, corrected)
      .when(commandOf(KeepParticipantFacts, { ...of(amara), asAt: 'start', level: 'middle' }))
      .thenNothing();
    given(...started)
      .when(commandOf(CorrectParticipantFacts, { ...corrects, asAt: 'start' }))
      .thenRefused('nothing-stated');
    given(...facts)
      .when(correction)
      .thenRefused('no-such-fact', 'fact');
  });

  it('says when notice came, which money follows', () => {
    const ended = [opened(), ...confirmedPlace(amara), withdrawal(amara)];
    given(...ended)
      .when(commandOf(CorrectNotice, { ...corrects, fact: 'withdrawn', notifiedOn: '2026-08-20' }))
      .then(
        noticeCorrected({
          ...{ ...corrects, corrects: idOf(ended, -1), fact: 'withdrawn' as const, notifiedOn: '2026-08-20' },
          from: { notifiedOn: '2026-09-01' },
        }),
      );
    given(...ended)
      .when(commandOf(CorrectNotice, { ...corrects, fact: 'withdrawn', notifiedOn: '2026-09-02' }))
      .thenRefused('notified-in-the-future', 'notifiedOn');
    given(...ended)
      .when(commandOf(CorrectNotice, { ...corrects, fact: 'withdrawn', notifiedOn: '2026-09-01' }))
      .thenNothing();
    given(...ended)
      .when(commandOf(CorrectNotice, { ...corrects, fact: 'withdrawn' }))
      .thenRefused('nothing-stated');
  });

  it('says the right references', () => {
    const correction = commandOf(CorrectPlaceReferences, { ...corrects, purchaseOrder: 'PO 8' });
    const corrected = placeReferencesCorrected({
      ...corrects,
      purchaseOrder: 'PO 8',
      from: { purchaseOrder: 'PO 7' },
      corrects: idOf(facts, 3),
    });
    given(...facts)
      .when(correction)
      .then(corrected);
    given(...facts, corrected)
      .when(correction)
      .thenNothing();
    given(...facts)
      .when(commandOf(CorrectPlaceReferences, corrects))
      .thenRefused('nothing-stated');
  });
});
