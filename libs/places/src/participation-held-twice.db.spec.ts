import { derivedId } from '#kernel';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import {
  awardHeld,
  awardNoLongerHeld,
  type CandidacyEvent,
  candidacyClaimed,
  candidacyMoved,
  candidacyReleased,
  candidacyTakenOver,
  pastCandidacyRecorded,
} from './events.js';
import { candidaciesHeld } from './participation-held-twice.projection.js';
import { ListHeldTwice, ListHeldTwiceHandler } from './participation-held-twice.queries.js';
import { amara, autumnCohort, awardId, bo, chidi, placeOf } from './places.examples.js';

const spring = derivedId('spring cohort');
const askedIn = derivedId('an answer');
const one = { cohortId: autumnCohort, placeId: placeOf(amara) };
const other = { cohortId: spring, placeId: placeOf(bo) };
const moved = { claims: [{ ...other, askedIn: [askedIn] }], interests: [], awards: [], past: [] };
const merged = [
  candidacyClaimed({ personId: amara, awardId, ...one, askedIn }, '2026-09-01'),
  candidacyClaimed({ personId: bo, awardId, ...other, askedIn }, '2026-09-02'),
  candidacyMoved({ personId: bo, awardId, toPersonId: amara, ...moved }, '2026-10-05'),
  candidacyTakenOver(
    { personId: amara, awardId, fromPersonId: bo, movedIn: askedIn, heldTwice: true, ...moved },
    '2026-10-05',
  ),
];

describe('whoever is held twice', () => {
  const listed = async (facts: readonly CandidacyEvent[], asked = {}) => {
    const filled: FilledReadModels = await filledReadModels([candidaciesHeld], recorded(facts));
    try {
      const { items } = await new ListHeldTwiceHandler(filled.readModels).execute(new ListHeldTwice(asked));
      return items.map(({ personId, places }) => [
        personId,
        ...places.map(({ placeId, since }) => [placeId, since]),
      ]);
    } finally {
      await filled.drop();
    }
  };
  const both = [[amara, [one.placeId, '2026-09-01'], [other.placeId, '2026-10-05']]];

  it('by records that were merged is listed, from that day on and until one of the places ends', async () => {
    expect(await listed(merged)).toEqual(both);
    expect(await listed(merged, { asAt: '2026-10-04' })).toEqual([]);
    const released = candidacyReleased({ personId: amara, awardId, ...one }, '2026-11-01');
    expect(await listed([...merged, released])).toEqual([]);
    expect(await listed([...merged, released], { asAt: '2026-10-31' })).toEqual(both);
  });

  it('by two awards is listed, until one is corrected; one place that has both is one', async () => {
    const awards = (...of: readonly (typeof one)[]) =>
      of.map((place) =>
        awardHeld({ personId: chidi, awardId, ...place, grantedOn: '2026-08-20' }, '2026-08-20'),
      );
    const claimed = candidacyClaimed({ personId: chidi, awardId, ...one, askedIn }, '2026-01-05');
    expect(await listed([claimed, ...awards(one)])).toEqual([]);
    expect(await listed([claimed, ...awards(one, other)])).toHaveLength(1);
    const corrected = awardNoLongerHeld({ personId: chidi, awardId, ...other }, '2026-09-01');
    expect(await listed([claimed, ...awards(one, other), corrected])).toEqual([]);
  });

  it('in the past, by records that were merged, is listed as at the days on which both places were live', async () => {
    const [from, until] = ['2003-09-01', '2004-06-30'];
    const past = [{ ...other, from: '2004-01-05', until: '2005-06-30' }];
    const holdings = { claims: [], interests: [], awards: [], past };
    const live = pastCandidacyRecorded({ personId: amara, awardId, ...one, from, until }, from);
    const takenOver = candidacyTakenOver(
      { personId: amara, awardId, fromPersonId: bo, movedIn: askedIn, heldTwice: false, ...holdings },
      '2026-10-05',
    );
    const back = candidacyMoved({ personId: amara, awardId, toPersonId: bo, ...holdings }, '2026-11-02');
    const on = (asAt: string, ...facts: CandidacyEvent[]) => listed([live, ...facts], { asAt });

    expect(await on('2004-03-01')).toEqual([]);
    expect(await on('2004-03-01', takenOver)).toEqual([
      [amara, [one.placeId, from], [other.placeId, '2004-01-05']],
    ]);
    expect(await on('2004-01-04', takenOver)).toEqual([]);
    expect(await on('2004-06-30', takenOver)).toEqual([]);
    expect(await listed([live, takenOver])).toEqual([]);
    expect(await on('2004-03-01', takenOver, back)).toEqual([]);
    expect(await on('2004-03-01', live, takenOver)).toHaveLength(1);
  });

  it('is nobody who returns from a deferred place, and nobody whose claims moved on', async () => {
    const returning = [
      candidacyClaimed({ personId: amara, awardId, ...one, askedIn }),
      candidacyClaimed({ personId: amara, awardId, ...other, askedIn, returnOf: one }),
    ];
    expect(await listed(returning)).toEqual([]);
    expect(
      await listed([...merged, candidacyMoved({ personId: amara, awardId, toPersonId: bo, ...moved })]),
    ).toEqual([]);
  });
});
