import fc from 'fast-check';
import { type CommandType, daysAfter, derivedId, isRefusal, startOfDay } from '#kernel';
import type { Context } from '#platform';
import { drawn } from './commands-as-drawn.js';
import { Draw } from './drawing.js';
import { commandsOf } from './ground.js';
import type { ProductInMemory } from './product-in-memory.js';

/** One step of a generated sequence, as plain values: a counterexample can be read, and gets shorter by leaving steps out. */
export type Step =
  | { readonly send: string; readonly seed: number; readonly daysBack: number; readonly saying?: object }
  | { readonly days: number }
  | { readonly follow: number; readonly events: number; readonly crashAfter: number | null }
  | { readonly settle: true };

/** How often a command is drawn, where that is not once: the course of a place comes first, and what ends all of it is rare. */
const WEIGHTS: Readonly<Record<string, number>> = {
  RequestPlace: 16,
  AcceptPlace: 14,
  ConfirmPlace: 14,
  StartPlace: 12,
  RecommendCohort: 4,
  RecordApproval: 4,
  OpenEnrolment: 8,
  StartCohort: 4,
  RequestGroup: 4,
  DeferPlace: 4,
  NameReturn: 2,
  WithdrawPlace: 3,
  SubstituteParticipant: 3,
  StrikePlaceFact: 4,
  CorrectPlaceDate: 3,
  CorrectParticipant: 2,
  AdmitByException: 2,
  GrantAward: 3,
  ProposeTransfer: 2,
  CancelCohort: 0.15,
  CloseEnrolment: 0.3,
  CompleteCohort: 0.5,
  StrikeCohortFact: 0.5,
  RetireProgrammeVersion: 0.5,
  StrikeOrganisationFact: 0.4,
  CloseOrganisation: 0.4,
};

/** Sent by the imports, which have no route for them. */
const IMPORTED: ReadonlySet<string> = new Set([
  'RecordRegisterEntry',
  'RecordPersonOfHistory',
  'RecordPastProgramme',
  'RecordPastCohort',
  'RecordPastParticipant',
  'RecordPastCandidacy',
  'RecordPastPlace',
  'RecordPastAward',
]);

/** The commands somebody sends: by a route or an import. All others follow from these by a process or a claim. */
export const sentByPeople = (contexts: readonly Context[]): readonly CommandType[] => {
  const routed = new Set(
    contexts
      .flatMap(({ controllers = [] }) => controllers)
      .flatMap((controller) => Object.getOwnPropertyNames(controller.prototype))
      .map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`),
  );
  return [...commandsOf(contexts).values()].filter(({ name }) => routed.has(name) || IMPORTED.has(name));
};

/** Any step; `often` says which commands to draw more often. */
export const stepOf = (
  commands: readonly CommandType[],
  often: ReadonlySet<string> = new Set(),
): fc.Arbitrary<Step> => {
  const weighed = commands.map(({ name }) => ({
    weight: Math.round(100 * (WEIGHTS[name] ?? 0.6) * (often.has(name) ? 20 : 1)),
    arbitrary: fc.constant(name),
  }));
  const total = Math.round(weighed.reduce((sum, { weight }) => sum + weight, 0) / 100);
  return fc.oneof(
    {
      weight: total,
      arbitrary: fc.record({
        send: fc.oneof(...weighed),
        seed: fc.nat(),
        daysBack: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20 })),
      }),
    },
    { weight: Math.round(total / 8), arbitrary: fc.record({ days: fc.integer({ min: 1, max: 6 }) }) },
    {
      weight: Math.round(total / 8),
      arbitrary: fc.record({
        follow: fc.nat(60),
        events: fc.integer({ min: 1, max: 30 }),
        crashAfter: fc.option(fc.nat(1), { freq: 2 }),
      }),
    },
    { weight: Math.round(total / 3), arbitrary: fc.constant({ settle: true as const }) },
  );
};

/** How often a command is drawn anew until it would be taken: most of a sequence would be refused otherwise. */
const TRIES = 14;

/** A command as it was sent. */
export interface Sent {
  readonly command: object;
  readonly commandId: string;
  readonly effectiveOn: string;
}

/** A command of the step, drawn until it would change something, or refused for the last time. */
export const chosen = async (
  product: ProductInMemory,
  command: CommandType,
  { seed, daysBack, saying }: Extract<Step, { send: string }>,
): Promise<Sent> => {
  const draw = new Draw(seed);
  const { today } = product;
  const then = daysAfter(today, -daysBack);
  const commandId = derivedId('step', seed, product.log.length);
  let sent: Sent | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    sent = {
      command: Object.assign(drawn(product, command, draw), saying),
      commandId,
      effectiveOn: tries % 3 === 2 ? today : then,
    };
    const decision = await product.tried(sent.command, sent);
    if (!isRefusal(decision) && decision.length > 0) return sent;
  }
  return sent!;
};

/** Takes one step. */
export const take = async (
  product: ProductInMemory,
  commands: ReadonlyMap<string, CommandType>,
  step: Step,
): Promise<void> => {
  if ('days' in step) product.now = startOfDay(daysAfter(product.today, step.days));
  else if ('settle' in step) await product.settle();
  else if ('follow' in step) {
    const process = product.processes[step.follow % product.processes.length]!;
    for (let left = step.events; left > 0; left -= 1) await product.follow(process);
    if (step.crashAfter !== null) await product.follow(process, step.crashAfter);
  } else {
    const { command, commandId, effectiveOn } = await chosen(product, commands.get(step.send)!, step);
    const origin = command.constructor.name.startsWith('RecordPast') ? 'history' : 'command';
    await product.send(command, { commandId, effectiveOn, origin });
  }
};

/** How far the cohorts of a sequence have come before its steps. */
export const HOW_FAR = 4;
const send = (...names: readonly string[]) => names;
const times = (count: number, name: string) => Array.from({ length: count }, () => name);
const COURSE: readonly (readonly string[])[] = [
  send(...times(7, 'RequestPlace')),
  send(...times(4, 'AcceptPlace'), 'RequestPlace', ...times(2, 'RequestGroup'), ...times(3, 'ConfirmPlace')),
  send('CloseEnrolment', ...times(4, 'ConfirmPlace'), ...times(2, 'OpenEnrolment')),
  send(
    'StartCohort',
    ...times(4, 'StartPlace'),
    ...times(4, 'RequestPlace'),
    ...times(3, 'AcceptPlace'),
    'DeferPlace',
  ),
];
const DAYS_OF_COURSE = [6, 16, 30, 1];

/** Brings the cohorts of a product so far, by commands drawn like any other. */
export const broughtOn = async (
  product: ProductInMemory,
  commands: ReadonlyMap<string, CommandType>,
  draw: Draw,
  howFar: number,
): Promise<void> => {
  for (const [part, names] of COURSE.slice(0, howFar).entries()) {
    for (const name of names) {
      await take(product, commands, { send: name, seed: draw.below(1_000_000), daysBack: 0 });
      await product.settle();
    }
    await take(product, commands, { days: DAYS_OF_COURSE[part]! });
    await product.settle();
  }
};
