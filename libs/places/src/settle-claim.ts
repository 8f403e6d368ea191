import { type Circumstances, Id, nothing, OneOf, refuse, rule } from '#kernel';
import {
  acceptanceRefused,
  CANDIDACY_REFUSALS,
  type CandidacyRefusalCode,
  confirmationRefused,
  participantCorrected,
  participantCorrectionRefused,
  participantSubstituted,
  placeAccepted,
  placeConfirmed,
  strikingRefused,
  substitutionRefused,
} from './events.js';
import {
  type AcceptanceAsked,
  type ConfirmationAsked,
  namedBefore,
  type Place,
  type PlaceBook,
} from './place-book.js';
import { statedIn } from './participant-named.js';
import type { SubstitutionAsked } from './place-changes.js';
import { strikingGranted, strikingObstacle } from './strike-place-fact.js';
import { type CorrectionAsked } from './place-book.js';
import type { BookRules } from './vocabulary.js';

/** What the person's candidacy answered to an acceptance, confirmation or substitution: granted, or refused with a code. */
export class SettleClaim {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id() personId!: string;
  @Id() awardId!: string;
  /** The event that asked. */
  @Id() askedIn!: string;
  @OneOf(CANDIDACY_REFUSALS, { optional: true })
  refusedAs?: CandidacyRefusalCode;
}

/**
 * `not-asked`: the place ended, or was settled otherwise, while the claim was on its way. Whoever claimed must give
 * that claim back. An answer that came before changes nothing.
 */
export const settleClaim = rule(SettleClaim, ['not-asked'], (answer, book: PlaceBook, circumstances) => {
  const place = book.places.get(answer.placeId);
  const asking = place?.asking;
  if (!place || !book.rules || asking?.askedIn !== answer.askedIn) {
    if (answer.refusedAs || (place && place.claimedIn === answer.askedIn)) return nothing;

    return refuse('not-asked', 'The place does not wait for this claim any more.', 'askedIn');
  }

  const of = { cohortId: answer.cohortId, placeId: answer.placeId, awardId: book.rules.awardId };
  if ('corrects' in asking) return corrected(of, asking, place, book, circumstances, answer.refusedAs);

  return answer.refusedAs
    ? [refused({ ...of, personId: asking.personId, code: answer.refusedAs }, asking, place)]
    : [granted({ ...of, sponsorId: place.sponsorId }, asking, place, book.rules)];
});

type Asking = AcceptanceAsked | ConfirmationAsked | SubstitutionAsked;

interface OfPlace {
  readonly cohortId: string;
  readonly placeId: string;
  readonly awardId: string;
}

const corrected = (
  of: OfPlace,
  asking: CorrectionAsked,
  place: Place,
  book: PlaceBook,
  circumstances: Circumstances,
  code: CandidacyRefusalCode | undefined,
) => {
  const { personId, corrects, reason, askedBy, follows, askedIn: claimedIn } = asking;
  if (code !== undefined)
    return asking.kind === 'striking'
      ? [strikingRefused({ ...of, personId, code })]
      : [participantCorrectionRefused({ ...of, personId, code })];
  if (asking.kind === 'striking') {
    // What was free when it was asked for may be so no more.
    const obstacle = strikingObstacle(book, place, asking, circumstances.today);
    return obstacle
      ? [strikingRefused({ ...of, personId, code: obstacle.refused, claimedIn })]
      : strikingGranted({ ...of, ...circumstances }, book, place, asking);
  }

  const { insteadOf } = namedBefore(place, personId);
  if (!insteadOf) throw new Error('Another person was recorded.');
  return [
    participantCorrected(
      { ...of, personId, corrects, reason, insteadOf, askedBy, ...(follows ? { follows } : {}) },
      place.confirmedOn ?? place.acceptedOn ?? asking.askedOn,
    ),
  ];
};

const refused = (
  of: OfPlace & { personId: string; code: CandidacyRefusalCode },
  asking: Asking,
  place: Place,
) => {
  if (asking.kind === 'acceptance') return acceptanceRefused({ ...of, until: place.until ?? asking.askedOn });

  return asking.kind === 'confirmation' ? confirmationRefused(of) : substitutionRefused(of);
};

// What was asked happened on the day it was asked for, however long the claim took.
const granted = (
  of: OfPlace & { sponsorId: string },
  asking: Asking,
  place: Place,
  { pricePence, terms }: BookRules,
) => {
  const before = namedBefore(place, asking.personId);
  if (asking.kind === 'acceptance') {
    const { personId, purchaseOrder, orderToFollow, releaseDays, askedOn } = asking;
    return placeAccepted(
      { ...of, pricePence, terms, personId, ...before, purchaseOrder, orderToFollow, releaseDays },
      askedOn,
    );
  }

  const { personId, lineManagerId, privacyNoticeVersion, checks, askedOn } = asking;
  const agreed = { ...of, personId, lineManagerId, privacyNoticeVersion, checks, ...statedIn(asking) };
  if (asking.kind === 'confirmation') return placeConfirmed({ ...agreed, ...before }, askedOn);

  if (!before.insteadOf) throw new Error('A substitute takes the place of somebody.');
  const { reasonClass, notifiedOn, evidence } = asking;
  return participantSubstituted(
    {
      ...agreed,
      insteadOf: before.insteadOf,
      reasonClass,
      notifiedOn,
      ...(evidence === undefined ? {} : { evidence }),
    },
    askedOn,
  );
};
