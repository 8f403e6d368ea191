import { decider } from '#kernel';
import { amendPerson } from './amend-person.js';
import { changeEmployer } from './change-employer.js';
import { peopleEvents } from './events.js';
import { evolve } from './people.evolve.js';
import { unregistered } from './person.js';
import { registerPerson } from './register-person.js';

/** One person: a stream of their own, and the only one that holds what is personal about them. */
export const people = decider({
  name: 'person',
  key: ({ personId }: { personId: string }) => personId,
  initial: unregistered,
  events: peopleEvents,
  evolve,
  rules: [registerPerson, amendPerson, changeEmployer],
  subject: ({ personId }: { personId: string }) => personId,
});
