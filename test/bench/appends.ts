import { copyLimit } from './copy-limit.js';
import type { Bench } from './ground.js';
import { CONNECTIONS, ourLog, plainLog } from './logs.js';
import { type Account, medianOf, microsecondsOf, perSecond, ratio, spread } from './measuring.js';
import { Follower, type Log } from './oracle.js';
import { castore, emmett, messageDb } from './peers.js';
import { type Contender, inTurn } from './rounds.js';

/** Appends of one event each to streams of their own, while a follower reads along: ours, the server's limit, and others'. */
export const appends: Bench = {
  name: 'appends',
  run: async (ground) => {
    const makers = [ourLog, plainLog, emmett, castore, messageDb];
    const observed: Observed[] = [];
    for (const make of makers) observed.push(new Observed(await make(ground)));

    const copying = await copyLimit(ground);
    const together = await inTurn([...observed.map((one) => one.together), copying], ground);
    const alone = await inTurn(
      observed.map((one) => one.alone),
      ground,
    );
    const ours = 'ours';
    const plain = 'one INSERT each';
    const accounts: Account[] = [];
    for (const one of observed) accounts.push(await one.account());
    return {
      figures: [
        ...Object.entries(together).map(([name, values]) =>
          name === copying.name
            ? spread(name, values, 'events/s')
            : spread(`${name}, ${CONNECTIONS} at once`, values, 'appends/s'),
        ),
        ...Object.entries(alone).map(([name, values]) => spread(`${name}, one at a time`, values, 'µs')),
      ],
      ratios: [
        ratio(`ours to one INSERT each, ${CONNECTIONS} at once`, together[ours]!, together[plain]!, {
          atLeast: 2,
        }),
        ratio(`ours, ${CONNECTIONS} at once, to ${copying.name}`, together[ours]!, together[copying.name]!),
        ratio(`ours to emmett, ${CONNECTIONS} at once`, together[ours]!, together['emmett']!, { atLeast: 8 }),
        ratio(`ours to castore, ${CONNECTIONS} at once`, together[ours]!, together['castore']!),
        ratio(`ours to message-db, ${CONNECTIONS} at once`, together[ours]!, together['message-db']!),
        ratio('time of one: ours to one INSERT', alone[ours]!, alone[plain]!, { atMost: 2 }),
        ratio('time of one: ours to emmett', alone[ours]!, alone['emmett']!),
      ],
      accounts,
    };
  },
};

/** A log with its follower, and what it acknowledged. */
class Observed {
  readonly together: Contender;
  readonly alone: Contender;
  readonly #acknowledged = new Set<number>();
  readonly #follower: Follower;
  #next = 1;

  constructor(private readonly log: Log) {
    this.#follower = new Follower(log);
    this.together = {
      name: log.name,
      measure: async (seconds) => {
        await Promise.all(Array.from({ length: CONNECTIONS }, () => this.#append()));
        this.#follower.start();
        const rate = await perSecond(CONNECTIONS, seconds, () => this.#append());
        await this.#follower.rest();
        return rate;
      },
    };
    this.alone = {
      name: log.name,
      measure: async (seconds) => {
        await this.#append();
        const times: number[] = [];
        const until = performance.now() + seconds * 1_000;
        while (performance.now() < until) times.push(await microsecondsOf(() => this.#append()));
        this.#follower.start();
        await this.#follower.rest();
        return medianOf(times);
      },
    };
  }

  account(): Promise<Account> {
    return this.#follower.account(this.#acknowledged);
  }

  async #append(): Promise<void> {
    const number = this.#next++;
    await this.log.append(number);
    this.#acknowledged.add(number);
  }
}
