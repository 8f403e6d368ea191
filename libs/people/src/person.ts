import { type BusinessDate, type Dated, ERASED, refuse, undated, valueOnOrEarliest } from '#kernel';
import type { Employment, Level, PersonDetails } from './events.js';

/** What the rules of one person remember. Every field may read `erased`. */
export interface Person {
  /** What the person was first registered with; absent before that. */
  readonly registered?: PersonDetails;
  readonly details: Omit<PersonDetails, keyof Employment>;
  /** Where the person worked and as what, by the day it began or changed. */
  readonly employments: Dated<Employment>;
}

/** A person before the first event. */
export const unregistered: Person = { details: { name: '' }, employments: undated() };

/** What can be read of where a person works. */
export type KnownEmployment = Omit<Employment, 'level'> & { readonly level?: Level };

/**
 * Where a person worked on a day, and at which level: what was stated last about that day or one before it, else
 * what was stated first. What is unknown or erased is absent, so an id in it is always an id.
 */
export const employmentAt = (person: Person, day: BusinessDate): KnownEmployment =>
  Object.fromEntries(Object.entries(statedEmployment(person, day)).filter(([, value]) => value !== ERASED));

/** The same with what is erased still reading `erased`. */
export const statedEmployment = (person: Person, day: BusinessDate): Employment =>
  valueOnOrEarliest(person.employments, day) ?? {};

/** Refuses what is stated about a person nobody registered, or one who was erased: no key is left to keep it under. */
export const standing = (person: Person) => {
  if (!person.registered)
    return refuse('person-not-registered', 'Nobody is registered under this id: register the person first.');
  if (person.details.name === ERASED) return personErased();

  return undefined;
};

/** Refuses to keep anything more about someone who was erased. */
export const personErased = (field?: string) =>
  refuse('person-erased', 'This person was erased: nothing more can be recorded about them.', field);

/** The refusals of `standing`. */
export const NOT_STANDING = ['person-not-registered', 'person-erased'] as const;
