import { isRefusal, type Recorded } from '#kernel';
import { happened } from '#kernel/specification';
import { substituted } from './change.examples.js';
import { type PlaceEvent, placeWithdrawn, substitutionRefused } from './events.js';
import { amara, awardId, bo, chidi, confirmed, end, of } from './places.examples.js';
import { confirmationSettles, substitutionSettles } from './settling.js';

const after = (settles: typeof substitutionSettles, fact: PlaceEvent) => {
  const outcome = settles.outcome(happened(fact) as Recorded<PlaceEvent>, of(amara));
  return isRefusal(outcome) ? outcome.refused : outcome;
};
const refused = (code: 'already-holds-a-place' | 'holds-the-award') =>
  substitutionRefused({ ...of(amara), awardId, personId: bo, code });

describe('an answer that waits for a candidacy', () => {
  it('is given as soon as the book says how it came out', () => {
    expect(after(substitutionSettles, substituted(amara, bo))).toBe('substituted');
    expect(after(confirmationSettles, confirmed(amara))).toBe('confirmed');
    expect(after(substitutionSettles, refused('already-holds-a-place'))).toBe('already-holds-a-place');
    expect(after(substitutionSettles, refused('holds-the-award'))).toBe('holds-the-award');
  });

  it('is that the place ended, when it ended meanwhile', () => {
    const withdrawn = placeWithdrawn({
      ...end(amara),
      reasonClass: 'work',
      notifiedOn: '2026-09-01',
      hadStarted: false,
    });
    expect(after(substitutionSettles, withdrawn)).toBe('place-ended');
  });

  it('is no other place, and no other fact of this one', () => {
    expect(after(substitutionSettles, substituted(chidi, bo))).toBeUndefined();
    expect(after(substitutionSettles, confirmed(amara))).toBeUndefined();
  });
});
