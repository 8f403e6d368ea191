import { commandOf, derivedId } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { awardCorrected, awardGranted } from './events.js';
import { graduations } from './graduations.decider.js';
import { RecordPastAward } from './record-past-award.js';

const given = specification(graduations);
const of = {
  placeId: derivedId('place'),
  cohortId: derivedId('cohort'),
  personId: derivedId('amara'),
  awardId: derivedId('award'),
};
const record = (said: Partial<RecordPastAward> = {}) =>
  commandOf(RecordPastAward, { ...of, grantedOn: '2005-09-15', ...said });
const granted = awardGranted({ ...of, minute: '' }, '2005-09-15');

describe('recording an award of the past', () => {
  it('was granted on its day, by a minute nobody knows', () => given().when(record()).then(granted));

  it('may have been granted with distinction', () =>
    given()
      .when(record({ withDistinction: true }))
      .then(awardGranted({ ...of, minute: '', classification: 'distinction' }, '2005-09-15')));

  it('changes nothing when told again', () => given(granted).when(record()).thenNothing());

  it('corrects what an interrupted import had told otherwise', () => {
    const corrects = happened(granted).id;
    const correction = { ...of, minute: '', reason: 'recorded_in_error', corrects } as const;
    given(granted)
      .when(record({ grantedOn: '2005-09-16' }))
      .then(awardCorrected({ ...correction, granted: true, grantedOn: '2005-09-16' }));
    given(granted)
      .when(record({ grantedOn: undefined }))
      .then(awardCorrected({ ...correction, granted: false }));
  });
});
