import type { Context } from '#platform';
import { PeopleController, PersonQueriesController } from './people.controller.js';
import { people } from './people.decider.js';
import { personDirectory } from './person-directory.projection.js';
import { GetPersonHandler, ListPeopleHandler } from './person-directory.queries.js';

export { AmendPerson } from './amend-person.js';
export { ChangeEmployer } from './change-employer.js';
export { ProfessionalRegistration } from './fields.js';
export { people } from './people.decider.js';
export { employmentAt, type KnownEmployment, type Person } from './person.js';
export { PersonRow } from './person-directory.entity.js';
export { personDirectory } from './person-directory.projection.js';
export { GetPerson, ListPeople, PersonFilters } from './person-directory.queries.js';
export type { PersonToday } from './person-today.js';
export { RegisterPerson } from './register-person.js';

/** People: participants, contacts, line managers, mentors, and whoever else is named. */
export const peopleContext: Context = {
  name: 'people',
  deciders: [people],
  projections: [personDirectory],
  controllers: [PeopleController, PersonQueriesController],
  queries: [ListPeopleHandler, GetPersonHandler],
};
