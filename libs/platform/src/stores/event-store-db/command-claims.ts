import { derivedId } from '#kernel';
import type { AppendRequest } from '../../event-store.js';
import { EVENTS_LIMIT, KeyClaimed } from '../append-rules.js';
import type { StoredEvent } from '../event-hash.js';
import type { EventStoreDbConnection } from './connection.js';
import type { StreamNames } from './stored-form.js';

/** What a command is about to be recorded as: one of the commands of one append. */
export interface Claim {
  readonly key: string;
  readonly stream: string;
  /** The revision the append expects. Whoever claims has seen the stream at it: so it is never one that is yet to come. */
  readonly behind: number;
  /** The revision of the command's first event, should the append be taken. */
  readonly first: number;
}

/** What the commands of an append are to be claimed as. */
export const claimsOf = ({ stream, expectedRevision, commands }: AppendRequest): readonly Claim[] => {
  let first = expectedRevision + 1;
  return commands.map(({ key, events }) => {
    const claim = { key, stream, behind: expectedRevision, first };
    first += events.length;
    return claim;
  });
};

/** Claims are read in so many a call; of a key used in ever new conflicts there may be more. */
const CLAIMS_PAGE = 500;

/**
 * Makes a command key unique over the whole log, although one append reaches one stream only. Each key has a stream of claims;
 * a command is claimed there before its events are appended, so whoever uses the key later finds where it may lie. A claim is
 * kept when the command's events are where it says. It is void when other events are behind the revision its append
 * expected: that append can never be taken any more. Else it is open, and nobody knows. A new claim is made beside void
 * ones, and beside open ones for the same revision of the same stream: of those appends one at most is taken. Beside an
 * open one for another stream none is made: both could be taken.
 */
export class CommandClaims {
  constructor(
    private readonly connection: EventStoreDbConnection,
    private readonly names: StreamNames,
    private readonly read: (stream: string, from: number, limit: number) => Promise<readonly StoredEvent[]>,
  ) {}

  /** Claims a key. False where its command is recorded already. Throws `KeyClaimed`. */
  async claim(claim: Claim): Promise<boolean> {
    if (await this.made(claim, -1)) return true;
    for (;;) {
      const chain = await this.chain(claim.key);
      const standing = await Promise.all(chain.map((one) => this.standing(one)));
      if (standing.includes('kept')) return false;
      const elsewhere = chain.find(
        ({ stream }, index) => standing[index] === 'open' && stream !== claim.stream,
      );
      if (elsewhere) throw new KeyClaimed(elsewhere.key, elsewhere.stream);
      if (chain.some((one) => idOf(one) === idOf(claim))) return true;
      if (await this.made(claim, chain.length - 1)) return true;
    }
  }

  /** The first of these keys whose command is recorded. */
  async known(keys: readonly string[]): Promise<string | undefined> {
    const found = await Promise.all(keys.map((key) => this.recorded(key)));
    return keys.find((_, index) => found[index] !== undefined);
  }

  /** The events of a command that is recorded. */
  async recorded(key: string): Promise<readonly StoredEvent[] | undefined> {
    for (const claim of (await this.chain(key)).reverse()) {
      // Most claims but the last came to nothing: what lies there instead is not read on.
      const [first] = await this.read(claim.stream, claim.first, 1);
      if (first?.commandKey !== key) continue;
      const rest = await this.read(claim.stream, claim.first + 1, EVENTS_LIMIT);
      const next = rest.findIndex(({ commandKey }) => commandKey !== '');
      return [first, ...(next < 0 ? rest : rest.slice(0, next))];
    }
    return undefined;
  }

  private async standing({ key, stream, behind, first }: Claim): Promise<'kept' | 'void' | 'open'> {
    // One read: what is behind the revision and whether it is the command's must be of one moment.
    const there = await this.read(stream, behind + 1, first - behind);
    if (there.length === 0) return 'open';
    return there.find(({ revision }) => revision === first)?.commandKey === key ? 'kept' : 'void';
  }

  private async chain(key: string): Promise<Claim[]> {
    const chain: Claim[] = [];
    for (;;) {
      const page = { from: chain.length, limit: CLAIMS_PAGE, backwards: false };
      const made = await this.connection.readStream(this.names.claimsOf(key), page);
      chain.push(...made.map(({ data }) => JSON.parse(data) as Claim));
      if (made.length < CLAIMS_PAGE) return chain;
    }
  }

  /** The same claim has the same id: the server takes it once, and says so as often as it is made. */
  private made(claim: Claim, expected: number): Promise<boolean> {
    const event = {
      id: idOf(claim),
      type: 'CommandClaimed',
      data: JSON.stringify(claim),
      metadata: '{}',
    };
    return this.connection.append(this.names.claimsOf(claim.key), expected, [event]);
  }
}

const idOf = ({ key, stream, behind, first }: Claim): string =>
  derivedId('command claim', key, stream, behind, first);
