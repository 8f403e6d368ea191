import { ERASED, projectionOf, type Recorded } from '#kernel';
import type { Employment, Erased, PersonEvent, Registration, Removable } from './events.js';
import { known } from './known.js';
import { type EmploymentRow, PersonRow } from './person-directory.entity.js';
import { employmentOf } from './person-today.js';

/** Every person, a row each: the table that holds names. */
export const personDirectory = projectionOf<PersonEvent>()<PersonRow>({
  name: 'person-directory',
  version: 1,
  table: PersonRow,
  personal: true,
  key: ({ data }) => data.personId,
  blank: (personId) => ({
    personId,
    name: '',
    email: null,
    employments: [],
    registration: null,
    revision: -1,
  }),
  on: {
    PersonRegistered: (row, event) => ({
      ...row,
      name: event.data.name,
      email: event.data.email ?? null,
      registration: readable(event.data.registration),
      employments: withJob(row, event, jobOf(event.data)),
      revision: event.revision,
    }),
    PersonAmended: (row, event) => {
      const { name, email, registration, removed = [] } = event.data;
      const job = { ...jobOf(event.data), ...gone(removed) };
      return {
        ...row,
        name: name ?? row.name,
        email: removed.includes('email') ? null : (email ?? row.email),
        registration: removed.includes('registration') ? null : (readable(registration) ?? row.registration),
        employments:
          Object.keys(job).length === 0
            ? row.employments
            : withJob(row, event, { ...employmentOf(row, event.effectiveOn), ...job }),
        revision: event.revision,
      };
    },
    EmployerChanged: (row, event) => ({
      ...row,
      employments: withJob(row, event, jobOf(event.data)),
      revision: event.revision,
    }),
  },
});

const jobOf = ({ employerId, unitId, role, level }: Employment): Employment =>
  known({ employerId, unitId, role, level });

/** The parts of a job an amendment takes away. */
const gone = (removed: readonly Removable[]): Employment =>
  Object.fromEntries(
    removed
      .filter((field) => field === 'unitId' || field === 'role' || field === 'level')
      .map((field) => [field, undefined]),
  );

/** After what was said about the day and earlier ones; a job of which nothing is known is no statement. */
const withJob = (
  { employments }: PersonRow,
  { effectiveOn, recordedAt }: Recorded,
  job: Employment,
): readonly EmploymentRow[] => {
  if (employments.length === 0 && Object.keys(job).length === 0) return employments;

  const at = employments.findLastIndex(({ on }) => on <= effectiveOn) + 1;
  return employments.toSpliced(at, 0, { ...known(job), on: effectiveOn, recordedAt });
};

const readable = (registration: Registration | Erased | undefined): PersonRow['registration'] =>
  registration === ERASED ? { body: ERASED, number: ERASED } : (registration ?? null);
