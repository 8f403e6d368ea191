import type { BusinessDate } from '#kernel';
import type { Employment } from './events.js';
import type { PersonRow } from './person-directory.entity.js';

/** A person as the directory shows them on a day. */
export interface PersonToday extends Employment {
  readonly personId: string;
  readonly name: string;
  readonly email: string | null;
  readonly registration: PersonRow['registration'];
  readonly revision: number;
}

/** Where a person works on a day: what was stated last about it or a day before it, else what was stated first. */
export const employmentOf = ({ employments }: PersonRow, day: BusinessDate): Employment => {
  const statement =
    employments.findLast(({ on }) => on <= day) ??
    employments.findLast(({ on }) => on === employments[0]?.on);
  if (!statement) return {};

  const { on: _on, recordedAt: _recordedAt, ...job } = statement;
  return job;
};

/** A row as it reads on a day. */
export const personToday = (row: PersonRow, today: BusinessDate): PersonToday => ({
  personId: row.personId,
  name: row.name,
  email: row.email,
  ...employmentOf(row, today),
  registration: row.registration,
  revision: row.revision,
});
