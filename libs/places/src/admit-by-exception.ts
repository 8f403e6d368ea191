import {
  type BusinessDate,
  countOf,
  Id,
  inWords,
  nothing,
  OneOf,
  refuse,
  rule,
  Words,
  WordsList,
  workingDaysAfter,
} from '#kernel';
import {
  EXCEPTED_RULES,
  type ExceptedRule,
  exceptionAllowed,
  LEVELS,
  type Level,
  placeRequested,
} from './events.js';
import { foundBy, lookAlong } from './next-in-line.js';
import { offerUntil } from './offer-next-in-line.js';
import { holdsSeat, isBound, type Place, type PlaceBook } from './place-book.js';
import { sectorOn, type SectorsOfSponsor, UNKNOWN_SECTOR } from './place-order.js';
import { alreadyHoldsAPlace, asItStands, cohortCancelled } from './refusals.js';
import { isSameSponsor } from './same-sponsor.js';
import { freeFor } from './seats.js';
import { seatGiven } from './seats-given.js';
import type { BookRules } from './vocabulary.js';
import { groupOf, waitingOf } from './with-place.js';

/**
 * A named exception: a request, new or waiting, is given a seat though the rules named here forbid it: offered, or, to who
 * returns or is owed one after a correction, theirs at once. What it breaks and is not named refuses it.
 */
export class AdmitByException {
  @Id({ of: 'cohort' }) cohortId!: string;
  @Id({ description: 'Of a request that waits, or chosen by the caller for a new one.' }) placeId!: string;
  @Id({ of: 'organisation' }) sponsorId!: string;
  @Id({ of: 'person', optional: true, description: 'Whom the sponsor proposes.' }) personId?: string;
  @Id({
    of: 'organisation',
    optional: true,
    description: 'Where the participant works; default: their employer.',
  })
  homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true, description: 'Management level; default: as their record says.' })
  level?: Level;
  @Words({ optional: true, max: 60, description: "The sponsor's own reference." }) reference?: string;
  @WordsList(EXCEPTED_RULES.length, {
    oneOf: EXCEPTED_RULES,
    example: ['capacity'],
    description: 'The rules that are set aside.',
  })
  overRules!: ExceptedRule[];
  @Id({ of: 'person', description: 'Who allowed it.' }) allowedBy!: string;
  @Words({ example: 'Promised in writing before the sponsor merged', description: 'Never about a person.' })
  reason!: string;
  /** Filled in, not stated. */
  sectors?: SectorsOfSponsor;
  /** Filled in, not stated. */
  sponsorIds?: readonly string[];
}

export const admitByException = rule(
  AdmitByException,
  [
    'place-id-taken',
    'place-not-waiting',
    'cohort-cancelled',
    'cohort-ended',
    'group-not-split',
    'already-holds-a-place',
    'breaks-no-rule',
    ...EXCEPTED_RULES,
  ],
  (admission, book: PlaceBook, { today }) => {
    const { cohortId, placeId, sponsorId, personId, allowedBy, reason } = admission;
    const known = book.places.get(placeId);
    const isAdmitted = known?.overRules && holdsSeat(known.state);
    if (isAdmitted && isSameSponsor(known.sponsorId, sponsorId, admission)) return nothing;
    const refusal = notToBeExcepted(admission, known, book, today);
    if (refusal) return refusal;
    if (!book.rules)
      return refuse(
        'places-not-open',
        'The enrolment of this cohort has not opened: open it first.',
        'cohortId',
      );

    const { sector } = known ?? sectorOn(admission.sectors, today);
    const broken = rulesBroken({ sponsorId, sector, placeId, known, book, rules: book.rules, today });
    const unnamed = broken.find((one) => !admission.overRules.includes(one));
    if (unnamed) return refuse(unnamed, FORBIDS[unnamed], 'overRules');
    if (broken.length === 0)
      return refuse(
        'breaks-no-rule',
        'This request breaks no rule: ask for the place, or let it be offered.',
      );

    const { programmeId, awardId } = book.rules;
    const { homeOrganisationId, level, reference } = admission;
    const asks = { personId, homeOrganisationId, level, reference, sector };
    return [
      ...(known ? [] : [placeRequested({ programmeId, awardId, cohortId, placeId, sponsorId, ...asks })]),
      exceptionAllowed({ cohortId, placeId, overRules: broken, allowedBy, reason }),
      seatGiven({
        cohortId,
        placeId,
        // Who did not stand in the line yet is offered it, whatever else is known of them.
        place: known ?? { state: 'waiting', sponsorId, stated: {}, kept: {} },
        book,
        rules: book.rules,
        until: broken.includes('last-joining-date-passed')
          ? workingDaysAfter(today, book.rules.offerWorkingDays)
          : offerUntil(book.rules, today),
        behind: book.waiting - (known ? 1 : 0),
        held: book.held + 1,
        passing: [],
      }),
    ];
  },
);

/** What each rule forbids here, and what to do. */
const FORBIDS: Readonly<Record<ExceptedRule, string>> = {
  'places-not-open': 'This cohort is not taking requests. Name that rule if it is to be set aside.',
  'last-joining-date-passed': 'The last joining date has passed. Name that rule if it is to be set aside.',
  'sponsor-has-its-maximum': 'This sponsor has its maximum. Name that rule if it is to be set aside.',
  capacity: 'Every seat is held. Name the capacity among the rules if one more is to be held.',
  order: 'Others stand before this request. Name the order among the rules if it is to overtake them.',
  'sector-share':
    'The free seats are kept for another sector. Name the sector share among the rules if one is to be taken.',
};

const notToBeExcepted = (
  admission: AdmitByException,
  known: Place | undefined,
  book: PlaceBook,
  today: BusinessDate,
) => {
  const { placeId, sponsorId, personId } = admission;
  if (known && !isSameSponsor(known.sponsorId, sponsorId, admission))
    return refuse('place-id-taken', 'This id is of another request. Choose a new one.', 'placeId');
  if (known && known.state !== 'waiting')
    return refuse(
      'place-not-waiting',
      `Only a request that waits can be admitted; this one is ${asItStands(known.state)}.`,
      'placeId',
    );
  if (book.cancelled) return cohortCancelled();
  const { endsOn = today } = book.rules ?? {};
  // Who only gets a seat back that a correction owes was here before the end.
  if (today > endsOn && !(known && isBound(known)))
    return refuse(
      'cohort-ended',
      `This cohort ended on ${inWords(endsOn)}: ask for a place in a later one.`,
      'cohortId',
    );
  const group = groupOf(book, { placeId });
  if (group && !group.split && waitingOf(book, group).length > 1)
    return refuse(
      'group-not-split',
      'This request waits together with others of its group: let the group be split first.',
      'placeId',
    );

  const others = personId === undefined ? undefined : book.byPerson.get(personId)?.delete(placeId);
  return others && !others.isEmpty() ? alreadyHoldsAPlace() : undefined;
};

interface Admitted {
  readonly sponsorId: string;
  readonly sector?: string;
  readonly placeId: string;
  readonly known?: Place;
  readonly book: PlaceBook;
  readonly rules: BookRules;
  readonly today: BusinessDate;
}

const rulesBroken = (admitted: Admitted): readonly ExceptedRule[] =>
  EXCEPTED_RULES.filter((name) => BREAKS[name](admitted));

/** Whether a request breaks each of the rules that can be set aside. */
const BREAKS: Readonly<Record<ExceptedRule, (admitted: Admitted) => boolean>> = {
  'places-not-open': ({ known, book, rules, today }) =>
    !known && (book.closed || (rules.requestsCloseOn !== undefined && today > rules.requestsCloseOn)),
  'last-joining-date-passed': ({ rules, today }) => today > rules.lastJoiningDate,
  'sponsor-has-its-maximum': ({ sponsorId, known, book, rules }) =>
    rules.maxPerSponsor !== undefined &&
    (rules.orderRule === 'window'
      ? countOf(book.takenBySponsor, book.sponsorRecords, sponsorId)
      : countOf(book.bySponsor, book.sponsorRecords, sponsorId) - (known ? 1 : 0)) >= rules.maxPerSponsor,
  capacity: ({ book }) => book.held >= book.capacity,
  order: (admitted) => seatIsFree(admitted) && !itsTurnHasCome(admitted),
  'sector-share': (admitted) => admitted.book.held < admitted.book.capacity && !seatIsFree(admitted),
};

const seatIsFree = ({ sector = UNKNOWN_SECTOR, book, today }: Admitted): boolean =>
  freeFor(book, sector, today) > 0;

const itsTurnHasCome = ({ known, placeId, sector = UNKNOWN_SECTOR, book, today }: Admitted): boolean =>
  known ? lookAlong(book, today).turn?.unit.placeId === placeId : foundBy(book, sector, today).free > 0;
