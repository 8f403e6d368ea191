import {
  type BusinessDate,
  Day,
  Id,
  inWords,
  isRefusal,
  laterOf,
  nothing,
  OneOf,
  refuse,
  rule,
  Words,
} from '#kernel';
import { sideOfTheStart, toldOn } from './correction-days.js';
import { limitCorrected } from './correction-limit.js';
import { factInWords, NOT_TO_CORRECT, toCorrect, WHICH_OF_THEM } from './correction-policies.js';
import { CORRECTABLE_FACTS, type CorrectableFact, placeDateCorrected } from './events.js';
import { mayJoinLate } from './late-joiner.js';
import type { Place, PlaceBook, ToldFact } from './place-book.js';
import { answersSince } from './propose-transfer.js';
import { firstRefusal } from './refusals.js';
import { ANSWERING, lastOf, toldOf } from './told-facts.js';

/** A fact of a place happened on another day than was recorded. Deadlines and the order of the line stay as they were. */
export class CorrectPlaceDate {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(CORRECTABLE_FACTS, { example: 'started' }) fact!: CorrectableFact;
  @Id({ optional: true, description: WHICH_OF_THEM }) eventId?: string;
  @Day({ example: '2026-09-16', description: 'The day it happened' }) on!: BusinessDate;
  @Words({ max: 200, example: 'The attendance list had been misread.', description: 'Never about a person' })
  reason!: string;
}

export const correctPlaceDate = rule(
  CorrectPlaceDate,
  [
    ...NOT_TO_CORRECT,
    'in-the-future',
    'cohort-not-started',
    'last-joining-date-passed',
    'out-of-order',
    'others-rest-on-it',
  ],
  ({ cohortId, placeId, fact, eventId, on, reason }, book: PlaceBook, { today }) => {
    const found = toCorrect(book, placeId, fact, eventId);
    if (isRefusal(found)) return found;
    const { place, told } = found;
    if (told.on === on) return nothing;
    const refusal = firstRefusal({ book, place, fact, told, on, today }, POSSIBLE);
    if (refusal) return refusal;

    const [before, after] = [place.told ?? [], toldOn(place, told, on)];
    return [
      placeDateCorrected(
        {
          cohortId,
          placeId,
          corrects: told.event,
          reason,
          fact,
          from: told.on,
          ...sideOfTheStart(before, after),
          ...(fact === 'deferred' ? {} : limitCorrected(before, after)),
        },
        on,
      ),
    ];
  },
);

interface Asked {
  readonly book: PlaceBook;
  readonly place: Place;
  readonly fact: CorrectableFact;
  readonly told: ToldFact;
  readonly on: BusinessDate;
  readonly today: BusinessDate;
}

// Who is to answer for a place may be agreed for a day that lies ahead.
const hasHappened = ({ fact, on, today }: Asked) =>
  on > today && !ANSWERING.includes(fact)
    ? refuse('in-the-future', 'What happened is corrected to a day up to today.', 'on')
    : undefined;

const OF_THE_COHORT: readonly CorrectableFact[] = ['started', 'not_taken_up'];

const cohortHadBegun = ({ book: { rules }, fact, on }: Asked) =>
  rules && OF_THE_COHORT.includes(fact) && on < rules.startsOn
    ? refuse(
        'cohort-not-started',
        `This cohort starts on ${inWords(rules.startsOn)}: choose that day or a later one.`,
        'on',
      )
    : undefined;

// Whoever was admitted later by exception started later.
const couldStillJoin = ({ book: { rules }, place, fact, on }: Asked) => {
  if (!rules || fact !== 'started' || mayJoinLate(place)) return undefined;
  const last = laterOf(rules.startsOn, rules.lastJoiningDate);

  return on > last
    ? refuse('last-joining-date-passed', `Nobody joined this cohort after ${inWords(last)}.`, 'on')
    : undefined;
};

const cohortHadNotBegun = ({ book: { rules }, fact, on }: Asked) =>
  rules && fact === 'substituted' && on >= rules.startsOn
    ? refuse(
        'out-of-order',
        `Another person can take a place before the start only, which is on ${inWords(rules.startsOn)}.`,
        'on',
      )
    : undefined;

/** Facts that cannot have happened on a day before this one: all that follows from it. */
const FOLLOWING: { readonly [fact in CorrectableFact]?: readonly CorrectableFact[] } = {
  requested: CORRECTABLE_FACTS.filter((fact) => fact !== 'requested'),
  accepted: ANSWERING,
  confirmed: ['substituted'],
  started: ['awaiting_award', 'failed'],
  deferred: ['deferral_paused', 'deferral_resumed'],
};
/** And those no start can follow, though they may be of a day before the one that was recorded. */
const LEAVES_NO_START: readonly CorrectableFact[] = ['withdrawn', 'deferred', 'not_taken_up'];

const comesBeforeWhatFollows = ({ place, fact, on }: Asked) => {
  const following = [...(FOLLOWING[fact] ?? []), ...(fact === 'started' ? LEAVES_NO_START : [])];
  const told = following.map((one) => toldOf(place, one)).find((one) => one !== undefined && on > one.on);

  return told
    ? refuse('out-of-order', `${saidOf(told)}: choose a day up to then, or correct that day first.`, 'on')
    : undefined;
};

/** What an award comes after. */
const BEFORE_AN_AWARD: readonly CorrectableFact[] = [
  'requested',
  'accepted',
  'confirmed',
  'started',
  'awaiting_award',
];

const comesBeforeTheAward = ({ place: { awardedOn }, fact, on }: Asked) =>
  awardedOn !== undefined && on > awardedOn && BEFORE_AN_AWARD.includes(fact)
    ? refuse(
        'out-of-order',
        `The award was granted on ${inWords(awardedOn)}: choose a day up to then, or correct that day first.`,
        'on',
      )
    : undefined;

const comesAfterWhatItFollows = ({ place, fact, on }: Asked) => {
  const told = CORRECTABLE_FACTS.filter((one) => FOLLOWING[one]?.includes(fact))
    .map((one) => toldOf(place, one))
    .find((one) => one !== undefined && on < one.on);

  return told
    ? refuse('out-of-order', `${saidOf(told)}: choose a day from then on, or correct that day first.`, 'on')
    : undefined;
};

// As when it was deferred: who left before they returned has not come back from the place they had left.
const comesAfterTheReturn = ({ place: { returnOf, startedOn }, fact, on }: Asked) =>
  fact === 'deferred' && returnOf && startedOn !== undefined && on < startedOn
    ? refuse(
        'out-of-order',
        `The participant returned on ${inWords(startedOn)}. If they left before that, strike the deferral, withdraw this place as of that day and name another return for the place they had deferred.`,
        'on',
      )
    : undefined;

const saidOf = ({ fact, on }: ToldFact): string => `The place was ${factInWords(fact)} on ${inWords(on)}`;

// Whoever answers for a place does so from a later day than whoever did before.
const answersLater = ({ place, fact, told, on }: Asked) => {
  if (!ANSWERING.includes(fact)) return undefined;
  if (lastOf(place, ANSWERING) !== told)
    return refuse(
      'others-rest-on-it',
      'The place went to somebody else to answer for since: correct that first.',
      'fact',
    );
  const since = told.before && answersSince(told.before);

  return since !== undefined && on <= since
    ? refuse('out-of-order', `Another answered for it since ${inWords(since)}: choose a later day.`, 'on')
    : undefined;
};

/** Pauses and what ends them, each in its turn. */
const PAUSES: readonly CorrectableFact[] = ['deferral_paused', 'deferral_resumed'];

const pausesInTurn = ({ place, fact, told, on }: Asked) => {
  if (!PAUSES.includes(fact)) return undefined;
  const pauses = (place.told ?? []).filter((one) => PAUSES.includes(one.fact));
  const at = pauses.indexOf(told);
  const [before, after] = [pauses[at - 1], pauses[at + 1]];
  if (before && on < before.on)
    return refuse('out-of-order', `${saidOf(before)}: choose a day from then on.`, 'on');

  return after && on > after.on
    ? refuse('out-of-order', `${saidOf(after)}: choose a day up to then.`, 'on')
    : undefined;
};

// A limit that is over is not paused any more.
const pausedInTime = ({ fact, told: { before }, on }: Asked) => {
  const limitOn = before?.deferral?.limitOn;

  return fact === 'deferral_paused' && limitOn !== undefined && on > limitOn
    ? refuse('out-of-order', `The limit was ${inWords(limitOn)}: choose a day up to then.`, 'on')
    : undefined;
};

const POSSIBLE = [
  hasHappened,
  cohortHadBegun,
  cohortHadNotBegun,
  couldStillJoin,
  answersLater,
  pausesInTurn,
  pausedInTime,
  comesBeforeWhatFollows,
  comesBeforeTheAward,
  comesAfterWhatItFollows,
  comesAfterTheReturn,
] as const;
