import { chained, hashOf, type StoredEvent } from '#platform';
import type { Receipt } from '#kernel';
import type { Entry } from './ledger.js';
import { heldAgainst } from './log-oracle.js';

const NOW = '2026-09-14T09:00:00.000Z';

const metadata = (over: object = {}) => ({
  commandId: 'c',
  commandType: 'TakeNote',
  correlationId: 'c',
  causationId: 'c',
  actor: 'local-administrator',
  role: 'administrator',
  origin: 'command' as const,
  ...over,
});

/** A log of one stream: each command by its key, with how many events it records. */
const logOf = (...commands: readonly (readonly [key: string, events: number, over?: object])[]) => {
  const events = chained({
    stream: 'notes-amara',
    expectedRevision: -1,
    previousHash: '',
    recordedAt: NOW,
    commands: commands.map(([key, count, over]) => ({
      key,
      digest: `digest of ${key}`,
      events: Array.from({ length: count }, (_, index) => ({
        id: `${key} ${index}`,
        type: 'NoteTaken',
        version: 1,
        data: {},
        effectiveOn: '2026-09-14',
        metadata: metadata({ commandId: key, ...over }),
      })),
    })),
  });
  return events.map((event, index): StoredEvent => ({ ...event, position: String(index + 1) }));
};

const receiptFor = (log: readonly StoredEvent[], from: number, to: number): Receipt => {
  const own = log.slice(from - 1, to);
  const { stream, revision, position } = own.at(-1)!;
  return { stream, revision, position, recorded: own.map(({ type, id }) => ({ type, id })) };
};

const entry = (key: string, answer: Partial<Entry>): Entry => ({
  key,
  method: 'POST',
  path: 'notes',
  body: {},
  sent_ms: 0,
  unknown: 0,
  ...answer,
});

const held = (log: readonly StoredEvent[], ...entries: readonly Entry[]) =>
  heldAgainst(log, new Map(entries.map((one) => [one.key, one]))).problems;

describe('the log held against what clients were told', () => {
  const log = logOf(['local-administrator/a', 1], ['local-administrator/b', 2]);
  const a = entry('a', { receipt: receiptFor(log, 1, 1) });
  const b = entry('b', { receipt: receiptFor(log, 2, 3) });

  it('finds nothing where every acknowledged command is there, one refused is not, and one was never answered', () => {
    expect(held(log, a, b, entry('c', { refusal: 'no-such-place', status: 404 }), entry('d', {}))).toEqual(
      [],
    );
    expect(held(log, a, entry('b', {}))).toEqual([]);
  });

  it('finds a command that was acknowledged and is lost', () => {
    expect(held(log.slice(0, 1), a, b)).toEqual([expect.stringMatching(/"b" was acknowledged .* is lost/)]);
  });

  it('finds a command of which not all events are there', () => {
    expect(held(log.slice(0, 2), a, b)).toEqual([expect.stringMatching(/"b" was acknowledged with .* has/)]);
  });

  it('finds a command that is elsewhere than it was said', () => {
    const elsewhere = { ...a.receipt!, position: '7' };
    expect(held(log, { ...a, receipt: elsewhere }, b)).toEqual([expect.stringContaining('position 7')]);
  });

  it('finds a refused command, and one that was told it recorded nothing, in the log', () => {
    const refused = entry('a', { refusal: 'places-not-open', status: 409 });
    expect(held(log, refused, b)).toEqual([expect.stringContaining('was refused (409 places-not-open)')]);
    const none = entry('a', { receipt: { ...a.receipt!, recorded: [] } });
    expect(held(log, none, b)).toEqual([expect.stringContaining('told it recorded nothing')]);
  });

  it('finds a command that no client sent', () => {
    expect(held(log, a)).toEqual([expect.stringContaining('no client ever sent')]);
  });

  it('takes what a process did because of an event that is there, and nothing else', () => {
    const process = { actor: 'process:offer-next', origin: 'process' };
    const withProcess = (causationId: string) =>
      logOf(['local-administrator/a', 1], ['process:offer-next/p', 1, { ...process, causationId }]);
    expect(held(withProcess('local-administrator/a 0'), a)).toEqual([]);
    expect(held(withProcess('an event that was lost'), a)).toEqual([
      expect.stringContaining('neither a client'),
    ]);
  });

  it('finds a key that is there twice', () => {
    const twice = logOf(['local-administrator/a', 1]);
    const doubled = { ...twice[0]!, position: '2', revision: 1, id: 'another' };
    const hash = hashOf(twice[0]!.hash, doubled);
    expect(held([...twice, { ...doubled, hash }], entry('a', {}))).toEqual([
      expect.stringContaining('is in the log twice'),
    ]);
  });

  it('finds an event that is there twice', () => {
    const again = { ...log[2]!, position: '4', revision: 3 };
    const problems = held([...log, { ...again, hash: hashOf(log[2]!.hash, again) }], a, entry('b', {}));
    expect(problems).toEqual([expect.stringContaining('has the id of another event')]);
  });

  it('finds a hole in the positions, in a stream, and a broken chain', () => {
    const hole = log.map((event, index) => ({ ...event, position: String(index + 2) }));
    expect(held(hole, entry('a', {}), entry('b', {}))[0]).toContain('should be position 1');
    const skipped = held([log[0]!, { ...log[2]!, position: '2' }], entry('a', {}), entry('b', {}));
    expect(skipped).toContainEqual(expect.stringContaining('is revision 2, not 1'));
    const altered = [log[0]!, { ...log[1]!, data: '{"said":"no"}' }, log[2]!];
    expect(held(altered, a, b)).toEqual([expect.stringContaining('does not have the hash')]);
  });

  it('finds a command without its key', () => {
    const keyless = [{ ...log[0]!, commandKey: '' }, log[1]!, log[2]!];
    const problems = held(keyless, entry('a', {}), b);
    expect(problems).toContainEqual(expect.stringContaining('begins a command that has no key'));
  });
});
