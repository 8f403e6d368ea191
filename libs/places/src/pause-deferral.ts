import { daysAfter, daysBetween, Id, inWords, isRefusal, laterOf, nothing, refuse, rule } from '#kernel';
import type { Deferral } from './deferral.js';
import { deferredIn } from './deferral-policies.js';
import { deferralPaused, deferralResumed } from './events.js';
import type { PlaceBook } from './place-book.js';

/** The limit stops running on the day the envelope states (family leave, sickness). Why belongs in the person's stream. */
export class PauseDeferral {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const pauseDeferral = rule(
  PauseDeferral,
  ['no-such-place', 'not-deferred', 'before-the-deferral', 'deferral-limit-passed'],
  ({ cohortId, placeId }, book: PlaceBook, { effectiveOn }) => {
    const found = deferredIn(book, placeId);
    if (isRefusal(found)) return found;
    const { deferral } = found;
    if (deferral.pausedSince !== undefined) return nothing;
    if (effectiveOn < runsSince(deferral))
      return refuse(
        'before-the-deferral',
        `The limit runs since ${inWords(runsSince(deferral))}: it is paused then or later. Check the date.`,
      );
    if (effectiveOn > deferral.limitOn)
      return refuse(
        'deferral-limit-passed',
        `The limit was ${inWords(deferral.limitOn)}. Extend the deferral, then pause it.`,
      );

    return [deferralPaused({ cohortId, placeId })];
  },
);

/** The limit runs again from the day the envelope states, later by the days between. */
export class ResumeDeferral {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const resumeDeferral = rule(
  ResumeDeferral,
  ['no-such-place', 'not-deferred', 'before-the-pause'],
  ({ cohortId, placeId }, book: PlaceBook, { effectiveOn }) => {
    const found = deferredIn(book, placeId);
    if (isRefusal(found)) return found;
    const { pausedSince, limitOn: from } = found.deferral;
    if (pausedSince === undefined) return nothing;
    if (effectiveOn < pausedSince)
      return refuse(
        'before-the-pause',
        `The deferral is paused since ${inWords(pausedSince)}: it goes on then or later. Check the date.`,
      );

    const days = daysBetween(pausedSince, effectiveOn);
    return [deferralResumed({ cohortId, placeId, days, from, limitOn: daysAfter(from, days) })];
  },
);

const runsSince = ({ on, resumedOn }: Deferral) => (resumedOn === undefined ? on : laterOf(on, resumedOn));
