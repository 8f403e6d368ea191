import { type BusinessDate, Day, Id, isRefusal, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { NOT_TO_CORRECT, type ToCorrect, toCorrect } from './correction-policies.js';
import { isGivenUp } from './deferral.js';
import {
  LEVELS,
  type Level,
  NOTICED_FACTS,
  type NoticedFact,
  noticeCorrected,
  participantFactsCorrected,
  placeReferencesCorrected,
  REASON_CLASSES,
  type ReasonClass,
} from './events.js';
import { statedIn } from './participant-named.js';
import { termsOfNotice } from './move-book.js';
import { isBound, type Place, type PlaceBook } from './place-book.js';

/** Nothing is stated that could be corrected. */
export const nothingStated = (fields: string) =>
  refuse('nothing-stated', `State what was recorded wrongly: ${fields}.`);

/** Where the participant worked, or at which level, was recorded wrongly: it counts as corrected, whatever their record says. */
export class CorrectParticipantFacts {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(['request', 'start']) asAt!: 'request' | 'start';
  @Id({ of: 'organisation', optional: true }) homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true }) level?: Level;
  @Words({ max: 200, example: 'The form was misread.', description: 'Never about a person' }) reason!: string;
}

export const correctParticipantFacts = rule(
  CorrectParticipantFacts,
  [...NOT_TO_CORRECT, 'nothing-stated'],
  ({ cohortId, placeId, asAt, reason, ...stated }, book: PlaceBook) => {
    const found = toCorrect(book, placeId, asAt === 'start' ? 'started' : 'requested');
    if (isRefusal(found)) return found;
    const facts = statedIn(stated);
    if (Object.keys(facts).length === 0) return nothingStated('the home organisation or the level');
    const { place, told } = found;
    const kept = place.kept[asAt] ?? {};
    if (place.factsCorrected?.[asAt] && isAsStated(kept, facts)) return nothing;

    const corrects = told.event;
    return [
      participantFactsCorrected({
        ...{ cohortId, placeId, corrects, reason, asAt, ...facts },
        from: asItWas(kept, facts),
      }),
    ];
  },
);

/**
 * The notice of a withdrawal, a deferral or a substitution came on another day, was of another class, or is shown by another
 * document. Money follows the day of the notice.
 */
export class CorrectNotice {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(NOTICED_FACTS) fact!: NoticedFact;
  @Day({ optional: true }) notifiedOn?: BusinessDate;
  @OneOf(REASON_CLASSES, { optional: true }) reasonClass?: ReasonClass;
  @Words({
    optional: true,
    description: 'Reference of the document that shows the notice; never about a person. Null: there is none',
  })
  evidence?: string | null;
  @Words({ max: 200, example: 'The letter was dated earlier.', description: 'Never about a person' })
  reason!: string;
}

export const correctNotice = rule(
  CorrectNotice,
  [...NOT_TO_CORRECT, 'nothing-stated', 'notified-in-the-future'],
  ({ cohortId, placeId, fact, reason, notifiedOn, reasonClass, evidence }, book: PlaceBook, { today }) => {
    const found = toCorrect(book, placeId, fact);
    if (isRefusal(found)) return found;
    if (notifiedOn === undefined && reasonClass === undefined && evidence === undefined)
      return nothingStated('the day of the notice, the class of its reason or the document that shows it');
    if (notifiedOn !== undefined && notifiedOn > today)
      return refuse('notified-in-the-future', 'Notice cannot have arrived after today.', 'notifiedOn');
    const stated = {
      ...(notifiedOn === undefined ? {} : { notifiedOn }),
      ...(reasonClass === undefined ? {} : { reasonClass }),
      ...(evidence === undefined ? {} : { evidence }),
    };
    if (isAsStated(found.told.notice ?? {}, stated)) return nothing;

    return [
      noticeCorrected({
        cohortId,
        placeId,
        corrects: found.told.event,
        fact,
        reason,
        ...stated,
        from: asItWas(found.told.notice ?? {}, stated),
        ...termsBy(book, placeId, found, notifiedOn),
      }),
    ];
  },
);

// A request that was never accepted is owed nothing for; a deferral goes by terms of its own; a return given up stays free.
const termsBy = (
  book: PlaceBook,
  placeId: string,
  { told: { fact, before } }: ToCorrect,
  notifiedOn: BusinessDate | undefined,
) => {
  if (notifiedOn === undefined || fact !== 'withdrawn' || !before) return {};
  if (!isBound(before) || isGivenUp(book, placeId, before.returnOf)) return {};
  const terms = termsOfNotice(book, before, notifiedOn);

  // Where the cohort lets its sponsors go, the day says whether this one went free of charge.
  return letsGo(book, before) ? { ...terms, free: terms.free ?? false } : terms;
};

const letsGo = ({ moves }: PlaceBook, { movesBefore = moves.size }: Place): boolean =>
  moves.skip(movesBefore).some(({ freeWithdrawalUntil }) => freeWithdrawalUntil !== undefined);

/** The sponsor's reference or the purchase order was recorded wrongly. */
export class CorrectPlaceReferences {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Words({ optional: true, max: 60, example: 'L&D 2026/17' }) reference?: string;
  @Words({ optional: true, max: 60, example: 'PO 4500123' }) purchaseOrder?: string;
  @Words({ max: 200, example: 'Two digits were swapped.', description: 'Never about a person' })
  reason!: string;
}

export const correctPlaceReferences = rule(
  CorrectPlaceReferences,
  [...NOT_TO_CORRECT, 'nothing-stated'],
  ({ cohortId, placeId, reference, purchaseOrder, reason }, book: PlaceBook) => {
    const found = toCorrect(book, placeId, purchaseOrder === undefined ? 'requested' : 'accepted');
    if (isRefusal(found)) return found;
    if (reference === undefined && purchaseOrder === undefined)
      return nothingStated('the reference or the purchase order');
    const { place, told } = found;
    const stated = {
      ...(reference === undefined ? {} : { reference }),
      ...(purchaseOrder === undefined ? {} : { purchaseOrder }),
    };
    if (isAsStated(place, stated)) return nothing;

    return [
      placeReferencesCorrected({
        cohortId,
        placeId,
        corrects: told.event,
        reason,
        ...stated,
        from: asItWas(place, stated),
      }),
    ];
  },
);

const isAsStated = (kept: object, stated: object): boolean =>
  Object.entries(stated).every(
    ([field, value]) => ((kept as Record<string, unknown>)[field] ?? null) === value,
  );

/** What was known of each field that is stated now; null: nothing. */
export const asItWas = <Known extends object, Stated extends object>(kept: Known, stated: Stated) =>
  Object.fromEntries(
    Object.keys(stated).map((field) => [field, (kept as Record<string, unknown>)[field] ?? null]),
  ) as { readonly [Field in keyof Stated]: Stated[Field] | null };
