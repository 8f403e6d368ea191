import { type BusinessDate, commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { candidacies } from './candidacies.decider.js';
import { ClaimCandidacy } from './claim-candidacy.js';
import {
  awardHeld,
  awardNoLongerHeld,
  candidacyClaimed,
  type CandidacyEvent,
  candidacyReleased,
  candidacyTakenOver,
  pastCandidacyRecorded,
} from './events.js';
import { amara, autumnCohort, awardId, placeOf } from './places.examples.js';
import { clashesOf, RecordPastCandidacy } from './record-past-candidacy.js';

const given = specification(candidacies);
const place = (name: string) => ({
  personId: amara,
  awardId,
  cohortId: autumnCohort,
  placeId: placeOf(name),
});
const first = place('the first');
const second = place('the second');

const record = (said: Partial<RecordPastCandidacy> = {}) =>
  commandOf(RecordPastCandidacy, { ...first, from: '2004-05-01', ...said });
const clashes = (said: Partial<RecordPastCandidacy>, ...before: readonly CandidacyEvent[]) =>
  clashesOf(given(...before).state, record({ ...second, ...said }));

describe('recording a past candidacy', () => {
  const live = pastCandidacyRecorded({ ...first, from: '2004-05-01', until: '2005-09-15' }, '2004-05-01');
  const held = awardHeld({ ...first, grantedOn: '2005-09-15' }, '2005-09-15');

  it('says from when to when it was live, and that the award is held', () =>
    given()
      .when(record({ until: '2005-09-15', awardedOn: '2005-09-15' }))
      .then(live, held));

  it('changes nothing when told again', () =>
    given(live, held)
      .when(record({ until: '2005-09-15', awardedOn: '2005-09-15' }))
      .thenNothing());

  it('claims the person for a place that is live still: today another is refused', () => {
    const open = [
      pastCandidacyRecorded({ ...first, from: '2004-05-01' }, '2004-05-01'),
      candidacyClaimed({ ...first, askedIn: first.placeId }, '2004-05-01'),
    ];
    given()
      .when(record())
      .then(...open);
    given(...open)
      .when(commandOf(ClaimCandidacy, { ...second, askedIn: second.placeId }))
      .thenRefused('already-holds-a-place');
    given(...open)
      .when(record({ until: '2005-01-10' }))
      .then(
        pastCandidacyRecorded({ ...first, from: '2004-05-01', until: '2005-01-10' }, '2004-05-01'),
        candidacyReleased(first),
      );
  });

  it('takes back the award of an interrupted import that is told otherwise', () =>
    given(live, held)
      .when(record({ until: '2005-09-15' }))
      .then(awardNoLongerHeld(first)));

  it('refuses a holder of the award a place today', () =>
    given(live, held)
      .when(commandOf(ClaimCandidacy, { ...second, askedIn: second.placeId }))
      .thenRefused('holds-the-award'));

  it('clashes with a place that was live on the same days, whichever was recorded first', () => {
    expect(clashes({ from: '2005-09-14', until: '2006-01-01' }, live)).toEqual(['already-holds-a-place']);
    expect(clashes({ from: '2003-09-14', until: '2004-05-02' }, live)).toEqual(['already-holds-a-place']);
    expect(clashes({ from: '2005-09-15' }, live)).toEqual([]);
    expect(clashes({ from: '2003-09-15', until: '2004-05-01' }, live)).toEqual([]);
  });

  it('clashes with an award held before, or held twice', () => {
    expect(clashes({ from: '2005-09-15', until: '2005-10-01' }, live, held)).toEqual(['holds-the-award']);
    expect(clashes({ from: '2003-01-01', until: '2003-09-01', awardedOn: '2003-09-01' }, live, held)).toEqual(
      ['holds-the-award'],
    );
    expect(clashes({ from: '2003-01-01', until: '2004-01-01', awardedOn: '2004-01-01' }, live)).toEqual([
      'holds-the-award',
    ]);
    expect(
      clashesOf(given(live, held).state, record({ awardedOn: '2005-09-15', until: '2005-09-15' })),
    ).toEqual([]);
  });

  it('clashes with a place the person holds today, where it was live on a day since that was claimed', () => {
    const today = candidacyClaimed({ ...first, askedIn: first.placeId }, '2005-03-01');
    expect(clashes({ from: '2004-05-01' }, today)).toEqual(['already-holds-a-place']);
    expect(clashes({ from: '2004-05-01', until: '2005-05-01' }, today)).toEqual(['already-holds-a-place']);
    expect(clashes({ from: '2004-05-01', until: '2005-03-01' }, today)).toEqual([]);
    expect(clashesOf(given(today).state, record({ until: '2005-05-01' }))).toEqual([]);
  });

  it('clashes, where it ended with the award, with any place the person holds today', () => {
    const today = candidacyClaimed({ ...first, askedIn: first.placeId }, '2005-03-01');
    const awarded = (on: BusinessDate) => clashes({ from: '2003-05-01', until: on, awardedOn: on }, today);
    expect(awarded('2004-07-02')).toEqual(['holds-the-award']);
    expect(awarded('2006-11-10')).toEqual(['already-holds-a-place', 'holds-the-award']);
  });

  it('clashes with a claim of another record of the person from its day on, or while it is live where that was not kept', () => {
    const of = {
      personId: amara,
      awardId,
      fromPersonId: placeOf('amara, again'),
      movedIn: placeOf('a merge'),
    };
    const nothingElse = { interests: [], awards: [], past: [], heldTwice: false };
    const { cohortId, placeId } = first;
    const moved = (claimedOn?: BusinessDate) =>
      candidacyTakenOver({
        ...of,
        ...nothingElse,
        claims: [
          { cohortId, placeId, askedIn: [placeId], ...(claimedOn === undefined ? {} : { claimedOn }) },
        ],
      });
    const ended = { from: '2004-05-01', until: '2005-05-01' };
    expect(clashes(ended, moved('2005-03-01'))).toEqual(['already-holds-a-place']);
    expect(clashes(ended, moved('2005-05-01'))).toEqual([]);
    expect(clashes(ended, moved())).toEqual([]);
    expect(clashes({ from: '2004-05-01' }, moved())).toEqual(['already-holds-a-place']);
  });
});
