import {
  type BusinessDate,
  type CommandType,
  derivedId,
  type Position,
  type Process,
  type Refusal,
  type Send,
} from '#kernel';
import { type Commands, type Envelope, Refused } from '../commands.js';
import { patiently } from './lanes.js';
import type { Lead } from './leadership.js';
import type { WorkItem } from './work-items.js';

/** One command of a process on its way, with the event it was sent for. */
export interface Parcel {
  readonly process: Process;
  readonly command: object;
  readonly commandId: string;
  readonly effectiveOn?: BusinessDate;
  readonly position: Position;
  readonly eventId: string;
  readonly correlationId: string;
}

/** The id of a process's command: the same at every retry, so that the log knows it. */
export const commandIdOf = (process: Process, eventId: string, command: object, target: string): string =>
  derivedId(process.name, eventId, command.constructor.name, target);

/** Throws when two commands for one event would have one id: the log would take the second for a repeat of the first. */
export const assertIdsDiffer = (sends: readonly Pick<Send, 'command' | 'target'>[]): void => {
  const names = sends.map(({ command, target }) => `${command.constructor.name} for "${target}"`);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw new Error(`Two of the commands for one event are ${twice}: name targets that differ.`);
};

/** A command answered with another answered with another: more than this is a circle. */
const ANSWERS_LIMIT = 10;

/** Sends the commands of processes and knows what becomes of their refusals. */
export class Delivery {
  constructor(
    private readonly commands: Commands,
    private readonly now: () => string,
  ) {}

  /**
   * Sends until it is decided, retrying while the log is out of reach. Answers the work item of a refusal nobody
   * foresaw. Throws what is unexpected, and `Interrupted` when the lead is over.
   */
  async deliver(parcel: Parcel, lead: Lead, answered = 0): Promise<WorkItem | undefined> {
    const sends = declared(parcel);
    const refusal = await this.refusalOf(parcel, lead);
    // Known by its id with other fields: it was decided before a restart, and what stands in the log stands.
    if (!refusal || refusal.refused === 'key-reused' || sends.ends.includes(refusal.refused))
      return undefined;

    const answer = sends.answers?.[refusal.refused];
    if (!answer || answered === ANSWERS_LIMIT) return this.workItem(parcel, refusal);
    const { command, target, effectiveOn } = answer(parcel.command, refusal);
    const commandId = derivedId(parcel.commandId, refusal.refused, command.constructor.name, target);
    return this.deliver({ ...parcel, command, commandId, effectiveOn }, lead, answered + 1);
  }

  private async refusalOf(parcel: Parcel, lead: Lead): Promise<Refusal | undefined> {
    try {
      await patiently(() => this.commands.send(parcel.command, envelopeOf(parcel)), lead);
      return undefined;
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      throw error;
    }
  }

  private workItem(parcel: Parcel, refusal: Refusal): WorkItem {
    return {
      id: parcel.commandId,
      process: parcel.process.name,
      position: parcel.position,
      eventId: parcel.eventId,
      command: parcel.command.constructor.name,
      refusal: refusal.refused,
      openedAt: this.now(),
    };
  }
}

const envelopeOf = (parcel: Parcel): Envelope => ({
  commandId: parcel.commandId,
  actor: `process:${parcel.process.name}`,
  role: 'process',
  origin: 'process',
  correlationId: parcel.correlationId,
  causationId: parcel.eventId,
  ...(parcel.effectiveOn === undefined ? {} : { effectiveOn: parcel.effectiveOn }),
});

const declared = ({ process, command }: Parcel) => {
  const sends = process.sends.find((one) => one.command === (command.constructor as CommandType));
  if (!sends)
    throw new Error(`The process sends ${command.constructor.name}, which its \`sends\` do not declare.`);

  return sends;
};
