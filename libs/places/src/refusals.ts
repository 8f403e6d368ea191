import { refuse, type Refusal } from '#kernel';
import type { PlaceState } from './place-book.js';

/** There is no such place in this book. */
export const noSuchPlace = (): Refusal<'no-such-place'> =>
  refuse(
    'no-such-place',
    'This cohort has no place with this id. Check the cohort and the place.',
    'placeId',
  );

/** The cohort was cancelled. */
export const cohortCancelled = (): Refusal<'cohort-cancelled'> =>
  refuse(
    'cohort-cancelled',
    'This cohort was cancelled, and its places end with it: ask for a place in another cohort.',
  );

/** Another answer about this place is being decided. */
export const answerPending = (): Refusal<'answer-pending'> =>
  refuse('answer-pending', 'Another answer about this place is being decided. Look again in a moment.');

/** The place has ended, one way or another. */
export const placeEnded = (state: PlaceState): Refusal<'place-ended'> =>
  refuse('place-ended', `This place has ended: it is ${asItStands(state)}.`, 'placeId');

/** Another place holds the person; which one is nobody else's business. */
export const alreadyHoldsAPlace = (field = 'personId'): Refusal<'already-holds-a-place'> =>
  refuse(
    'already-holds-a-place',
    'This person is not eligible for a place now: name another person, or ask the programme.',
    field,
  );

/** Notice cannot have arrived after today. */
export const notifiedInTheFuture = (): Refusal<'notified-in-the-future'> =>
  refuse(
    'notified-in-the-future',
    'Notice cannot have arrived after today: state the day it arrived.',
    'notifiedOn',
  );

/** A purchase order is given, or follows. */
export const orderStatedTwice = (): Refusal<'order-stated-twice'> =>
  refuse('order-stated-twice', 'Give the purchase order or say that it follows, not both.', 'orderToFollow');

/** Requests end at a sponsor's maximum. */
export const sponsorHasItsMaximum = (most: number): Refusal<'sponsor-has-its-maximum'> =>
  refuse(
    'sponsor-has-its-maximum',
    `A sponsor may have ${most === 1 ? '1 request or place' : `${most} requests and places`} in this cohort at most, under all its records: withdraw one first, or ask for a place in another cohort.`,
    'sponsorId',
  );

/** A place as it stands, and what can be done with it: ends a sentence that begins "this one is". */
export const asItStands = (state: PlaceState): string => `${inWordsOf(state)}: ${NEXT[state]}`;

const ASK_AGAIN = 'ask for a place again, or strike its end if that was recorded wrongly';

const NEXT: Readonly<Record<PlaceState, string>> = {
  waiting: 'it is offered when a seat is free and its turn has come',
  offered: 'accept or decline the offer',
  accepted: 'confirm it for its participant, or withdraw it',
  confirmed: 'start it once its cohort has started, or withdraw or defer it',
  started: 'record how it ends, or correct its start',
  awaiting_award: 'grant its award, or record that it failed',
  completed: 'correct its award if that is wrong',
  failed: ASK_AGAIN,
  deferred: 'name its return, extend it, or withdraw it',
  moved: 'go on with the place its participant returned to',
  withdrawn: ASK_AGAIN,
  not_taken_up: ASK_AGAIN,
  declined: ASK_AGAIN,
  lapsed: 'ask for a place again',
  refused: ASK_AGAIN,
  not_placed: 'carry it to a later cohort',
  cancelled: 'ask for a place in another cohort',
};

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
