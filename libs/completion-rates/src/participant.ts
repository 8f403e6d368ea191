import type { BusinessDate, Statements } from '#kernel';

/** Where a participant works and at which level, as stated at one moment; absent: not stated. */
export interface KeptFacts {
  readonly homeOrganisationId?: string;
  readonly level?: string;
}

/** What can name the participant of a place, in the course of a place. */
const COURSE = ['request', 'acceptance', 'confirmation', 'substitution', 'start'] as const;
export type NamedBy = (typeof COURSE)[number];

/** Whom one event named, and what it stated of them. */
export interface Naming extends KeptFacts {
  readonly by: NamedBy;
  readonly on: BusinessDate;
  readonly personId: string | null;
}

/** With one more naming, in the course of a place; an event of one kind is stated anew, substitutions go by their days. */
export const withNaming = (named: readonly Naming[], naming: Naming): readonly Naming[] =>
  inCourse([...withoutNaming(named, naming.by, naming.on), naming]);

/** Without what one kind of event named; of substitutions the one of a day. */
export const withoutNaming = (named: readonly Naming[], by: NamedBy, on?: BusinessDate): readonly Naming[] =>
  named.filter((one) => !isNaming(one, by, on));

/** With what one kind of event named said of another day. */
export const namedOnDay = (
  named: readonly Naming[],
  by: NamedBy,
  from: BusinessDate,
  on: BusinessDate,
): readonly Naming[] => inCourse(named.map((one) => (isNaming(one, by, from) ? { ...one, on } : one)));

const isNaming = (one: Naming, by: NamedBy, on: BusinessDate | undefined): boolean =>
  one.by === by && (by !== 'substitution' || one.on === on);

const inCourse = (named: readonly Naming[]): readonly Naming[] =>
  [...named].sort(
    (one, other) =>
      COURSE.indexOf(one.by) - COURSE.indexOf(other.by) ||
      (one.on < other.on ? -1 : Number(one.on > other.on)),
  );

/** What a naming states, and nothing else of an event. */
export const statedIn = ({ homeOrganisationId, level }: KeptFacts): KeptFacts => ({
  ...(homeOrganisationId === undefined ? {} : { homeOrganisationId }),
  ...(level === undefined ? {} : { level }),
});

/** Whom a place is for, since which day where there was somebody else before, and what is stated of them. */
export interface Participant {
  readonly personId: string | null;
  readonly since?: BusinessDate;
  readonly facts: KeptFacts;
}

/**
 * The participant by all that names one, and what was kept of where they work. What was stated of the person first proposed
 * is not said of whoever is named instead.
 */
export const participantOf = (named: readonly Naming[], kept: Statements<KeptFacts>): Participant => {
  const participant = named.reduce(namedOn, { personId: null, facts: {} });
  const { since } = participant;
  const onRecord = kept.filter(({ on }) => since === undefined || on >= since).at(-1);

  return onRecord ? { ...participant, facts: onRecord.value } : participant;
};

const namedOn = (before: Participant, naming: Naming): Participant => {
  const { by, on } = naming;
  const personId = naming.personId ?? before.personId;
  const another = before.personId !== null && personId !== before.personId;
  if (by === 'start') return { ...before, personId };
  if (another) return { personId, since: on, facts: statedIn(naming) };

  return { ...before, personId, facts: { ...statedIn(naming), ...before.facts } };
};
