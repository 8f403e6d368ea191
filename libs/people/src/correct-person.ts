import {
  type BusinessDate,
  Day,
  factToCorrect,
  Id,
  isRefusal,
  type KeptFact,
  Nested,
  NO_FACT,
  nothing,
  OneOf,
  refuse,
  rule,
  Words,
  WordsList,
  wouldChange,
} from '#kernel';
import { isAddressErased } from './amend-person.js';
import {
  type Asker,
  ASKERS,
  CORRECTION_REASONS,
  type CorrectionReason,
  type Level,
  personFactCorrected,
  personFactStruck,
  type PersonStatement,
  REASON_CODES,
  type ReasonCode,
  REMOVABLE,
  type Removable,
} from './events.js';
import { Email, LevelOf, Name, ProfessionalRegistration } from './fields.js';
import { known } from './known.js';
import { NOT_STANDING, type Person, personErased, standing } from './person.js';

const NEVER_KNOWN = ['employerId', ...REMOVABLE] as const;

/** Something recorded about a person was otherwise, or about another day. Only what is given is corrected; the rest stays. */
export class CorrectPersonFact {
  @Id() personId!: string;
  @Id({ description: 'The event that recorded it, from the facts of the person' }) factId!: string;
  @OneOf(CORRECTION_REASONS) reason!: CorrectionReason;
  @Day({ optional: true, description: 'The day it is about; absent: the day stays' }) on?: BusinessDate;
  @Name({ optional: true }) name?: string;
  @Words({ optional: true, example: 'P-1043' }) reference?: string;
  @Email({ optional: true }) email?: string;
  @Id({ of: 'organisation', optional: true }) employerId?: string;
  @Id({ optional: true }) unitId?: string;
  @Words({ optional: true, example: 'Team manager' }) role?: string;
  @LevelOf({ optional: true }) level?: Level;
  @Nested(() => ProfessionalRegistration, { optional: true }) registration?: ProfessionalRegistration;
  @Words({ optional: true, max: 2000, description: 'Access and dietary needs' }) needs?: string;
  @Words({ optional: true, max: 500 }) emergencyContact?: string;
  @OneOf(REASON_CODES, { optional: true, description: 'Of a recorded reason' }) code?: ReasonCode;
  @OneOf(ASKERS, { optional: true, description: 'Of a recorded reason' }) askedBy?: Asker;
  @WordsList(NEVER_KNOWN.length, {
    optional: true,
    oneOf: NEVER_KNOWN,
    description: 'What was never known of the person, though the fact said something',
  })
  neverKnown?: (Removable | 'employerId')[];
}

/** Which fields each kind of fact has. */
const FIELDS: Readonly<Record<PersonStatement['type'], readonly string[]>> = {
  PersonRegistered: ['name', 'reference', 'employerId', ...REMOVABLE],
  PersonAmended: ['name', ...REMOVABLE],
  EmployerChanged: ['employerId', 'unitId', 'role', 'level'],
  ReasonRecorded: ['code', 'askedBy'],
  // What papers say stays as they say it.
  PastSourceKept: [],
};

/** A correction beside the fact it is about. */
interface Correction {
  readonly fact: KeptFact;
  readonly stated: Readonly<Record<string, unknown>>;
  readonly neverKnown: readonly string[];
  readonly on: BusinessDate;
  readonly person: Person;
  readonly today: BusinessDate;
}

const saysWhatTheFactSays = ({ fact, stated, neverKnown }: Correction) => {
  const fields = FIELDS[fact.type as PersonStatement['type']];
  const foreign = [...Object.keys(stated), ...neverKnown].find((field) => !fields.includes(field));
  const isWithoutEmployer = fact.type === 'EmployerChanged' && neverKnown.includes('employerId');
  return foreign !== undefined || isWithoutEmployer
    ? refuse(
        'not-in-this-fact',
        'The fact does not say this: choose the fact that does, or strike it if it never was.',
        foreign ?? 'neverKnown',
      )
    : undefined;
};

const givesOrTakes = ({ stated, neverKnown }: Correction) =>
  neverKnown.some((field) => field in stated)
    ? refuse('given-and-removed', 'A detail is either given or never known: choose one.', 'neverKnown')
    : undefined;

const isNotAhead = ({ fact, on, today }: Correction) =>
  on > today && fact.type !== 'EmployerChanged'
    ? refuse(
        'effective-in-the-future',
        'Only a new employer may be stated ahead: state a day up to today.',
        'on',
      )
    : undefined;

const hasAKey = ({ stated, person }: Correction) =>
  stated['email'] !== undefined && isAddressErased(person) ? personErased('email') : undefined;

const POLICIES = [saysWhatTheFactSays, givesOrTakes, isNotAhead, hasAKey];

export const correctPersonFact = rule(
  CorrectPersonFact,
  [...NOT_STANDING, ...NO_FACT, 'not-in-this-fact', 'given-and-removed', 'effective-in-the-future'],
  ({ personId, factId, reason, neverKnown = [], ...given }, person: Person, { today }) => {
    const refusal = standing(person);
    if (refusal) return refusal;
    const fact = factToCorrect(person.facts, factId, Object.keys(FIELDS), 'factId');
    if (isRefusal(fact)) return fact;

    const { on = fact.on, registration, ...details } = given;
    const stated = known({ ...details, registration: registration ? { ...registration } : undefined });
    const correction = { fact, stated, neverKnown, on, person, today };
    const refused = POLICIES.map((policy) => policy(correction)).find((answer) => answer !== undefined);
    if (refused) return refused;
    const becomes = { ...stated, ...takenOff(neverKnown), ...removalsAfter(fact.data as Amended, stated) };
    if (!wouldChange(fact, becomes, on)) return nothing;

    return [personFactCorrected({ personId, corrects: factId, fact: fact.type, reason, ...becomes }, on)];
  },
);

const takenOff = (fields: readonly string[]): Readonly<Record<string, null>> =>
  Object.fromEntries(fields.map((field) => [field, null]));

interface Amended {
  readonly removed?: readonly Removable[];
}

/** What an amendment was said to take off, but was given after all, it never took. */
const removalsAfter = ({ removed }: Amended, stated: object): Amended => {
  const stay = removed?.filter((field) => !(field in stated));
  return removed && stay && stay.length < removed.length ? { removed: stay } : {};
};

/** Something recorded about a person never was: what it had replaced stands again. */
export class StrikePersonFact {
  @Id() personId!: string;
  @Id({ description: 'The event that recorded it, from the facts of the person' }) factId!: string;
  @OneOf(CORRECTION_REASONS, { example: 'about_somebody_else' }) reason!: CorrectionReason;
}

export const strikePersonFact = rule(
  StrikePersonFact,
  [...NOT_STANDING, ...NO_FACT],
  ({ personId, factId, reason }, person: Person) => {
    const refusal = standing(person);
    if (refusal) return refusal;
    // A person who was registered stays so: two records of one person are merged.
    const strikable = Object.keys(FIELDS).filter((type) => type !== 'PersonRegistered');
    const fact = factToCorrect(person.facts, factId, strikable, 'factId');
    if (isRefusal(fact)) return fact;
    if (fact.struck) return nothing;

    return [personFactStruck({ personId, corrects: factId, fact: fact.type, reason }, fact.on)];
  },
);
