import type { Decider, RuleEntry } from '#kernel';
import { cohortsContext } from '#cohorts';
import { peopleContext } from '#people';
import { placesContext } from '#places';
import { processesContext } from './index.js';

const deciders: readonly Decider[] = [cohortsContext, placesContext, peopleContext].flatMap(
  (context) => context.deciders ?? [],
);
const ruleOf = (command: unknown): RuleEntry<any, any, any, string> | undefined =>
  deciders.flatMap(({ rules }) => rules).find((rule) => rule.command === command);
const processes = processesContext.processes ?? [];

describe('every process', () => {
  it.each(processes)('$name sends commands that have a rule, and names only refusals of it', ({ sends }) => {
    for (const { command, ends, answers } of sends) {
      const refuses = ruleOf(command)?.refuses;
      expect(refuses).toBeDefined();
      expect(refuses).toEqual(expect.arrayContaining([...ends, ...Object.keys(answers ?? {})]));
    }
  });

  it('has a name of its own, a whole sentence', () => {
    const names = processes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+){3,}$/);
  });
});
