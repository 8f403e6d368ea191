import type { BusinessDate } from '#kernel';
import type { Employment } from './events.js';
import type { PersonRow } from './person-directory.entity.js';
import { jobIn, reasonKey } from './person.js';

/** A person as the directory shows them on a day. */
export interface PersonToday extends Employment {
  readonly personId: string;
  /** Null of someone known by the reference only. */
  readonly name: string | null;
  readonly reference: string | null;
  readonly email: string | null;
  readonly registration: PersonRow['registration'];
  readonly revision: number;
}

/** Where a person works on a day: what was stated last about it or a day before it, else what was stated first. */
export const employmentOf = (
  { employments }: Pick<PersonRow, 'employments'>,
  day: BusinessDate,
): Employment => {
  const statement =
    employments.findLast(({ on }) => on <= day) ??
    employments.findLast(({ on }) => on === employments[0]?.on);

  return statement ? jobIn(statement) : {};
};

/** A row as it reads on a day. */
export const personToday = (row: PersonRow, today: BusinessDate): PersonToday => ({
  personId: row.personId,
  name: row.name,
  reference: row.reference,
  email: row.email,
  ...employmentOf(row, today),
  registration: row.registration,
  revision: row.revision,
});

/**
 * A record with those merged into it: its own details count, and what is unknown in it is taken from them. Every job
 * counts by its day; of two about one day its own.
 */
export const together = (kept: PersonRow, merged: readonly PersonRow[]): PersonRow => {
  const all = [kept, ...merged];
  const first = <Value>(of: (row: PersonRow) => Value | null): Value | null => {
    const row = all.find((one) => of(one) !== null);
    return row ? of(row) : null;
  };
  return {
    ...kept,
    name: first(({ name }) => name),
    reference: first(({ reference }) => reference),
    email: first(({ email }) => email),
    registration: first(({ registration }) => registration),
    employments: all
      .toReversed()
      .flatMap(({ employments }) => employments)
      .toSorted((job, other) => (job.on < other.on ? -1 : job.on > other.on ? 1 : 0)),
    // Since the merge reasons are recorded with the one kept: its own are the later ones.
    reasons: [
      ...new Map(
        all.toReversed().flatMap(({ reasons }) => reasons.map((one) => [reasonKey(one), one] as const)),
      ).values(),
      // By place and matter: as they were recorded, the answer would tell in which order they arrived.
    ].toSorted((one, other) => (reasonKey(one) < reasonKey(other) ? -1 : 1)),
  };
};
