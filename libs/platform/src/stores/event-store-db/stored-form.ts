import { derivedId } from '#kernel';
import type { ChainedEvent, StoredEvent } from '../event-hash.js';
import type { ProposedEvent } from './calls.js';
import type { ServerEvent } from './server-event.js';

/** How one log names its streams on a server it may share with others. */
export class StreamNames {
  /** What the names of all streams of events begin with, and of no other: the server filters by it. */
  readonly prefix: string;
  readonly identity: string;
  readonly clock: string;
  /** Where it is kept which import has begun, and which has ended. */
  readonly imports: string;

  constructor(private readonly log: string) {
    if (!/^[a-z0-9]+$/.test(log))
      throw new Error(`"${log}" cannot name a log: use small letters and digits.`);
    this.prefix = `${log}:`;
    this.identity = `${log}.identity`;
    this.clock = `${log}.clock`;
    this.imports = `${log}.import`;
  }

  of(stream: string): string {
    return this.prefix + stream;
  }

  /** Where it is kept what a command key was used for. */
  claimsOf(key: string): string {
    return `${this.log}.command-${derivedId('command key', key)}`;
  }
}

/** What lies beside an event's own texts. `append` is on the first event of an append, and tells whose it was. */
interface Beside {
  readonly version: number;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly hash: string;
  readonly commandKey?: string;
  readonly commandDigest?: string;
  readonly append?: string;
}

// Inside a JSON text a quote of its own is escaped, so this occurs where it was put and nowhere before.
const METADATA = ',"metadata":';

/** An event as it is given to the server: its texts are the exact bytes that were hashed. */
export const proposedOf = (event: ChainedEvent, append?: string): ProposedEvent => {
  const { version, effectiveOn, recordedAt, hash, commandKey, commandDigest } = event;
  const beside: Beside = {
    version,
    effectiveOn,
    recordedAt,
    hash,
    ...(commandKey === '' ? {} : { commandKey, commandDigest }),
    ...(append === undefined ? {} : { append }),
  };
  return {
    id: event.id,
    type: event.type,
    data: event.data,
    metadata: `${JSON.stringify(beside).slice(0, -1)}${METADATA}${event.metadata}}`,
  };
};

/** The event as every store tells it. Throws where it was not written by this product. */
export const storedOf = (event: ServerEvent, names: StreamNames): StoredEvent => {
  const at = event.metadata.indexOf(METADATA);
  const beside = besideOf(event);
  return {
    position: event.position,
    stream: event.stream.slice(names.prefix.length),
    revision: event.revision,
    id: event.id,
    type: event.type,
    version: beside.version,
    effectiveOn: beside.effectiveOn,
    recordedAt: beside.recordedAt,
    metadata: event.metadata.slice(at + METADATA.length, -1),
    data: event.data,
    commandKey: beside.commandKey ?? '',
    commandDigest: beside.commandDigest ?? '',
    hash: beside.hash,
  };
};

/** Whose append an event begins. */
export const appendOf = (event: ServerEvent | undefined): string | undefined =>
  event && besideOf(event).append;

const besideOf = (event: ServerEvent): Beside => {
  const at = event.metadata.indexOf(METADATA);
  try {
    const beside = JSON.parse(`${event.metadata.slice(0, at)}}`) as Beside;
    if (at > 0 && isWhole(beside)) return beside;
  } catch {
    // Said below, as of any other text that is not ours.
  }
  throw new Error(
    `The event ${event.id} in "${event.stream}" was not written by this product. Give the log a server, or streams, of its own.`,
  );
};

const isWhole = ({ version, hash }: Beside): boolean => Number.isInteger(version) && HASH.test(hash);

const HASH = /^[0-9a-f]{64}$/;
