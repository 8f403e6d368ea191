import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { candidacies } from './candidacies.decider.js';
import { candidacyClaimed, pastCandidacyRecorded, pastCandidacyStruck } from './events.js';
import { FollowPastPlace } from './follow-past-place.js';
import { amara, awardId, of } from './places.examples.js';

const given = specification(candidacies);
const place = { ...of(amara), personId: amara, awardId };
const from = '2004-05-01';
const known = pastCandidacyRecorded({ ...place, from, until: '2005-01-10' }, from);
const open = pastCandidacyRecorded({ ...place, from }, from);
const claimedIn = place.placeId;
const claimed = candidacyClaimed({ ...place, askedIn: claimedIn }, from);
const follow = (said: Partial<FollowPastPlace> = {}) => commandOf(FollowPastPlace, { ...place, ...said });

describe('following what became of a place of the past', () => {
  it("says on which days it was the person's, once", () => {
    const longer = pastCandidacyRecorded({ ...place, from, until: '2005-02-10' }, from);
    given(known)
      .when(follow({ from, until: '2005-02-10' }))
      .then(longer);
    given(known, longer)
      .when(follow({ from, until: '2005-02-10' }))
      .thenNothing();
  });

  it('says that it was on none', () => {
    given(known).when(follow()).then(pastCandidacyStruck(place));
    given(known, pastCandidacyStruck(place)).when(follow()).thenNothing();
  });

  it('leaves it to an import that was cut short to tell what it has not told', () =>
    given().when(follow({ from })).thenNothing());

  it('says it of whoever was named since', () =>
    given()
      .when(follow({ from, until: '2005-01-10', namedSince: true }))
      .then(known));

  it('claims the person for a place that is live and does not hold them, and gives no claim back', () => {
    given(known).when(follow({ from, claimedIn })).then(open, claimed);
    given(known, claimed).when(follow({ from, claimedIn })).then(open);
    given(open, claimed)
      .when(follow({ from, until: '2005-01-10' }))
      .then(known);
  });
});
