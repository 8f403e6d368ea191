import { type Evolve, stated } from '#kernel';
import type { Employment, PersonDetails, PersonEvent } from './events.js';
import { known } from './known.js';
import { statedEmployment, type Person } from './person.js';

/** What each event leaves behind for the rules. An erased field is a value like any other: `erased`. */
export const evolve: Evolve<Person, PersonEvent> = {
  PersonRegistered: (person, { data: { personId: _, ...registered }, effectiveOn }) => {
    const { details, employment } = parted(registered);
    return {
      registered,
      details: { ...person.details, ...details },
      employments: isEmpty(employment)
        ? person.employments
        : stated(person.employments, effectiveOn, employment),
    };
  },
  PersonAmended: (person, { data: { personId: _, removed = [], ...amended }, effectiveOn }) => {
    const gone = Object.fromEntries(removed.map((field) => [field, undefined]));
    const { details, employment } = parted({ ...amended, ...gone });
    return {
      ...person,
      details: known({ ...person.details, ...details }),
      employments: isEmpty(employment)
        ? person.employments
        : stated(
            person.employments,
            effectiveOn,
            known({ ...statedEmployment(person, effectiveOn), ...employment }),
          ),
    };
  },
  EmployerChanged: (person, { data: { personId: _, ...job }, effectiveOn }) => ({
    ...person,
    employments: stated(person.employments, effectiveOn, job),
  }),
};

const JOB: ReadonlySet<string> = new Set<keyof Employment>(['employerId', 'unitId', 'role', 'level']);

const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;

/** What is so on any day, apart from what is dated. */
const parted = (fields: Partial<PersonDetails>) => {
  const entries = Object.entries(fields);
  return {
    details: Object.fromEntries(entries.filter(([field]) => !JOB.has(field))) as Partial<Person['details']>,
    employment: Object.fromEntries(entries.filter(([field]) => JOB.has(field))) as Employment,
  };
};
