import { type BusinessDate, Id, isRefusal, Nested, nothing, refuse, rule } from '#kernel';
import { placeKey } from './candidacy.js';
import { deferredIn, isNamed, returnIsWithinTheLimit } from './deferral-policies.js';
import { ReturnPlace, returnNameOf } from './defer-place.js';
import { returnNamed } from './events.js';
import type { PlaceBook } from './place-book.js';

/** Names the cohort a participant returns to, or another one: the seat that was kept in the first is given back. */
export class NameReturn {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Nested(() => ReturnPlace) returnTo!: ReturnPlace;
  /** When the cohort of return starts, as its plan says. */
  returnStartsOn?: BusinessDate;
}

export const nameReturn = rule(
  NameReturn,
  ['no-such-place', 'not-deferred', 'return-after-the-limit', 'place-id-taken'],
  ({ cohortId, placeId, returnTo, returnStartsOn }, book: PlaceBook, { commandId }) => {
    const found = deferredIn(book, placeId);
    if (isRefusal(found)) return found;
    const { place, deferral } = found;
    if (isNamed(deferral, returnTo)) return nothing;

    const name = returnNameOf(returnTo, commandId);
    if (deferral.named.has(placeKey(name)))
      return refuse(
        'place-id-taken',
        'This id was of an earlier return. Choose a new one for the place of return.',
        'returnTo',
      );
    const late = returnIsWithinTheLimit(deferral.limitOn, returnStartsOn, 'returnTo');
    if (late) return late;
    if (place.personId === undefined) return nothing;

    const { personId, sponsorId } = place;
    return [
      returnNamed({
        cohortId,
        placeId,
        personId,
        sponsorId,
        returnTo: name,
        ...(deferral.returnTo ? { insteadOf: deferral.returnTo } : {}),
      }),
    ];
  },
);
