import type { Context } from '#platform';
import { CorrectPersonFact, StrikePersonFact } from './correct-person.js';
import { FindDuplicatePeopleHandler } from './duplicates.query.js';
import { MergePeople, RecordNotDuplicates, UndoMergeOfPeople } from './merge-people.js';
import { PeopleController, PersonMergesController, PersonQueriesController } from './people.controller.js';
import { people } from './people.decider.js';
import { personDirectory } from './person-directory.projection.js';
import { GetPersonHandler, ListPeopleHandler } from './person-directory.queries.js';
import { GetPersonFactsHandler } from './person-facts.query.js';
import { personMerges } from './person-merges.decider.js';
import { RecordPastParticipant, saidOtherwise, sourceDifferences } from './record-past-participant.js';
import { RecordPersonOfHistory } from './record-person-of-history.js';
import { RegisterPerson } from './register-person.js';

export { AmendPerson } from './amend-person.js';
export { ChangeEmployer } from './change-employer.js';
export { CorrectPersonFact, StrikePersonFact };
export { type DuplicatePeople, FindDuplicatePeople } from './duplicates.query.js';
export { ProfessionalRegistration } from './fields.js';
export { MergePeople, RecordNotDuplicates, UndoMergeOfPeople };
export { people, personMerges };
export {
  employmentAt,
  employmentTogether,
  isErased,
  type KnownEmployment,
  type Person,
  personErased,
} from './person.js';
export { PersonRow } from './person-directory.entity.js';
export { personDirectory };
export { GetPerson, ListPeople, PersonFilters, type WholePerson } from './person-directory.queries.js';
export { GetPersonFacts, type PersonFact } from './person-facts.query.js';
export type { PersonToday } from './person-today.js';
export { RecordPastParticipant, saidOtherwise, sourceDifferences };
export { RecordPersonOfHistory };
export { RecordReason } from './record-reason.js';
export { RegisterPerson };

/** People: participants, contacts, line managers, mentors, and whoever else is named. */
export const peopleContext: Context = {
  name: 'people',
  deciders: [people, personMerges],
  projections: [personDirectory],
  // A correction names a fact of one record, and who registers a record again means that one, whichever stands for it now.
  merged: [
    {
      kind: 'person',
      ownId: 'personId',
      merges: personMerges,
      asSent: [
        MergePeople,
        UndoMergeOfPeople,
        RecordNotDuplicates,
        CorrectPersonFact,
        StrikePersonFact,
        RegisterPerson,
        RecordPersonOfHistory,
        RecordPastParticipant,
      ],
    },
  ],
  controllers: [PeopleController, PersonMergesController, PersonQueriesController],
  queries: [ListPeopleHandler, GetPersonHandler, FindDuplicatePeopleHandler, GetPersonFactsHandler],
};
