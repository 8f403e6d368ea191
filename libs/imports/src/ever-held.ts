import { type KeptFact, versionsOf } from '#kernel';

/** The names and numbers an organisation goes by, or went by at some time. */
export interface EverHeld {
  readonly names: readonly string[];
  readonly references: readonly string[];
}

/**
 * Every name and care register number in the facts about an organisation. A name that was corrected counts: papers hold the
 * misspelling still. A number that was corrected or struck does not: it is another's.
 */
export const everHeldIn = (facts: readonly KeptFact[]): EverHeld => ({
  names: [...new Set(facts.filter(({ type }) => NAMING.has(type)).flatMap(namesIn))],
  references: [...new Set(facts.filter(({ struck }) => !struck).flatMap(numberIn))],
});

const NAMING: ReadonlySet<string> = new Set(['OrganisationRegistered', 'OrganisationRenamed']);

const namesIn = (fact: KeptFact): readonly string[] =>
  versionsOf(fact).map(({ data }) => (data as { readonly name: string }).name);

const numberIn = ({ type, data }: KeptFact): readonly string[] => {
  const { reference, scheme, identifier } = data as Readonly<
    Partial<Record<'reference' | 'scheme' | 'identifier', string | null>>
  >;
  const number =
    type === 'OrganisationRegistered'
      ? reference
      : type === 'OrganisationIdentified' && scheme === 'care_inspectorate'
        ? identifier
        : undefined;
  return number ? [number] : [];
};

const CALLED_BY: ReadonlySet<string> = new Set([
  ...['CohortPlanned', 'PlanAmended'],
  ...['ProgrammeDefined', 'ProgrammeRenamed'],
]);

/** Every name, and every number a cohort went by, in the facts about a programme or a cohort; also one that was corrected since. */
export const everCalledIn = (facts: readonly KeptFact[]): readonly string[] => {
  const called = facts
    .filter(({ type }) => CALLED_BY.has(type))
    .flatMap((fact) => versionsOf(fact))
    .flatMap(({ data }) => {
      const { name, number = 0 } = data as { readonly name?: string; readonly number?: number };
      return [...(name === undefined ? [] : [name]), ...(number > 0 ? [String(number)] : [])];
    });
  return [...new Set(called)];
};
