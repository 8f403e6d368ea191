import {
  type BusinessDate,
  ERASED,
  factsOn,
  foldedFacts,
  type Happened,
  inDayOrder,
  type KeptFact,
} from '#kernel';
import type { Erased, PersonDetails, PersonStatement, Registration, Removable } from './events.js';
import { known } from './known.js';
import type { EmploymentRow, PersonRow } from './person-directory.entity.js';
import { jobIn, reasonKey, type StatedReason } from './person.js';

type Step<Name extends PersonStatement['type']> = (
  row: PersonRow,
  event: Happened<Extract<PersonStatement, { type: Name }>>,
) => PersonRow;
type Steps = { readonly [Name in Exclude<PersonStatement['type'], 'ReasonRecorded'>]: Step<Name> };

/** A record of which nothing is known yet. */
export const blankRow = (personId: string): PersonRow => ({
  personId,
  name: null,
  reference: null,
  email: null,
  employments: [],
  registration: null,
  reasons: [],
  keptId: null,
  apartFrom: [],
  facts: [],
  revision: -1,
});

/**
 * The row its facts come to; what is known of its merges, and its revision, stays. What holds on a day goes by the days of
 * the facts, whatever order they came in.
 */
export const rowOf = (row: PersonRow, facts: readonly KeptFact[]): PersonRow => {
  const { personId, keptId, apartFrom, revision } = row;
  const folded = foldedFacts(inDayOrder(facts), steps, blankRow(personId));

  return { ...folded, reasons: reasonsIn(facts), facts, keptId, apartFrom, revision };
};

/**
 * The row as it was on a day; null of someone registered later. A merge says something about records, not about a day: as
 * at any day the two were one.
 */
export const rowOn = (row: PersonRow, day: BusinessDate): PersonRow | null => {
  const facts = factsOn(row.facts, day);

  return facts.some(({ type }) => type === 'PersonRegistered') ? rowOf(row, facts) : null;
};

const steps: Steps = {
  PersonRegistered: (row, { data, effectiveOn, recordedAt }) => ({
    ...row,
    name: data.name ?? row.name,
    reference: data.reference ?? row.reference,
    email: data.email ?? row.email,
    registration: readable(data.registration) ?? row.registration,
    employments: withJob(row, { on: effectiveOn, recordedAt, ...jobIn(data) }),
  }),
  PersonAmended: (row, { data, effectiveOn, recordedAt }) => {
    const removed = data.removed ?? [];
    const isGone = (field: Removable): boolean => removed.includes(field) && data[field] === undefined;
    return {
      ...row,
      name: data.name ?? row.name,
      email: isGone('email') ? null : (data.email ?? row.email),
      registration: isGone('registration') ? null : (readable(data.registration) ?? row.registration),
      employments: withAmendedJob(row, data, removed, { on: effectiveOn, recordedAt }),
    };
  },
  EmployerChanged: (row, { data, effectiveOn, recordedAt }) => ({
    ...row,
    employments: withJob(row, { on: effectiveOn, recordedAt, ...jobIn(data) }),
  }),
  PastSourceKept: (row) => row,
};

/** Folded by day, so the last one stated is the one before; a job of which nothing is known is no statement. */
const withJob = ({ employments }: PersonRow, job: EmploymentRow): readonly EmploymentRow[] =>
  employments.length === 0 && Object.keys(jobIn(job)).length === 0 ? employments : [...employments, job];

const withAmendedJob = (
  row: PersonRow,
  data: Partial<PersonDetails>,
  removed: readonly Removable[],
  said: Pick<EmploymentRow, 'on' | 'recordedAt'>,
): readonly EmploymentRow[] => {
  const gone = (['unitId', 'role', 'level'] as const).filter((field) => removed.includes(field));
  const given = jobIn(data);
  if (gone.length + Object.keys(given).length === 0) return row.employments;

  const before = jobIn(row.employments.at(-1) ?? {});
  const stays = Object.entries(before).filter(([field]) => !gone.includes(field as (typeof gone)[number]));
  return withJob(row, { ...said, ...known({ ...Object.fromEntries(stays), ...given }) });
};

/** The last recorded about a place and matter counts, whatever day it is about. */
const reasonsIn = (facts: readonly KeptFact[]): readonly StatedReason[] => {
  const reasons = new Map<string, StatedReason>();
  for (const { type, data, struck } of facts) {
    if (type !== 'ReasonRecorded' || struck) continue;
    const { personId: _, ...reason } = data as StatedReason & { personId: string };
    reasons.set(reasonKey(reason), reason);
  }
  return [...reasons.values()];
};

const readable = (registration: Registration | Erased | undefined): PersonRow['registration'] =>
  registration === ERASED ? { body: ERASED, number: ERASED } : (registration ?? null);
