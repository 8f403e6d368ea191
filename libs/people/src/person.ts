import { type BusinessDate, ERASED, type Facts, noFacts, refuse } from '#kernel';
import { List, Map } from 'immutable';
import type {
  Asker,
  Employment,
  Erased,
  Level,
  PersonDetails,
  ReasonCode,
  ReasonMatter,
  Removable,
} from './events.js';

/** What was said of a person about one day. */
export interface Statement {
  readonly on: BusinessDate;
  readonly gives: Partial<PersonDetails>;
  readonly takes: readonly Removable[];
  /** The job is stated whole: what is not given of it is unknown. */
  readonly wholeJob: boolean;
}

/** Why a place of theirs was given up, put off or given to another. */
export interface StatedReason {
  readonly about: ReasonMatter;
  readonly cohortId: string;
  readonly placeId: string;
  readonly code: ReasonCode | Erased;
  readonly askedBy?: Asker | Erased;
}

/** What the rules of one person remember. Every field may read `erased`. */
export interface Person {
  /** As recorded, and as corrected. */
  readonly facts: Facts;
  /** What the person was first registered with; absent before that. */
  readonly registered?: PersonDetails;
  /** By the day each is about, those of one day as recorded: so it does not matter which was recorded first. */
  readonly statements: List<Statement>;
  /** By `reasonKey`. */
  readonly reasons: Map<string, StatedReason>;
  /** By place. */
  readonly sources: Map<string, PastSource>;
}

/** What the papers of a past place said of its participant. */
export interface PastSource {
  readonly name?: string;
  readonly email?: string;
  readonly reason?: string;
}

/** A person before the first event. */
export const unregistered: Person = { facts: noFacts, statements: List(), reasons: Map(), sources: Map() };

/** What can be read of where a person works. */
export type KnownEmployment = Omit<Employment, 'level'> & { readonly level?: Level };

/** What was known of a person on a day, and where they worked. */
export const detailsOn = (person: Person, day: BusinessDate): Partial<PersonDetails> => ({
  ...after(person.statements.filter(({ on }) => on <= day)),
  ...statedEmployment(person, day),
});

/**
 * Where a person worked on a day, and at which level: what was stated last about that day or one before it, else
 * what was stated first. What is unknown or erased is absent, so an id in it is always an id.
 */
export const employmentAt = (person: Person, day: BusinessDate): KnownEmployment =>
  Object.fromEntries(Object.entries(statedEmployment(person, day)).filter(([, value]) => value !== ERASED));

/** The same of one person whose records were merged: what any of them says counts, by its day. */
export const employmentTogether = (records: readonly Person[], day: BusinessDate): KnownEmployment => {
  const [kept = unregistered, ...merged] = records;
  const statements = [...merged, kept].flatMap((record) => [...record.statements]);
  return employmentAt({ ...kept, statements: List(statements).sortBy(({ on }) => on) }, day);
};

/** The same with what is erased still reading `erased`. */
export const statedEmployment = (person: Person, day: BusinessDate): Employment => {
  const ofJobs = person.statements.filter(isOfJob);
  const until = ofJobs.first()?.on ?? day;
  return jobIn(after(ofJobs.filter(({ on }) => on <= (until > day ? until : day))));
};

/** What is said of a place and matter; the latest counts. */
export const reasonKey = ({
  about,
  cohortId,
  placeId,
}: Pick<StatedReason, 'about' | 'cohortId' | 'placeId'>) => `${cohortId}/${placeId}/${about}`;

/** The part of the details that tells of a job. */
export const jobIn = ({ employerId, unitId, role, level }: Partial<PersonDetails>): Employment =>
  Object.fromEntries(
    Object.entries({ employerId, unitId, role, level }).filter(([, value]) => value !== undefined),
  );

/** True for a statement that says something of a job. */
export const isOfJob = ({ gives, takes, wholeJob }: Statement): boolean =>
  wholeJob || [...Object.keys(gives), ...takes].some((field) => JOB.has(field));

const JOB: ReadonlySet<string> = new Set<keyof Employment>(['employerId', 'unitId', 'role', 'level']);

/** What statements come to, one after the other. What is given stands, though it is taken by the same one. */
const after = (statements: Iterable<Statement>): Partial<PersonDetails> => {
  let details: Partial<PersonDetails> = {};
  for (const { gives, takes, wholeJob } of statements) {
    const stay = Object.entries(details).filter(
      ([field]) => !takes.includes(field as Removable) && !(wholeJob && JOB.has(field)),
    );
    details = { ...Object.fromEntries(stay), ...gives };
  }
  return details;
};

/** Refuses what is stated about a person nobody registered, or one who was erased: no key is left to keep it under. */
export const standing = (person: Person) => {
  if (!person.registered)
    return refuse('person-not-registered', 'Nobody is registered under this id: register the person first.');
  if (isErased(person)) return personErased();

  return undefined;
};

/** True of someone whose key was destroyed. Everyone has a name or a reference, and both are sealed by it. */
export const isErased = ({ registered }: Person): boolean =>
  registered?.name === ERASED || registered?.reference === ERASED;

/** Refuses to keep anything more about someone who was erased. */
export const personErased = (field?: string) =>
  refuse('person-erased', 'This person was erased: nothing more can be recorded about them.', field);

/** The refusals of `standing`. */
export const NOT_STANDING = ['person-not-registered', 'person-erased'] as const;
