import {
  Amount,
  type BusinessDate,
  Day,
  factToCorrect,
  Figure,
  Id,
  isRefusal,
  type KeptFact,
  NO_FACT,
  nothing,
  OneOf,
  type Refusal,
  refuse,
  rule,
  Whole,
  Words,
  WordsList,
  wouldChange,
  YesNo,
} from '#kernel';
import { CORRECTABLE, MAY_BE_AHEAD, REMOVABLE, rightFields } from './correctable-facts.js';
import {
  CONTACT_PURPOSES,
  type ContactPurpose,
  type CorrectedFields,
  organisationFactCorrected,
  SCHEMES,
  type Scheme,
  SECTORS,
  type Sector,
} from './events.js';
import { isWellFormed, malformedIdentifier } from './identify-organisation.js';
import { notRegistered, type Organisation } from './organisation.js';
import { restsOn } from './strike-fact.js';

const NEVER_KNOWN = 'null: it was never known';

/**
 * A fact about an organisation was other than recorded. Only the fields stated become others, and the day where `on` is
 * stated; both versions stay visible. A struck fact that is corrected stands again.
 */
export class CorrectOrganisationFact {
  @Id() organisationId!: string;
  @Id({ description: 'The event that recorded it, or an earlier correction of it' }) factId!: string;
  @Words({ max: 500, example: 'Misread on the form', description: 'Never about a person' }) reason!: string;
  @Day({ optional: true, description: 'The right day, where the day was wrong' }) on?: BusinessDate;
  @Words({ optional: true, example: 'Winter Leaves Care' }) name?: string;
  @OneOf(SECTORS, { optional: true }) sector?: Sector;
  @Words({ optional: true, max: 40, example: 'SP2003000009', description: NEVER_KNOWN })
  reference?: string | null;
  @OneOf(SCHEMES, { optional: true }) scheme?: Scheme;
  @Words({ optional: true, max: 40, example: 'SC012345' }) identifier?: string;
  @Figure(0, 1_000_000, { optional: true, description: `Whole-time equivalents; 0 or ${NEVER_KNOWN}` })
  staffWte?: number | null;
  @Whole(0, 1_000_000, { optional: true, description: `0 or ${NEVER_KNOWN}` }) headcount?: number | null;
  @Amount({ optional: true, description: `Pence of a year; 0 or ${NEVER_KNOWN}` }) income?: number | null;
  @Whole(0, 100_000, { optional: true, description: `Registered care services; 0 or ${NEVER_KNOWN}` })
  services?: number | null;
  @Words({ optional: true, example: 'annual return 2026' }) source?: string;
  @WordsList(32, { optional: true, example: ['Fife'] }) councilAreas?: readonly string[];
  @Id({ of: 'person', optional: true, description: `Of a unit; ${NEVER_KNOWN}` })
  contactPersonId?: string | null;
  @Id({ of: 'person', optional: true }) personId?: string;
  @OneOf(CONTACT_PURPOSES, { optional: true }) purpose?: ContactPurpose;
  @Words({ optional: true, max: 500 }) address?: string;
  @YesNo({ optional: true }) purchaseOrderRequired?: boolean;
  @Words({ optional: true, max: 100, description: NEVER_KNOWN }) buyerReference?: string | null;
  @Words({
    optional: true,
    max: 60,
    description: NEVER_KNOWN,
    matches: /^\d{4}:[A-Za-z0-9._~-]{1,50}$/,
    matchesMessage: '$property must be a scheme of four digits, a colon and an identifier',
  })
  peppolId?: string | null;
  @Whole(0, 180, { optional: true }) termsDays?: number;
}

interface Asked {
  readonly fact: KeptFact;
  readonly becomes: CorrectedFields;
  readonly on: BusinessDate;
  readonly today: BusinessDate;
  readonly kept: readonly KeptFact[];
}

/** What must hold of every correction, in the order it is asked. */
const policies: readonly ((asked: Asked) => Refusal<Code> | undefined)[] = [
  ofThisFact,
  stillKnown,
  notAhead,
  identifierFormed,
  someFigure,
  othersStillRestOnIt,
];

const CODES = [
  'not-a-field-of-this-fact',
  'field-must-stay-known',
  'day-in-the-future',
  'identifier-malformed',
  'figures-missing',
  'other-facts-rest-on-it',
] as const;
type Code = (typeof CODES)[number];

export const correctOrganisationFact = rule(
  CorrectOrganisationFact,
  ['organisation-not-registered', ...NO_FACT, ...CODES],
  (correction, organisation: Organisation, { today }) => {
    const { organisationId, factId, reason, on: rightDay, ...stated } = correction;
    if (!organisation.registered) return notRegistered();
    const fact = factToCorrect(organisation.facts, factId, Object.keys(CORRECTABLE), 'factId');
    if (isRefusal(fact)) return fact;

    const on = rightDay ?? fact.on;
    const becomes = rightFields(stated);
    for (const policy of policies) {
      const refusal = policy({ fact, becomes, on, today, kept: organisation.facts.kept.toArray() });
      if (refusal) return refusal;
    }
    if (!wouldChange(fact, becomes, on)) return nothing;

    return [
      organisationFactCorrected(
        { organisationId, corrects: factId, fact: fact.type, reason, ...becomes },
        on,
      ),
    ];
  },
);

function ofThisFact({ fact, becomes }: Asked) {
  const fields: readonly string[] = CORRECTABLE[fact.type as keyof typeof CORRECTABLE];
  const foreign = Object.keys(becomes).find((field) => !fields.includes(field));
  if (foreign === undefined) return undefined;

  return refuse(
    'not-a-field-of-this-fact',
    fields.length === 0
      ? 'Of this fact only the day can be corrected; if it never was, strike it.'
      : `This fact has no such field. It has: ${fields.join(', ')}.`,
    foreign,
  );
}

function stillKnown({ becomes }: Asked) {
  const gone = Object.entries(becomes).find(
    ([field, value]) =>
      (value === null && !REMOVABLE.has(field)) || (Array.isArray(value) && value.length === 0),
  );
  if (!gone) return undefined;

  return refuse('field-must-stay-known', 'This fact always states it: give the right value.', gone[0]);
}

function notAhead({ fact, on, today }: Asked) {
  if (on <= today || MAY_BE_AHEAD.has(fact.type)) return undefined;

  return refuse('day-in-the-future', 'A fact of this kind cannot lie ahead: state a day up to today.', 'on');
}

function identifierFormed({ fact, becomes }: Asked) {
  if (fact.type !== 'OrganisationIdentified') return undefined;
  const { scheme, identifier } = { ...(fact.data as { scheme: Scheme; identifier: string }), ...becomes };

  return isWellFormed(scheme, identifier) ? undefined : malformedIdentifier();
}

function someFigure({ fact, becomes }: Asked) {
  if (fact.type !== 'SizeFigureRecorded') return undefined;
  const figures = { ...(fact.data as CorrectedFields), ...becomes };
  if (figures.staffWte || figures.headcount || figures.income || figures.services) return undefined;

  return refuse('figures-missing', 'No figure would be left: strike the fact if it never was.');
}

function othersStillRestOnIt({ fact, becomes, on, kept }: Asked) {
  const corrected = { ...fact, on, data: { ...(fact.data as object), ...becomes } };
  if (kept.every((other) => !restsOn(other, fact) || restsOn(other, corrected))) return undefined;

  return refuse(
    'other-facts-rest-on-it',
    'A later fact is about what this one began: correct or strike that first.',
    'factId',
  );
}
