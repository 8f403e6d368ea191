import fc from 'fast-check';
import { type BusinessDate, isRefusal, startOfDay } from '#kernel';
import type { Simulation } from './simulation.js';

/** What somebody does, whatever the news of it. */
export type Act = (simulation: Simulation) => void;

/** Sends a command that must be recorded. */
export const sending =
  (command: (simulation: Simulation) => object, on?: BusinessDate): Act =>
  (simulation) => {
    const decision = simulation.send(command(simulation), on);
    if (isRefusal(decision)) throw new Error(decision.refused);
  };

/** A day comes. */
export const until =
  (day: BusinessDate): Act =>
  (simulation) => {
    simulation.now = startOfDay(day);
  };

/** Acts in their order, the news of them in every other: each process follows at its own pace, crashes and repeats. */
export const inEveryOrder = (
  begin: () => Promise<Simulation>,
  acts: readonly Act[],
  check: (simulation: Simulation) => void,
) =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          process: fc.nat(99),
          events: fc.integer({ min: 1, max: 12 }),
          crashAfter: fc.option(fc.nat(2)),
          acts: fc.boolean(),
        }),
        { minLength: 10, maxLength: 40, size: 'max' },
      ),
      async (steps) => {
        const simulation = await begin();
        const left = [...acts];
        // What waits for an answer that is on its way is sent again once that has come.
        const act = async () => {
          const next = left.shift();
          simulation.now = new Date(Date.parse(simulation.now) + 1000).toISOString();
          try {
            next?.(simulation);
          } catch {
            await simulation.settle();
            next?.(simulation);
          }
        };
        for (const { process, events, crashAfter, acts } of steps) {
          if (acts) await act();
          const one = simulation.processes[process % simulation.processes.length]!;
          for (let more = events; more > 0; more -= 1) await simulation.follow(one);
          if (crashAfter !== null) await simulation.follow(one, crashAfter);
        }
        while (left.length > 0) await act();
        await simulation.settle();
        expect(simulation.workItems).toEqual([]);
        check(simulation);
      },
    ),
    { numRuns: 12 },
  );
