import { isDeepStrictEqual } from 'node:util';
import {
  type BusinessDate,
  Day,
  Id,
  inWords,
  isRefusal,
  ListOf,
  nothing,
  OneOf,
  refuse,
  rule,
  Whole,
  Words,
  YesNo,
} from '#kernel';
import { checksHold } from './checks.js';
import { CheckResult } from './confirm-place.js';
import { NOT_TO_CORRECT, type ToCorrect, toCorrect, WHICH_OF_THEM } from './correction-policies.js';
import { asItWas, nothingStated } from './correct-place-details.js';
import { ModulePassed, MOST_MODULES } from './defer-place.js';
import { returnIsWithinTheLimit } from './deferral-policies.js';
import { CHECKS, type CheckOutcome, type PlaceStatement, placeStatementCorrected } from './events.js';
import type { PlaceBook } from './place-book.js';
import { fieldsIn, STATED_FACTS, STATED_WITH, type StatedFact } from './place-statements.js';
import { firstRefusal, orderStatedTwice } from './refusals.js';
import { ANSWERING, lastOf, toldSince } from './told-facts.js';

/** What was stated with a fact of a place was wrong, and the fact itself was not. What is left out stays as it was. */
export class CorrectPlaceStatement {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(STATED_FACTS, { example: 'confirmed' }) fact!: StatedFact;
  @Id({ optional: true, description: WHICH_OF_THEM }) eventId?: string;
  @Id({ of: 'person', optional: true, description: 'Of a confirmation or a substitution' })
  lineManagerId?: string;
  @Words({ optional: true, max: 20, example: '2026-1', description: 'Of a confirmation or a substitution' })
  privacyNoticeVersion?: string;
  @ListOf(() => CheckResult, CHECKS.length, {
    optional: true,
    description: 'Of a confirmation or a substitution; those left out came out as they were recorded',
  })
  checks?: CheckResult[];
  @YesNo({ optional: true, description: 'Of an acceptance or a transfer' }) orderToFollow?: boolean;
  @Whole(0, 60, { optional: true, description: 'Of an acceptance. Null: none were promised' })
  releaseDays?: number | null;
  @ListOf(() => ModulePassed, MOST_MODULES, { optional: true, description: 'Of a deferral: all of them' })
  modulesPassed?: ModulePassed[];
  @Day({ optional: true, description: 'Of a deferral. Null: no day was expected' })
  expectedOn?: BusinessDate | null;
  @Words({
    optional: true,
    example: 'The board meets in May.',
    description: 'The reason the fact itself gives: of a priority, an exception or more time',
  })
  reasonGiven?: string;
  @Id({ of: 'person', optional: true, description: 'Of a priority or an exception' }) allowedBy?: string;
  @Words({ max: 200, example: 'The form was misread.', description: 'Never about a person' }) reason!: string;
}

export const correctPlaceStatement = rule(
  CorrectPlaceStatement,
  [
    ...NOT_TO_CORRECT,
    'nothing-stated',
    'not-stated-with-it',
    'own-line-manager',
    'check-missing',
    'check-refused',
    'waiver-needs-a-name',
    'order-stated-twice',
    'return-stated-twice',
    'return-in-the-past',
    'return-after-the-limit',
  ],
  (correction, book: PlaceBook) => {
    const { cohortId, placeId, fact, eventId, reason } = correction;
    const found = toCorrect(book, placeId, fact, eventId);
    if (isRefusal(found)) return found;
    const stated = statedIn(correction, found);
    if (Object.keys(stated).length === 0) return nothingStated('what belongs to this fact');
    const refusal = firstRefusal({ ...found, fact, stated, book }, POSSIBLE);
    if (refusal) return refusal;
    const from = asItWas(found.told.said ?? {}, stated);
    if (isDeepStrictEqual(inAnyOrder(from), inAnyOrder(stated))) return nothing;

    const corrects = found.told.event;
    return [placeStatementCorrected({ cohortId, placeId, corrects, fact, reason, ...stated, from })];
  },
);

// Checks and modules are named in any order.
const inAnyOrder = (stated: object): object =>
  Object.fromEntries(
    Object.entries(stated).map(([field, value]) => [
      field,
      Array.isArray(value) ? new Set<unknown>(value) : (value as unknown),
    ]),
  );

const EVERY_FIELD = [
  ...new Set(STATED_FACTS.flatMap((fact): readonly (keyof PlaceStatement)[] => STATED_WITH[fact])),
];

/** As it is to be recorded: every check by how it came out, and every module passed, here and before. */
const statedIn = (
  { checks, modulesPassed, ...others }: CorrectPlaceStatement,
  { place, told }: ToCorrect,
): PlaceStatement => ({
  ...fieldsIn(EVERY_FIELD, others),
  ...(checks ? { checks: withChecks(told.said?.checks ?? [], checks) } : {}),
  ...(modulesPassed
    ? {
        modulesPassed: [
          ...new Set([
            ...(place.travelling?.modulesPassed ?? []),
            ...modulesPassed.map(({ moduleId }) => moduleId),
          ]),
        ],
      }
    : {}),
});

const withChecks = (known: readonly CheckOutcome[], corrected: readonly CheckOutcome[]) =>
  CHECKS.flatMap((name): readonly CheckOutcome[] => {
    const one = [...corrected, ...known].find(({ check }) => check === name);
    if (!one) return [];
    const { check, outcome, waivedBy } = one;

    return [{ check, outcome, ...(waivedBy === undefined ? {} : { waivedBy }) }];
  });

interface Asked extends ToCorrect {
  readonly book: PlaceBook;
  readonly fact: StatedFact;
  readonly stated: PlaceStatement;
}

const isStatedWithIt = ({ fact, stated }: Asked) => {
  const fields: readonly string[] = STATED_WITH[fact];
  const other = Object.keys(stated).find((field) => !fields.includes(field));

  return other === undefined
    ? undefined
    : refuse(
        'not-stated-with-it',
        `Leave this out, or choose the fact it was stated with. With this one go: ${fields.join(', ')}.`,
        other,
      );
};

const managerIsAnother = ({ place, told, stated: { lineManagerId } }: Asked) => {
  const [substituted] = toldSince(place, told, ['substituted']);
  const { personId } = substituted?.before ?? place;

  return lineManagerId !== undefined && lineManagerId === personId
    ? refuse('own-line-manager', 'Nobody is their own line manager. Name another person.', 'lineManagerId')
    : undefined;
};

const checksStillHold = ({ book, stated: { checks } }: Asked) =>
  checks ? checksHold(checks, book.rules?.checks) : undefined;

// The order of another sponsor says nothing of this one's.
const orderIsStatedOnce = ({ place, told, stated }: Asked) =>
  stated.orderToFollow &&
  place.purchaseOrder !== undefined &&
  lastOf(place, ['accepted', ...ANSWERING]) === told
    ? orderStatedTwice()
    : undefined;

const returnIsStatedOnce = ({ place, stated: { expectedOn } }: Asked) =>
  expectedOn && place.deferral?.returnTo
    ? refuse('return-stated-twice', 'A cohort of return is named: that says when they return.', 'expectedOn')
    : undefined;

const returnLiesAhead = ({ told, stated: { expectedOn } }: Asked) =>
  expectedOn && expectedOn <= told.on
    ? refuse(
        'return-in-the-past',
        `The place was deferred on ${inWords(told.on)}: choose a later day.`,
        'expectedOn',
      )
    : undefined;

const returnIsInTime = ({ place, stated: { expectedOn } }: Asked) =>
  place.deferral
    ? returnIsWithinTheLimit(place.deferral.limitOn, expectedOn ?? undefined, 'expectedOn')
    : undefined;

const POSSIBLE = [
  isStatedWithIt,
  managerIsAnother,
  checksStillHold,
  orderIsStatedOnce,
  returnIsStatedOnce,
  returnLiesAhead,
  returnIsInTime,
] as const;
