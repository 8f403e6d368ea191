import { commandOf, derivedId, ERASED } from '#kernel';
import { specification } from '#kernel/specification';
import { pastSourceKept, personRegistered, reasonRecorded } from './events.js';
import { people } from './people.decider.js';
import { RecordPastParticipant, saidOtherwise, sourceDifferences } from './record-past-participant.js';

const given = specification(people, { effectiveOn: '2004-05-01' });
const personId = derivedId('amara');
const placeId = derivedId('place');
const cohortId = derivedId('cohort');
const reference = 'P-1043';
const record = (said: Partial<RecordPastParticipant> = {}) =>
  commandOf(RecordPastParticipant, { personId, reference, cohortId, placeId, ...said });

describe('recording a participant of the past', () => {
  it('registers one nobody knew by the reference alone', () =>
    given().when(record()).then(personRegistered({ personId, reference })));

  const said = { name: 'Amara', email: 'amara@example.org', reason: 'Family leave' };
  const whole = [
    personRegistered({ personId, reference, name: said.name, email: said.email, level: 'middle' }),
    reasonRecorded({ personId, about: 'withdrawal', cohortId, placeId, code: 'family_leave' }),
    pastSourceKept({ personId, placeId, ...said }),
  ];

  it('keeps why the place was given up, and the words of the papers', () =>
    given()
      .when(record({ ...said, level: 'middle', reasonCode: 'family_leave' }))
      .then(...whole));

  it('changes nothing when told again', () =>
    given(...whole.map((fact) => ({ ...fact, effectiveOn: '2004-05-01' })))
      .when(record({ ...said, level: 'middle', reasonCode: 'family_leave' }))
      .thenNothing());

  it('keeps another name as what these papers say, and leaves the one that is known', () => {
    const other = { name: 'Amara Òg' };
    const another = derivedId('another place');
    const before = given(...whole);
    before
      .when(record({ placeId: another, ...other }))
      .then(pastSourceKept({ personId, placeId: another, ...other }));
    expect(saidOtherwise(before.state, other)).toEqual(['name']);
    expect(saidOtherwise(before.state, said)).toEqual([]);
  });

  it('finds what papers now say otherwise, but not of what was erased', () => {
    const { state } = given(...whole);
    expect(sourceDifferences(state, placeId, said)).toEqual([]);
    expect(sourceDifferences(state, placeId, { ...said, name: 'Bo', reason: undefined })).toEqual([
      'name',
      'reason',
    ]);
    const erased = given(
      pastSourceKept({ personId, placeId, name: ERASED, reason: ERASED, email: said.email }),
    );
    expect(sourceDifferences(erased.state, placeId, said)).toEqual([]);
  });

  it('refuses someone who was erased', () =>
    given(personRegistered({ personId, reference: ERASED }))
      .when(record())
      .thenRefused('person-erased'));
});
