import type { Circumstances } from '#kernel';
import type { PlaceEvent } from './events.js';
import type { PlaceBook } from './place-book.js';
import { placeBookSteps } from './place-book.steps.js';

type Step = (
  book: PlaceBook,
  event: PlaceEvent & { id: string; effectiveOn: string; recordedAt: string },
) => PlaceBook;

/** The book as it will be when these facts are recorded: for a rule whose next fact rests on the ones before it. */
export const foreseen = (
  book: PlaceBook,
  facts: readonly PlaceEvent[],
  { now, effectiveOn }: Pick<Circumstances, 'now' | 'effectiveOn'>,
): PlaceBook =>
  facts.reduce(
    (so, fact) =>
      (placeBookSteps[fact.type] as Step)(so, {
        ...fact,
        id: '',
        recordedAt: now,
        effectiveOn: fact.effectiveOn ?? effectiveOn,
      }),
    book,
  );
