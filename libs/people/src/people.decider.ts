import { decider } from '#kernel';
import { amendPerson } from './amend-person.js';
import { changeEmployer } from './change-employer.js';
import { correctPersonFact, strikePersonFact } from './correct-person.js';
import { peopleEvents } from './events.js';
import { evolve } from './people.evolve.js';
import { unregistered } from './person.js';
import { recordPastParticipant } from './record-past-participant.js';
import { recordPersonOfHistory } from './record-person-of-history.js';
import { recordReason } from './record-reason.js';
import { registerPerson } from './register-person.js';

/** One person: a stream of their own, and the only one that holds what is personal about them. */
export const people = decider({
  name: 'person',
  key: ({ personId }: { personId: string }) => personId,
  initial: unregistered,
  events: peopleEvents,
  evolve,
  rules: [
    registerPerson,
    recordPersonOfHistory,
    recordPastParticipant,
    amendPerson,
    changeEmployer,
    recordReason,
    correctPersonFact,
    strikePersonFact,
  ],
  subject: ({ personId }: { personId: string }) => personId,
});
