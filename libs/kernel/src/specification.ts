import { deepStrictEqual, fail } from 'node:assert/strict';
import { londonDateOf, type Instant } from './dates.js';
import { type Circumstances, type Decider, type Decision, evolved, isRefusal } from './decider.js';
import type { Fact, Happened } from './event.js';
import { derivedId } from './ids.js';

/** The moment a specification runs at unless told otherwise: Tuesday 1 September 2026, 09:00 in London. */
export const AT: Instant = '2026-09-01T08:00:00.000Z';

/** What a specification may state about its command; the rest has plain defaults. */
export type SpecifiedCircumstances = Partial<
  Pick<Circumstances, 'now' | 'effectiveOn' | 'commandId' | 'actor'>
>;

/**
 * Given-when-then for one decider, with exact matching: types, versions, data and stated dates of all facts, in
 * order, and nothing else.
 *
 * `const given = specification(places); given(placesOpened(...)).when(command, { now }).then(placeOffered(...))`
 */
export const specification =
  <State, F extends Fact>(decider: Decider<State, F>, defaults: SpecifiedCircumstances = {}) =>
  (...facts: readonly F[]) => {
    const state = facts.reduce<State>(
      (so, fact, index) => evolved(decider, so, happened(fact, index, defaults.now)),
      decider.initial,
    );
    return {
      state,
      when: (command: object, stated: SpecifiedCircumstances = {}) => {
        const decision = decide(decider, state, command, { ...defaults, ...stated });
        return {
          decision,
          then: (...expected: readonly F[]) => deepStrictEqual(plain(decision), plain(expected)),
          thenNothing: () => deepStrictEqual(plain(decision), []),
          thenRefused: (code: string, field?: string) => {
            if (!isRefusal(decision))
              fail(`expected the refusal "${code}", but these were decided: ${JSON.stringify(decision)}`);
            deepStrictEqual(
              { code: decision.refused, ...(field ? { field: decision.field } : {}) },
              { code, ...(field ? { field } : {}) },
            );
          },
        };
      },
    };
  };

/** Decides a command as the platform would, but for the log: for specifications and generated sequences. */
export const decide = <State, F extends Fact>(
  decider: Decider<State, F>,
  state: State,
  command: object,
  stated: SpecifiedCircumstances = {},
): Decision<F> => {
  const entry = decider.rules.find((candidate) => command instanceof candidate.command);
  if (!entry) throw new Error(`The decider "${decider.name}" has no rule for ${command.constructor.name}.`);
  const now = stated.now ?? AT;
  const today = londonDateOf(now);
  const decision = entry.decide(command, state, {
    now,
    today,
    effectiveOn: stated.effectiveOn ?? today,
    commandId: stated.commandId ?? derivedId('specified', command.constructor.name, JSON.stringify(command)),
    actor: stated.actor ?? 'local-administrator',
  }) as Decision<F>;
  if (isRefusal(decision) && !entry.refuses.includes(decision.refused))
    throw new Error(`${decision.refused} is not declared.`);

  return decision;
};

/** A fact as `evolve` sees it. */
export const happened = <F extends Fact>(fact: F, index = 0, now: Instant = AT): Happened<F> => ({
  ...fact,
  id: derivedId('specified', index, fact.type),
  effectiveOn: fact.effectiveOn ?? londonDateOf(now),
  recordedAt: now,
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
