import { commandOf, derivedId } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { CorrectAward } from './correct-award.js';
import { awardCorrected, awardGranted } from './events.js';
import { GrantAward } from './grant-award.js';
import { graduations } from './graduations.decider.js';

const given = specification(graduations);
const of = {
  placeId: derivedId('place of amara'),
  cohortId: derivedId('autumn cohort'),
  personId: derivedId('amara'),
  awardId: derivedId('certificate'),
};
const grant = commandOf(GrantAward, { ...of, minute: 'Board 2026/2, item 4' });
const granted = awardGranted({ ...of, minute: 'Board 2026/2, item 4' }, '2026-08-20');
const statedIn = happened(granted).id;
const correction = (fields: Partial<CorrectAward>) =>
  commandOf(CorrectAward, {
    placeId: of.placeId,
    cohortId: of.cohortId,
    granted: false,
    reason: 'recorded_in_error',
    minute: 'Board 2026/3, item 1',
    corrects: statedIn,
    ...fields,
  });
const revoked = awardCorrected({
  ...of,
  granted: false,
  reason: 'recorded_in_error',
  minute: 'Board 2026/3, item 1',
  corrects: statedIn,
});

describe('granting an award', () => {
  it('is recorded with the minute of the board', () =>
    given()
      .when(grant)
      .then(awardGranted({ ...of, minute: 'Board 2026/2, item 4' })));

  it('changes nothing when said again of the same day', () =>
    given(granted).when(grant, { effectiveOn: '2026-08-20' }).thenNothing());

  it('is recorded with its class, where there is one', () => {
    const classed = commandOf(GrantAward, { ...grant, classification: 'merit' });
    given()
      .when(classed)
      .then(awardGranted({ ...of, minute: 'Board 2026/2, item 4', classification: 'merit' }));
    given(granted).when(classed, { effectiveOn: '2026-08-20' }).thenRefused('award-already-granted');
  });

  it('is refused for another day: that is a correction', () =>
    given(granted).when(grant, { effectiveOn: '2026-08-21' }).thenRefused('award-already-granted'));

  it('is refused for a place of another cohort that goes by the same id', () =>
    given(granted)
      .when(commandOf(GrantAward, { ...grant, cohortId: derivedId('spring cohort') }), {
        effectiveOn: '2026-08-20',
      })
      .thenRefused('award-already-granted'));

  it('is possible again after it was corrected to not granted', () =>
    given(granted, revoked)
      .when(grant)
      .then(awardGranted({ ...of, minute: 'Board 2026/2, item 4' })));
});

describe('correcting an award', () => {
  it('to not granted', () => given(granted).when(correction({})).then(revoked));

  it('to another day', () =>
    given(granted)
      .when(correction({ granted: true, grantedOn: '2026-08-19' }))
      .then(
        awardCorrected({
          ...of,
          granted: true,
          grantedOn: '2026-08-19',
          reason: 'recorded_in_error',
          minute: 'Board 2026/3, item 1',
          corrects: statedIn,
        }),
      ));

  it('changes nothing when it is so already', () =>
    given(granted)
      .when(correction({ granted: true, grantedOn: '2026-08-20', minute: 'Board 2026/2, item 4' }))
      .thenNothing());

  it('to another minute of the board, all else staying as it was', () => {
    const ofAnotherMinute = awardCorrected({
      ...of,
      granted: true,
      grantedOn: '2026-08-20',
      reason: 'recorded_in_error',
      minute: 'Board 2026/3, item 1',
      corrects: statedIn,
    });
    given(granted)
      .when(correction({ granted: true }))
      .then(ofAnotherMinute);
    given(granted, ofAnotherMinute)
      .when(correction({ granted: true }))
      .thenNothing();
  });

  it('to no class at all', () => {
    const classed = awardGranted(
      { ...of, minute: 'Board 2026/2, item 4', classification: 'merit' },
      '2026-08-20',
    );
    const corrects = happened(classed).id;
    const classless = awardCorrected({
      ...of,
      granted: true,
      grantedOn: '2026-08-20',
      classification: null,
      reason: 'recorded_in_error',
      minute: 'Board 2026/3, item 1',
      corrects,
    });
    const takingOff = correction({ granted: true, classification: null, corrects });
    const book = given(classed, classless);
    given(classed).when(takingOff).then(classless);
    book.when(takingOff).thenNothing();
    expect(book.state.classification).toBeUndefined();
  });

  it('names the latest that was said', () =>
    given(granted)
      .when(correction({ corrects: derivedId('another event') }))
      .thenRefused('corrects-another-event', 'corrects'));

  it('needs an award, of this cohort', () => {
    given().when(correction({})).thenRefused('no-award', 'placeId');
    given(granted)
      .when(correction({ cohortId: derivedId('spring cohort') }))
      .thenRefused('no-award', 'placeId');
  });

  it('to another class, the day staying as it was', () => {
    const raised = awardCorrected({
      ...of,
      granted: true,
      grantedOn: '2026-08-20',
      classification: 'distinction',
      reason: 'appeal_upheld',
      minute: 'Board 2026/3, item 1',
      corrects: statedIn,
    });
    const raising = correction({ granted: true, classification: 'distinction', reason: 'appeal_upheld' });
    given(granted).when(raising).then(raised);
    given(granted, raised).when(raising).thenNothing();
  });

  it('needs the right day where there was none', () =>
    given(granted, revoked)
      .when(correction({ granted: true, corrects: happened(revoked, 1).id }))
      .thenRefused('granted-on-missing', 'grantedOn'));

  it('never lies in the future', () =>
    given(granted)
      .when(correction({ granted: true, grantedOn: '2026-09-02' }))
      .thenRefused('granted-on-in-the-future', 'grantedOn'));

  it('to another person, of that day or another: both stay visible', () => {
    const bo = derivedId('bo');
    const toBo = awardCorrected({
      ...of,
      personId: bo,
      granted: true,
      grantedOn: '2026-08-20',
      reason: 'recorded_in_error',
      minute: 'Board 2026/3, item 1',
      corrects: statedIn,
      insteadOf: of.personId,
      askedBy: 'local-administrator',
    });
    const correctToBo = correction({ granted: true, personId: bo });
    given(granted).when(correctToBo).then(toBo);
    given(granted, toBo).when(correctToBo).thenNothing();
    const { state } = given(granted, toBo);
    expect(state).toMatchObject({ granted: true, personId: bo, grantedOn: '2026-08-20' });
    given(granted)
      .when(
        correction({
          granted: true,
          personId: of.personId,
          grantedOn: '2026-08-20',
          minute: 'Board 2026/2, item 4',
        }),
      )
      .thenNothing();
  });

  it('to another person only where it was granted', () =>
    given(granted)
      .when(correction({ granted: false, personId: derivedId('bo') }))
      .thenRefused('holder-of-no-award', 'personId'));
});
