import { type BusinessDate, inWords } from '#kernel';
import type {
  changeEvents,
  correctionEvents,
  deferralEvents,
  orderEvents,
  pastEvents,
  PlaceEvent,
} from '#places/events';
import { enteredAsHistory, listed } from './past-words.js';
import { type PlaceState, inPlainWords } from './place-state.js';
import { ruleInWords } from './rule-words.js';

type Declared = typeof orderEvents &
  typeof changeEvents &
  typeof deferralEvents &
  typeof correctionEvents &
  typeof pastEvents;
type Types = ReturnType<Declared[keyof Declared]>['type'];
type OfOnePlace = Extract<PlaceEvent, { type: Types; data: { placeId: string } }>;
type DataOf<Type> = Extract<OfOnePlace, { type: Type }>['data'];

/** What the facts of order, change and correction say of the place they are about; '' when one has no bearing on the seat. */
export const ofChange: { readonly [Type in OfOnePlace['type']]: (data: DataOf<Type>) => string } = {
  PriorityGiven: ({ reason }) => `It was given priority, and goes before all without: ${reason}`,
  ExceptionAllowed: ({ overRules, reason }) =>
    `A named exception was allowed for it, over ${listed(overRules.map(ruleInWords))}: ${reason}`,
  OfferExtended: ({ until, reason }) => `The offer was extended until ${inWords(until)}: ${reason}`,
  RequestCarried: () => 'The sponsor carried the request to a later cohort.',
  CarryingRefused: ({ notedAgain }) =>
    `The cohort it was carried to could not take it: ${notedAgain ? 'it asks here as soon as this cohort takes requests, unless its sponsor carries it to another' : 'its sponsor may carry it to another'}.`,
  CarriedRequestNoted: () =>
    'It was carried from an earlier cohort, where it was not placed: it asks as soon as this cohort takes requests, in the order it had.',

  CheckRecorded: () => '',
  NamingWarned: ({ namingDate, releasedAfter }) =>
    `Nobody was confirmed by the naming date, ${inWords(namingDate)}: the sponsor was warned that the place is released after ${inWords(releasedAfter)}.`,
  NamingExtended: ({ until, reason }) =>
    `The sponsor has until ${inWords(until)} to have its participant confirmed: ${reason}`,
  SubstitutionAsked: () => 'Another person was named for it; the seat was kept while that was checked.',
  SubstitutionRefused: () => 'The substitute could not hold it. It stayed with whom it was confirmed for.',
  ParticipantSubstituted: () => 'Another person took it over; the seat stayed the same.',
  PlaceDeferred: ({ hadStarted, limitOn }) =>
    `The participant deferred ${hadStarted ? 'after' : 'before'} the start, and may return until ${inWords(limitOn)}. It holds no seat here any more.`,
  ReturnNamed: () => 'The cohort of return was named.',
  ReturnLost: () => 'The return that was named came to nothing: another has to be named.',
  ReturnUndone: () => 'Corrected: the participant never started there, and is deferred as before.',
  ReturnGivenUp: () => 'The participant does not return here.',
  DeferralPaused: () => 'The limit of the deferral was paused.',
  DeferralResumed: ({ limitOn }) => `The limit of the deferral runs again, until ${inWords(limitOn)}.`,
  DeferralExtended: ({ limitOn, reason }) =>
    `The limit of the deferral was moved to ${inWords(limitOn)}: ${reason}`,
  DeferralReminded: () => '',
  DeferralLimitReached: ({ limitOn }) =>
    `The limit of the deferral, ${inWords(limitOn)}, has come: an administrator decides.`,
  DeferredPlaceReturned: () => 'The participant started in the cohort of return.',
  PlaceReturnedTo: ({ held, capacity }) =>
    `A participant who had deferred returns here: ${held - 1} of ${capacity} seats were held, and a free one is theirs. Returners stand first.`,
  ReturnAwaited: ({ turn, answeredAt }) => {
    if (answeredAt !== undefined) return 'Another answers for it, as for the place that was left.';

    return turn === undefined
      ? 'A participant who had deferred is to return here: a seat is theirs as soon as this cohort takes requests.'
      : 'A participant who had deferred is to return here. No seat was free: returners stand first in line.';
  },
  AwaitedReturnCorrected: ({ sponsorId, personId, reason }) =>
    `Corrected: ${returnOtherwise(sponsorId, personId)}. ${reason}`,
  TransferProposed: ({ on }) => `Another sponsor is to answer for it from ${inWords(on)}.`,
  TransferDeclined: () => 'The organisation asked to take it over declined.',
  SponsorTransferred: ({ selfFunded }) =>
    selfFunded ? 'The participant funds it from now on.' : 'Another sponsor took it over.',
  PlaceWithoutSponsor: () => 'Nobody took it over: it is without sponsor.',

  PastPlaceRecorded: ({ flags }) => enteredAsHistory(flags),

  PlaceDateCorrected: ({ fact, from, reason, hadStarted, limitOn }) =>
    `Corrected: that it was ${inFactWords(fact)} had been recorded for ${inWords(from)}${sideOf(hadStarted)}${limitOf(limitOn)}. ${reason}`,
  PlaceFactStruck: ({ fact, backTo, seat, reason, limitOn }) =>
    `Corrected: it was never ${inFactWords(fact)}, and is ${inPlainWords(backTo as PlaceState)}${SEATS[seat]}${limitOf(limitOn)}. ${reason}`,
  SeatRegained: ({ backTo }) =>
    `A seat came free, and it stood first after the correction: it is ${inPlainWords(backTo as PlaceState)} again.`,
  StrikingAsked: () => '',
  StrikingRefused: ({ code }) =>
    `That should have been corrected, but ${NOT_STRUCK[code]}: it stays as it was recorded.`,
  ParticipantCorrectionAsked: () => 'It is to be corrected who holds it; that was checked.',
  ParticipantCorrectionRefused: () => 'Whom it was to be corrected to could not hold it.',
  ParticipantCorrected: ({ reason }) => `Corrected: another person held it. ${reason}`,
  NoticeCorrected: ({ notifiedOn, reasonClass, free, bandsFrom, reason }) =>
    `Corrected: ${noticeOf(notifiedOn, reasonClass)}${termsOf(free, bandsFrom)}. ${reason}`,
  PlaceReferencesCorrected: () => '',
  PlaceStatementCorrected: ({ fact, reasonGiven, reason }) =>
    reasonGiven === undefined ? '' : `Corrected: why it was ${inFactWords(fact)}: ${reasonGiven} ${reason}`,
  PlaceSponsorCorrected: ({ reason }) => `Corrected: another sponsor had asked for it. ${reason}`,
  PlaceSectorCorrected: ({ sector, from, overShare }) =>
    `Corrected: it counts for the sector "${spaced(sector)}", which its sponsor was of as it asked, and not for "${spaced(from)}"${overShare ? '; its seat is a recorded exception, since one kept for another sector is taken by it' : ''}.`,
  ParticipantFactsCorrected: () => '',
};

const NOT_STRUCK: { readonly [Code in DataOf<'StrikingRefused'>['code']]: string } = {
  'already-holds-a-place': 'its participant holds another place since',
  'holds-the-award': 'its participant holds the award since',
  'cohort-cancelled': 'the cohort was cancelled meanwhile',
  'seat-gone': 'its seat is gone and nothing is given out any more',
  'offer-lapsed': 'the offer did not stand any more',
};

const SEATS = {
  not_needed: '',
  held: '; a free seat is held for it',
  awaited: '; its seat is gone, so it stands first in line',
  over_capacity: '; its seat is a recorded exception over the capacity',
} as const;

const sideOf = (hadStarted: boolean | undefined): string =>
  hadStarted === undefined ? '' : hadStarted ? '; it had started by then' : '; it had not started by then';

const limitOf = (limitOn: BusinessDate | undefined): string =>
  limitOn === undefined ? '' : `; the participant may return until ${inWords(limitOn)}`;

const noticeOf = (notifiedOn: BusinessDate | undefined, reasonClass: string | undefined): string => {
  if (notifiedOn !== undefined) return `notice of it arrived on ${inWords(notifiedOn)}`;

  return reasonClass === undefined ? 'another document shows its notice' : 'its notice was of another class';
};

const termsOf = (free: boolean | undefined, bandsFrom: BusinessDate | undefined): string =>
  [
    free === undefined ? '' : free ? ', which was free of charge' : ', which was not free of charge',
    bandsFrom === undefined ? '' : `; refunds count from the start on ${inWords(bandsFrom)}`,
  ].join('');

const inFactWords = (fact: string): string => FACTS[fact] ?? spaced(fact);

const spaced = (name: string): string => name.replaceAll('_', ' ');

const FACTS: Readonly<Record<string, string>> = {
  failed: 'ended without the award',
  not_placed: 'ended as not placed',
  awaiting_award: 'awaiting its award',
  substituted: 'given to a substitute',
  transferred: 'taken over by another sponsor',
  self_funded: 'funded by its participant',
  left_without_sponsor: 'left without sponsor',
  offer_extended: 'given longer to answer its offer',
  naming_extended: 'given longer to have its participant confirmed',
  deferral_extended: 'deferred for longer',
  deferral_paused: 'paused in its deferral',
  deferral_resumed: 'resumed in its deferral',
  moved: 'gone on in the cohort of return',
};

const returnOtherwise = (sponsorId: string | undefined, personId: string | undefined): string => {
  if (personId !== undefined) return 'another person is to return';

  return sponsorId === undefined ? 'they had passed other modules' : 'another sponsor had asked for it';
};
