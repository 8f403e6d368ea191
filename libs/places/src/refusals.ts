import { refuse, type Refusal } from '#kernel';

/** There is no such place in this book. */
export const noSuchPlace = (): Refusal<'no-such-place'> =>
  refuse(
    'no-such-place',
    'This cohort has no place with this id. Check the cohort and the place.',
    'placeId',
  );

/** The cohort was cancelled. */
export const cohortCancelled = (): Refusal<'cohort-cancelled'> =>
  refuse('cohort-cancelled', 'This cohort was cancelled. Its places end with it.');

/** Another answer about this place is being decided. */
export const answerPending = (): Refusal<'answer-pending'> =>
  refuse('answer-pending', 'Another answer about this place is being decided. Look again in a moment.');

/** The place has ended, one way or another. */
export const placeEnded = (state: string): Refusal<'place-ended'> =>
  refuse('place-ended', `This place has ended: it is ${inWordsOf(state)}.`, 'placeId');

/** Another place holds the person; which one is nobody else's business. */
export const alreadyHoldsAPlace = (field = 'personId'): Refusal<'already-holds-a-place'> =>
  refuse('already-holds-a-place', 'This person is not eligible for a place now.', field);

/** Notice cannot have arrived after today. */
export const notifiedInTheFuture = (): Refusal<'notified-in-the-future'> =>
  refuse('notified-in-the-future', 'Notice cannot have arrived after today.', 'notifiedOn');

/** A purchase order is given, or follows. */
export const orderStatedTwice = (): Refusal<'order-stated-twice'> =>
  refuse('order-stated-twice', 'Give the purchase order or say that it follows, not both.', 'orderToFollow');

/** A state as people read it. */
export const inWordsOf = (state: string): string => state.replaceAll('_', ' ');

/** The first refusal of a list of policies, in their order. */
export const firstRefusal = <Asked, Policies extends readonly ((asked: Asked) => Refusal | undefined)[]>(
  asked: Asked,
  policies: Policies,
): ReturnType<Policies[number]> | undefined => {
  for (const policy of policies) {
    const refusal = policy(asked);
    if (refusal) return refusal as ReturnType<Policies[number]>;
  }
  return undefined;
};
