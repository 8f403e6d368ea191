import { correctable, type Evolve, type Happened } from '#kernel';
import {
  personCorrections,
  type PersonCorrection,
  type PersonEvent,
  type PersonStatement,
} from './events.js';
import { jobIn, type Person, reasonKey, type Statement, unregistered } from './person.js';

/** What each statement leaves behind for the rules. An erased field is a value like any other: `erased`. */
const steps: Evolve<Person, PersonStatement> = {
  PersonRegistered: (person, { data: { personId: _, ...registered }, effectiveOn }) => ({
    ...withStatement(person, {
      on: effectiveOn,
      gives: registered,
      takes: [],
      wholeJob: Object.keys(jobIn(registered)).length > 0,
    }),
    registered,
  }),
  PersonAmended: (person, event) => withStatement(person, amendmentIn(event)),
  EmployerChanged: (person, { data: { personId: _, ...job }, effectiveOn }) =>
    withStatement(person, { on: effectiveOn, gives: job, takes: [], wholeJob: true }),
  ReasonRecorded: (person, { data: { personId: _, ...reason } }) => ({
    ...person,
    reasons: person.reasons.set(reasonKey(reason), reason),
  }),
  PastSourceKept: (person, { data: { personId: _, placeId, ...source } }) => ({
    ...person,
    sources: person.sources.set(placeId, source),
  }),
};

/** How a person remembers each of their facts, and what becomes of them when one is corrected. */
export const evolve: Evolve<Person, PersonEvent> = correctable<Person, PersonStatement, PersonCorrection>(
  unregistered,
  steps,
  personCorrections,
);

const amendmentIn = ({
  data: { personId: _, removed = [], ...gives },
  effectiveOn,
}: Happened<Extract<PersonStatement, { type: 'PersonAmended' }>>): Statement => ({
  on: effectiveOn,
  gives,
  takes: removed,
  wholeJob: false,
});

const withStatement = (person: Person, statement: Statement): Person => {
  const at = person.statements.findLastIndex(({ on }) => on <= statement.on) + 1;
  return { ...person, statements: person.statements.insert(at, statement) };
};
