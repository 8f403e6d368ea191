import { type BusinessDate, ERASED, foldedFacts, type Happened, inDayOrder, type KeptFact } from '#kernel';
import type { Erased, PersonDetails, PersonStatement, Registration, Removable } from './events.js';
import { known } from './known.js';
import type { EmploymentRow, PersonRow } from './person-directory.entity.js';
import type { PersonMergeEvent } from './person-merges.events.js';
import { jobIn, reasonKey, type StatedReason } from './person.js';

type Fact = PersonStatement | PersonMergeEvent;
type Step<Name extends Fact['type']> = (
  row: PersonRow,
  event: Happened<Extract<Fact, { type: Name }>>,
) => PersonRow;
type Steps = { readonly [Name in Exclude<Fact['type'], 'ReasonRecorded'>]: Step<Name> };

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
  mergedIds: [],
  apartFrom: [],
  facts: [],
  revision: -1,
});

/** The row its facts come to. What holds on a day goes by the days of the facts, whatever order they came in. */
export const rowOf = (personId: string, facts: readonly KeptFact[], revision: number): PersonRow => ({
  ...foldedFacts(inDayOrder(facts), steps, blankRow(personId)),
  reasons: reasonsIn(facts),
  facts,
  revision,
});

const ABOUT_RECORDS: ReadonlySet<string> = new Set<PersonMergeEvent['type']>([
  'PeopleMerged',
  'MergeOfPeopleUndone',
  'PeopleToldApart',
]);

/**
 * The row as it was on a day; null of someone registered later. A merge says something about records, not about a day: as
 * at any day the two were one.
 */
export const rowOn = (row: PersonRow, day: BusinessDate): PersonRow | null => {
  const facts = row.facts
    .map((fact) => (ABOUT_RECORDS.has(fact.type) && fact.on > day ? { ...fact, on: day } : fact))
    .filter(({ on, struck }) => !struck && on <= day);
  return facts.some(({ type }) => type === 'PersonRegistered')
    ? rowOf(row.personId, facts, row.revision)
    : null;
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
  PeopleMerged: (row, { data: { keptId, ids } }) =>
    row.personId === keptId
      ? { ...row, mergedIds: [...new Set([...row.mergedIds, ...ids])] }
      : { ...row, keptId },
  MergeOfPeopleUndone: (row, { data: { keptId, mergedId, ids } }) => {
    if (row.personId === keptId)
      return { ...row, mergedIds: row.mergedIds.filter((id) => !ids.includes(id)) };

    return { ...row, keptId: row.personId === mergedId ? null : mergedId };
  },
  PeopleToldApart: (row, { data: { oneId, otherId } }) => ({
    ...row,
    apartFrom: [...new Set([...row.apartFrom, row.personId === oneId ? otherId : oneId])],
  }),
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
