import type { GraduationEvent } from '#graduations/events';
import type { PlaceEvent } from '#places/events';
import type { FactOfPlaces } from './what-is-no-fact-of-a-place.js';

/** Of whose statement a field is: the command that corrects it, or, in words, why nothing has to. */
export type Corrected = `by ${string}` | `not: ${string}`;

/** Fields that say the same in every fact of a place. */
export const IN_EVERY_FACT = {
  cohortId: 'not: names the book',
  placeId: 'not: names the place',
  awardId: 'not: of the cohort',
  programmeId: 'not: of the cohort',
  groupId: 'not: names those asked for together',
  personId: 'by CorrectParticipant',
  sponsorId: 'by CorrectPlaceSponsor',
  sector: 'not: read from the record of the sponsor',
  homeOrganisationId: 'by CorrectParticipantFacts',
  level: 'by CorrectParticipantFacts',
  notifiedOn: 'by CorrectNotice',
  reasonClass: 'by CorrectNotice',
  evidence: 'by CorrectNotice',
  insteadOf: 'not: whom, or where, the book had named before',
  personIds: 'not: whom the book had named',
  claimedIn: 'not: names a claim',
  freedSeat: 'not: counted by the book',
  held: 'not: counted by the book',
  capacity: 'not: counted by the book',
  turn: 'not: drawn by the book',
  hadStarted: 'not: follows the days',
  returnOf: 'not: names the place that was left',
  follows: 'not: names the place it is corrected in',
} as const satisfies Readonly<Record<string, Corrected>>;

type DataOf<Type> = Extract<PlaceEvent | GraduationEvent, { type: Type }>['data'];
/** What `CorrectNotice` takes; the notice of any other fact is corrected otherwise. */
type Noticed = 'PlaceWithdrawn' | 'RequestWithdrawn' | 'PlaceDeferred' | 'ParticipantSubstituted';
type OtherNotice<Type> = Type extends Noticed
  ? never
  : Extract<keyof DataOf<Type>, 'notifiedOn' | 'reasonClass' | 'evidence'>;
type Own<Type> = Exclude<keyof DataOf<Type>, keyof typeof IN_EVERY_FACT> | OtherNotice<Type>;

const ACCEPTED =
  'not: agreed by both sides; the price of the cohort is corrected while nobody has accepted it';
/** Notice of a transfer is given with its proposal: with another it is proposed anew. */
const notice = (command: string) => ({ notifiedOn: `by ${command}`, evidence: `by ${command}` }) as const;
const UNTIL = 'not: a deadline somebody was told';

/** Every field of every fact of a place that somebody states: a field that is in none of the lists does not compile. */
export const HOW_CORRECTED: { readonly [Type in FactOfPlaces]: Readonly<Record<Own<Type>, Corrected>> } = {
  PlaceRequested: { reference: 'by CorrectPlaceReferences', carriedFrom: 'not: names the request it was' },
  PlaceOffered: {
    until: 'by ExtendOffer',
    behind: 'not: counted by the book',
    passing: 'not: found by the book',
    othersFollow: 'not: counted by the book',
  },
  PlaceAccepted: {
    pricePence: ACCEPTED,
    terms: ACCEPTED,
    purchaseOrder: 'by CorrectPlaceReferences',
    orderToFollow: 'by CorrectPlaceStatement',
    releaseDays: 'by CorrectPlaceStatement',
  },
  PlaceConfirmed: {
    lineManagerId: 'by CorrectPlaceStatement',
    privacyNoticeVersion: 'by CorrectPlaceStatement',
    checks: 'by CorrectPlaceStatement',
  },
  PlaceStarted: { late: 'not: follows the day' },
  PlaceAwaitingAward: {},
  ParticipantFactsKept: { asAt: 'not: which of the two is kept' },
  PlaceDeclined: {},
  RequestWithdrawn: {},
  RequestRefused: { code: 'by StrikePlaceFact', heldBy: 'by StrikePlaceFact' },
  PlaceWithdrawn: {
    because: 'not: what the system released it for',
    free: 'not: follows the notice',
    bandsFrom: 'not: follows the notice',
  },
  PlaceNotTakenUp: { withItsCohort: 'not: why the system ended it', othersStand: 'not: counted by the book' },
  PlaceFailed: { outcome: 'by StrikePlaceFact' },
  CheckRecorded: {
    check: 'by RecordCheck',
    outcome: 'by RecordCheck',
    waivedBy: 'by RecordCheck',
    reason: 'by RecordCheck',
  },
  PlaceSectorCorrected: { from: 'not: what it was', overShare: 'not: counted by the book' },
  NamingExtended: { from: 'not: what it was', until: 'by ExtendNaming', reason: 'by CorrectPlaceStatement' },
  ParticipantSubstituted: {
    lineManagerId: 'by CorrectPlaceStatement',
    privacyNoticeVersion: 'by CorrectPlaceStatement',
    checks: 'by CorrectPlaceStatement',
  },
  TransferProposed: {
    fromSponsorId: 'not: who answers',
    toSponsorId: 'by DeclineTransfer',
    on: 'by DeclineTransfer',
    acceptBy: UNTIL,
    ...notice('DeclineTransfer'),
  },
  TransferDeclined: {},
  SponsorTransferred: {
    ...notice('StrikePlaceFact'),
    fromSponsorId: 'not: who answered',
    toSponsorId: 'by StrikePlaceFact',
    selfFunded: 'by StrikePlaceFact',
    purchaseOrder: 'by CorrectPlaceReferences',
    orderToFollow: 'by CorrectPlaceStatement',
  },
  PlaceWithoutSponsor: { ...notice('StrikePlaceFact'), fromSponsorId: 'not: who answered' },
  PlaceDeferred: {
    selfFunded: 'not: who answers',
    withoutSponsor: 'not: who answers',
    limitOn: 'by ExtendDeferral',
    returnTo: 'by NameReturn',
    expectedOn: 'by CorrectPlaceStatement',
    modulesPassed: 'by CorrectPlaceStatement',
    agreed: ACCEPTED,
  },
  ReturnNamed: { returnTo: 'by NameReturn' },
  DeferralPaused: {},
  DeferralResumed: {
    days: 'not: follows the days',
    from: 'not: what it was',
    limitOn: 'not: follows the days',
  },
  DeferralExtended: {
    from: 'not: what it was',
    limitOn: 'by StrikePlaceFact',
    withoutPauses: 'not: counted by the book',
    reason: 'by CorrectPlaceStatement',
    othersUntil: 'not: counted by the book',
  },
  PriorityGiven: { reason: 'by CorrectPlaceStatement', allowedBy: 'by CorrectPlaceStatement' },
  ExceptionAllowed: {
    overRules: 'by StrikePlaceFact',
    allowedBy: 'by CorrectPlaceStatement',
    reason: 'by CorrectPlaceStatement',
  },
  OfferExtended: { from: 'not: what it was', until: 'by ExtendOffer', reason: 'by CorrectPlaceStatement' },
  AwardGranted: { minute: 'by CorrectAward', classification: 'by CorrectAward' },
  AwardCorrected: {
    granted: 'by CorrectAward',
    grantedOn: 'by CorrectAward',
    classification: 'by CorrectAward',
    reason: 'by CorrectAward',
    minute: 'by CorrectAward',
    corrects: 'not: names what it corrects',
    askedBy: 'not: who recorded it',
  },
};
