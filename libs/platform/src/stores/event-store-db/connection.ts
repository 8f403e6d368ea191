import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import services, { type StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { AtMost } from '../../following/at-most.js';
import { hostsOf } from './address.js';
import {
  allRequest,
  appendMessages,
  type PageOfAll,
  type PageOfStream,
  type ProposedEvent,
  streamRequest,
  subscriptionRequest,
} from './calls.js';
import { LogFailed, logFailed, NoSuchPosition } from './log-failed.js';
import { type ServerEvent, serverEventOf } from './server-event.js';

/** How long calls may take. */
export interface Patience {
  /** One call; default 10 s. */
  readonly call_ms?: number;
  /** How long an append whose outcome is unknown is sent again before the caller is told so; default 30 s. */
  readonly resend_ms?: number;
}

/** So many appends are under way at once; the others wait for their turn. */
const UNDER_WAY = 64;
const INVALID_ARGUMENT = 3;
const CALL_MS = 10_000;
const RESEND_MS = 30_000;
/** A read that failed is asked again for so long: enough for a connection to be made anew, or a leader to be found. */
const READ_AGAIN_MS = 1_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

type CallArguments = Required<Parameters<StreamsClient['read']>> extends [ReadReq, ...infer Rest] ? Rest : [];

/** What the client keeps for its own operations: connections, discovery of a cluster, the leader, sign-in. */
interface Inside {
  execute<T>(
    Client: typeof services.StreamsClient,
    name: string,
    work: (client: StreamsClient) => Promise<T>,
  ): Promise<T>;
  callArguments(
    options: { readonly requiresLeader: boolean },
    call: { readonly deadline: number },
  ): CallArguments;
}

/**
 * A connection to an EventStoreDB or a cluster. The client finds the leader, signs in and connects again; the calls are made
 * here on its generated services, since its own operations share the pending appends of a whole process (a connection that
 * breaks fails those of every other, and a late answer then ends the process), never end a read in time, tell revision 1
 * for every conflict, and cannot read `$all` with a filter. Every call is sent to the leader: a follower lags behind.
 */
export class EventStoreDbConnection {
  readonly hosts: string;
  private readonly inside: Inside;
  private readonly call_ms: number;
  private readonly resend_ms: number;
  private readonly underWay = new AtMost(UNDER_WAY);
  private channel: { close(): void } | undefined;
  private closed = false;

  constructor(url: string, patience: Patience = {}) {
    this.hosts = hostsOf(url);
    this.inside = EventStoreDBClient.connectionString(lookingOnce(url)) as unknown as Inside;
    this.call_ms = patience.call_ms ?? CALL_MS;
    this.resend_ms = patience.resend_ms ?? RESEND_MS;
  }

  /**
   * True when the events are behind that revision (-1: they are the stream's first), false when others are. Sent again with the same
   * ids while its outcome is unknown: what was stored already is then told as stored.
   */
  async append(stream: string, expected: number | 'any', events: readonly ProposedEvent[]): Promise<boolean> {
    const messages = appendMessages(stream, expected, events);
    const send: Work<AppendResp> = (client, call) =>
      new Promise((resolve, reject) => {
        const sink = client.append(...call, (error, response) => (error ? reject(error) : resolve(response)));
        sink.on('error', reject);
        for (const message of messages) sink.write(message);
        sink.end();
      });
    const response = await this.underWay.during(() => this.again(this.resend_ms, 'appending', send));
    if (response.hasSuccess()) return true;
    if (response.hasWrongExpectedVersion()) return false;
    throw new LogFailed(`The event log at ${this.hosts} answered an append in no words of this product.`);
  }

  /** Events of a stream in the order asked for; none of one that does not exist. */
  readStream(stream: string, page: PageOfStream): Promise<readonly ServerEvent[]> {
    return this.read(streamRequest(stream, page), 'reading a stream');
  }

  /** Events of all streams that begin so, in the order asked for. Throws `NoSuchPosition`. */
  async readAll(page: PageOfAll): Promise<readonly ServerEvent[]> {
    try {
      return await this.read(allRequest(page), 'reading the log');
    } catch (error) {
      if (page.at === undefined || (error as LogFailed).status !== INVALID_ARGUMENT) throw error;
      throw new NoSuchPosition(page.at, this.hosts);
    }
  }

  /** Tells of every event of such streams from now on; resolves when the connection broke or the signal came. */
  async listen(prefix: string, signal: AbortSignal, told: () => void): Promise<void> {
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    signal.addEventListener('abort', stop);
    const listening = this.execute(
      Infinity,
      (client, call) =>
        new Promise<void>((resolve, reject) => {
          const stream = client.read(subscriptionRequest(prefix), ...call);
          void stopped.then(() => stream.cancel());
          stream.on('data', (response: ReadResp) => {
            if (response.hasEvent() || response.hasConfirmation()) told();
          });
          stream.on('error', reject);
          stream.on('end', resolve);
        }),
    );
    // A hint that is lost is made up for by listening again. While a server is looked for there is nothing to cancel.
    await Promise.race([listening.catch(() => undefined), stopped]);
    signal.removeEventListener('abort', stop);
  }

  close(): void {
    this.closed = true;
    this.channel?.close();
  }

  private async read(request: ReadReq, doing: string): Promise<readonly ServerEvent[]> {
    const responses = await this.again(
      READ_AGAIN_MS,
      doing,
      (client, call) =>
        new Promise<readonly ReadResp[]>((resolve, reject) => {
          const heard: ReadResp[] = [];
          const stream = client.read(request, ...call);
          stream.on('data', (response: ReadResp) => heard.push(response));
          stream.on('error', reject);
          stream.on('end', () => resolve(heard));
        }),
    );
    return responses.flatMap((response) => serverEventOf(response) ?? []);
  }

  private async again<T>(for_ms: number, doing: string, work: Work<T>): Promise<T> {
    const deadline = performance.now() + for_ms;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, 2 * pause)) {
      try {
        return await this.execute(this.call_ms, work);
      } catch (error) {
        const failed = logFailed(error, this.hosts, doing);
        if (!failed.isPassing || this.closed || performance.now() + pause > deadline) throw failed;
        await sleep(pause);
      }
    }
  }

  /** One call; finding the leader of a cluster counts as part of it. */
  private async execute<T>(within_ms: number, work: Work<T>): Promise<T> {
    if (this.closed) throw new LogFailed('The event store is closed.');
    const deadline = Date.now() + within_ms;
    const answered = this.inside.execute(services.StreamsClient, 'streams', (client) => {
      this.channel = client.getChannel();
      // Closed while a server was looked for.
      if (this.closed) this.close();
      return work(client, this.inside.callArguments({ requiresLeader: true }, { deadline }));
    });
    return within_ms === Infinity ? answered : inTime(answered, within_ms);
  }
}

/** Calls are made again here: the client need not look for the leader ten times, for minutes, also when nobody waits any more. */
const lookingOnce = (url: string): string =>
  url.includes('maxDiscoverAttempts=') ? url : `${url}${url.includes('?') ? '&' : '?'}maxDiscoverAttempts=1`;

type Work<T> = (client: StreamsClient, call: CallArguments) => Promise<T>;

const inTime = async <T>(answered: Promise<T>, within_ms: number): Promise<T> => {
  const late = new AbortController();
  // A little later than the call's own deadline, which says the same and also ends the call.
  const after = sleep(within_ms + 100, undefined, { signal: late.signal, ref: false });
  after.catch(() => undefined);
  try {
    return await Promise.race([
      answered,
      after.then(() => Promise.reject(Object.assign(new Error('Late.'), { code: 4 }))),
    ]);
  } finally {
    late.abort();
  }
};
