import { type BusinessDate, event } from '#kernel';
import type { CarryingRefusalCode, ExceptedRule, ParticipantFacts } from './vocabulary.js';

/** Every fact of one group names its cohort and itself. */
interface OfGroup {
  readonly cohortId: string;
  readonly groupId: string;
}

interface OfPlace {
  readonly cohortId: string;
  readonly placeId: string;
}

/**
 * The request window of a cohort that is filled by window is over: the order of its requests is drawn next. Not among them are
 * those carried here before the book opened, which keep theirs.
 */
export const windowClosed = event('WindowClosed', 1).of<{ cohortId: string; requests: number }>();
/**
 * The order of the window's requests was drawn. Anyone can draw it again: from the seed, which is the hash of the event that
 * closed the window and chosen by nobody, and the places in the order in which they asked.
 */
export const orderDrawn = event('OrderDrawn', 1).of<{
  cohortId: string;
  seed: string;
  /** The places in their new order, first the one that is offered first. */
  order: readonly string[];
  /** So many of them, the first, were carried here before the book opened: they kept their order and were not drawn. */
  carried?: number;
}>();
/** The seats reserved for a sector are free for all from now on. `unfilled`: how many of them nobody of the sector held. */
export const shareReleased = event('ShareReleased', 1).of<{
  cohortId: string;
  sector: string;
  seats: number;
  unfilled: number;
}>();

/**
 * These records are of one sponsor: its maximum counts what was asked under any of them from now on. All of them are named,
 * first the one that stands for them; one that was counted with them and is not named is a sponsor of its own again.
 */
export const sponsorRecordsCounted = event('SponsorRecordsCounted', 1).of<{
  cohortId: string;
  sponsorId: string;
  sponsorIds: readonly string[];
}>();

/** Several places asked for together: offered together or waiting together, unless the sponsor allows splitting. */
export const groupRequested = event('GroupRequested', 1).of<
  OfGroup & { sponsorId: string; placeIds: readonly string[]; maySplit: boolean }
>();
/** The group did not fit in the free seats: its sponsor is asked, once, whether it may be split, until a day, that day included. */
export const groupAskedToSplit = event('GroupAskedToSplit', 1).of<
  OfGroup & { size: number; free: number; answerBy: BusinessDate }
>();
/** The sponsor lets the group be split: each of its places takes its own turn. */
export const groupSplit = event('GroupSplit', 1).of<OfGroup>();
/** The seats go to the next that fits; the group keeps its rank. */
export const groupPassedOver = event('GroupPassedOver', 1).of<OfGroup & { size: number; free: number }>();

/** The request goes before those without priority, for a stated reason, which is never about a person. */
export const priorityGiven = event('PriorityGiven', 1).of<
  OfPlace & { reason: string; allowedBy: string; turn: number }
>();
/** A named exception: these rules were set aside for this place, by whom and why. Recorded exceptions may go over the capacity. */
export const exceptionAllowed = event('ExceptionAllowed', 1).of<
  OfPlace & { overRules: readonly ExceptedRule[]; allowedBy: string; reason: string }
>();
/** The offer stands longer, for a stated reason. */
export const offerExtended = event('OfferExtended', 1).of<
  OfPlace & { from: BusinessDate; until: BusinessDate; reason: string }
>();

/** In the book it was not placed in: the sponsor carries the request to a later cohort, where it goes by another id. */
export const requestCarried = event('RequestCarried', 1).of<
  OfPlace &
    ParticipantFacts & {
      sponsorId: string;
      personId?: string;
      reference?: string;
      /** Its number among those not placed, in their order. */
      order: number;
      /** It was asked for together with others, and the sponsor had not let them be split. */
      groupId?: string;
      toCohortId: string;
      toPlaceId: string;
    }
>();
/** In the book it was not placed in: the later cohort could not take it. It is as before, and may be carried elsewhere. */
export const carryingRefused = event('CarryingRefused', 1).of<
  OfPlace & {
    toCohortId: string;
    toPlaceId: string;
    code: CarryingRefusalCode;
    /** It had only been noted in this book, which has not opened: it is noted again. */
    notedAgain?: true;
  }
>();
/** In the book it was carried to, before that opened: it asks as soon as the book opens, in the order it had. */
export const carriedRequestNoted = event('CarriedRequestNoted', 1).of<
  OfPlace &
    ParticipantFacts & {
      sponsorId: string;
      sector?: string;
      personId?: string;
      reference?: string;
      order: number;
      /** Those carried here of this group of the book they come from ask together. */
      groupId?: string;
      carriedFrom: { readonly cohortId: string; readonly placeId: string };
    }
>();

/** The facts of the order of a book. */
export const orderEvents = {
  windowClosed,
  orderDrawn,
  shareReleased,
  sponsorRecordsCounted,
  groupRequested,
  groupAskedToSplit,
  groupSplit,
  groupPassedOver,
  priorityGiven,
  exceptionAllowed,
  offerExtended,
  requestCarried,
  carryingRefused,
  carriedRequestNoted,
};
