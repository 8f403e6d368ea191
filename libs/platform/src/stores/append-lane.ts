import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { AppendOutcome } from '../event-store.js';
import { appendTogether, type PreparedAppend, type Verdict } from './append-call.js';
import { isPassing, isUnknownOutcome, withoutDetail } from './database-error.js';
import type { LoneConnection } from './lone-connection.js';

/** The most events of one call: keeps a call to some milliseconds, whatever waits. */
const CALL_EVENTS = 1_000;
const CALL_CHARACTERS = 4_000_000;
/** How long a call whose outcome is unknown is sent again before the caller is told so. */
const RESEND_MS = 30_000;

interface Waiting extends PreparedAppend {
  readonly settle: (verdict: Verdict) => void;
}

/** How a lane is made. */
export interface LaneOptions {
  readonly connection: LoneConnection;
  readonly anyClock: boolean;
  /** The events a command of ours recorded in a call whose answer was lost, or what else the log knows. */
  readonly recovered: (append: PreparedAppend) => Promise<AppendOutcome | undefined>;
  /** Called after each call that appended something. */
  readonly appended: () => void;
}

/** One process's way into the log: one call at a time, and all that waits meanwhile goes with the next. */
export class AppendLane {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly options: LaneOptions) {}

  append(append: PreparedAppend): Promise<AppendOutcome> {
    return new Promise((resolve, reject) => {
      const settle = (verdict: Verdict) => (verdict instanceof Error ? reject(verdict) : resolve(verdict));
      this.waiting.push({ ...append, settle });
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // Whatever is asked for in this turn of the event loop goes together.
      await new Promise(setImmediate);
      const call = this.nextCall();
      const verdicts = await this.sent(call);
      verdicts.forEach((verdict, index) => call[index]?.settle(verdict));
      const appended = call.filter((_, index) => isAppended(verdicts[index]));
      if (appended.length > 0) this.options.appended();
      this.answerRepeats(new Set(appended.flatMap(({ request }) => request.commands.map(({ key }) => key))));
    }
    this.running = undefined;
  }

  /** What waits with a key that was just recorded need not ask the log. */
  private answerRepeats(recorded: ReadonlySet<string>): void {
    this.waiting = this.waiting.filter(({ request, settle }) => {
      const known = request.commands.find(({ key }) => recorded.has(key));
      if (known) settle({ outcome: 'known', key: known.key });
      return !known;
    });
  }

  /** By time, since the log's times never go back; one per key, so that each is judged by itself. */
  private nextCall(): readonly Waiting[] {
    this.waiting.sort((a, b) =>
      a.request.recordedAt < b.request.recordedAt ? -1 : +(a.request.recordedAt > b.request.recordedAt),
    );
    const call: Waiting[] = [];
    const later: Waiting[] = [];
    const keys = new Set<string>();
    let events = 0;
    let characters = 0;
    for (const append of this.waiting) {
      const own = append.request.commands.map(({ key }) => key);
      events += append.events.length;
      characters += append.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
      const full = call.length > 0 && (events > CALL_EVENTS || characters > CALL_CHARACTERS);
      const together = !full && !own.some((key) => keys.has(key));
      (together ? call : later).push(append);
      for (const key of own) keys.add(key);
    }
    this.waiting = later;
    return call;
  }

  /** One bad request fails alone: a call that fails is sent again request by request. */
  private async sent(call: readonly Waiting[]): Promise<readonly Verdict[]> {
    try {
      return await this.sentToTheEnd(call);
    } catch (error) {
      const [only, ...others] = call;
      if (!only || others.length === 0 || isUnknownOutcome(error))
        return call.map(() => withoutDetail(error, 'appending to the log'));

      const verdicts: Verdict[] = [];
      for (const append of call) verdicts.push(...(await this.sent([append])));
      return verdicts;
    }
  }

  /** A call whose answer was lost is sent again as it was: what it recorded is then known by its keys. */
  private async sentToTheEnd(call: readonly Waiting[]): Promise<readonly Verdict[]> {
    const deadline = performance.now() + RESEND_MS;
    for (let attempt = 1; ; attempt += 1) {
      let client: ClientBase | undefined;
      try {
        client = await this.options.connection.get();
        const verdicts = await appendTogether(client, call, this.options.anyClock);
        return attempt === 1 ? verdicts : await this.withRecovered(call, verdicts);
      } catch (error) {
        const unknown = isUnknownOutcome(error);
        if (unknown) this.options.connection.drop();
        if ((!unknown && !isPassing(error)) || performance.now() > deadline) throw error;
        await sleep(Math.min(1_000, 20 * 2 ** attempt));
      }
    }
  }

  private withRecovered(call: readonly Waiting[], verdicts: readonly Verdict[]): Promise<readonly Verdict[]> {
    return Promise.all(
      verdicts.map(async (verdict, index) => {
        const append = call[index];
        const known = append && 'outcome' in verdict && verdict.outcome === 'known';
        return known ? ((await this.options.recovered(append)) ?? verdict) : verdict;
      }),
    );
  }
}

const isAppended = (verdict: Verdict | undefined): boolean =>
  verdict !== undefined && 'outcome' in verdict && verdict.outcome === 'appended';
