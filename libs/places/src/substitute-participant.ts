import { type BusinessDate, Day, Id, inWords, ListOf, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { checksHold, checksOf } from './checks.js';
import { CheckResult } from './confirm-place.js';
import { returnerStays } from './deferral-policies.js';
import { CHECKS, LEVELS, type Level, REASON_CLASSES, type ReasonClass, substitutionAsked } from './events.js';
import { statedIn } from './participant-named.js';
import { heldElsewhere, type Place, type PlaceBook } from './place-book.js';
import {
  alreadyHoldsAPlace,
  answerPending,
  asItStands,
  cohortCancelled,
  firstRefusal,
  noSuchPlace,
  notifiedInTheFuture,
} from './refusals.js';

/**
 * Another person takes a confirmed place, before the start: the place, its price and its terms stay as they are. The
 * coded reason belongs in the first person's stream.
 */
export class SubstituteParticipant {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'person', description: 'Who takes the place now.' })
  personId!: string;
  @Id({ of: 'person' }) lineManagerId!: string;
  @Words({ max: 20, example: '2026-1', description: 'The version of the privacy notice agreed to.' })
  privacyNoticeVersion!: string;
  @ListOf(() => CheckResult, CHECKS.length, {
    optional: true,
    description:
      'How the checks of the substitute came out; for those left out, what was recorded ahead counts.',
  })
  checks?: CheckResult[];
  @OneOf(REASON_CLASSES, { description: 'Why the first participant gave the place up.' })
  reasonClass!: ReasonClass;
  @Day({ optional: true, description: 'The day notice arrived; default today.' })
  notifiedOn?: BusinessDate;
  @Words({ optional: true, description: 'The document that shows the notice; never about a person.' })
  evidence?: string;
  @Id({
    of: 'organisation',
    optional: true,
    description: 'Where the substitute works; default: their employer.',
  })
  homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true, description: 'Management level; default: as their record says.' })
  level?: Level;
  /** The person's other ids, where records were merged: filled in, not stated. */
  alsoKnownAs?: readonly string[];
}

/** The substitute is claimed first (`SubstitutionAsked`); until their candidacy has answered, the place is whose it was. */
export const substituteParticipant = rule(
  SubstituteParticipant,
  [
    'no-such-place',
    'cohort-cancelled',
    'answer-pending',
    'substitution-after-start',
    'place-not-confirmed',
    'returners-place',
    'notified-in-the-future',
    'own-line-manager',
    'check-missing',
    'check-refused',
    'waiver-needs-a-name',
    'already-holds-a-place',
  ],
  (substitution, book: PlaceBook, { today, effectiveOn }) => {
    const { placeId, personId } = substitution;
    const place = book.places.get(placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (place.asking?.kind === 'substitution' && place.asking.personId === personId) return nothing;
    if (place.state === 'confirmed' && place.personId === personId) return nothing;

    const refusal = firstRefusal({ substitution, place, book, today, effectiveOn }, [
      cohortRuns,
      nothingIsPending,
      placeHasNotStarted,
      placeIsConfirmed,
      returnerKeepsTheirs,
      noticeHasArrived,
      noticeCameBeforeTheStart,
      managerIsAnother,
      allChecksHold,
      personHoldsNoOtherPlaceHere,
    ]);
    if (refusal) return refusal;

    const { cohortId, lineManagerId, privacyNoticeVersion, reasonClass, evidence } = substitution;
    return [
      substitutionAsked({
        cohortId,
        placeId,
        awardId: book.rules.awardId,
        personId,
        lineManagerId,
        privacyNoticeVersion,
        checks: checksOf(place, substitution),
        reasonClass,
        notifiedOn: substitution.notifiedOn ?? today,
        ...(evidence === undefined ? {} : { evidence }),
        ...statedIn(substitution),
      }),
    ];
  },
);

interface Asked {
  readonly substitution: SubstituteParticipant;
  readonly place: Place;
  readonly book: PlaceBook;
  readonly today: BusinessDate;
  readonly effectiveOn: BusinessDate;
}

const STARTED: ReadonlySet<string> = new Set([
  'started',
  'awaiting_award',
  'completed',
  'failed',
  'deferred',
]);

const cohortRuns = ({ book }: Asked) => (book.cancelled ? cohortCancelled() : undefined);

const nothingIsPending = ({ place }: Asked) => (place.asking ? answerPending() : undefined);

// What happened before the start may be recorded after it, while nobody is recorded to have taken the place up.
const placeHasNotStarted = ({ place, book: { rules }, effectiveOn }: Asked) =>
  rules && (STARTED.has(place.state) || (place.state === 'confirmed' && effectiveOn >= rules.startsOn))
    ? refuse(
        'substitution-after-start',
        `Another person can take a place before the start only, which is on ${inWords(rules.startsOn)}.`,
      )
    : undefined;

// Deadlines never come from the day stated: it is the notice that has to come before the start.
const noticeCameBeforeTheStart = ({ substitution: { notifiedOn }, book: { rules }, today }: Asked) =>
  rules && (notifiedOn ?? today) >= rules.startsOn
    ? refuse(
        'substitution-after-start',
        `Notice has to arrive before the start, which is on ${inWords(rules.startsOn)}: state the day it arrived.`,
        'notifiedOn',
      )
    : undefined;

const placeIsConfirmed = ({ place }: Asked) =>
  place.state === 'confirmed'
    ? undefined
    : refuse(
        'place-not-confirmed',
        `Only a confirmed place has a participant to substitute; this one is ${asItStands(place.state)}.`,
      );

const returnerKeepsTheirs = ({ substitution: { personId }, place }: Asked) =>
  returnerStays({ place, personId });

const noticeHasArrived = ({ substitution: { notifiedOn }, today }: Asked) =>
  notifiedOn !== undefined && notifiedOn > today ? notifiedInTheFuture() : undefined;

const managerIsAnother = ({ substitution: { personId, lineManagerId } }: Asked) =>
  personId === lineManagerId
    ? refuse('own-line-manager', 'Nobody is their own line manager. Name another person.', 'lineManagerId')
    : undefined;

const allChecksHold = ({ substitution, place, book: { rules } }: Asked) =>
  checksHold(checksOf(place, substitution), rules?.checks);

const personHoldsNoOtherPlaceHere = ({ substitution: { personId, placeId }, book }: Asked) =>
  heldElsewhere(book, personId, placeId) ? alreadyHoldsAPlace() : undefined;
