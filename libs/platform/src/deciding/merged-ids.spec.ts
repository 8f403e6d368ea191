import { jest } from '@jest/globals';
import {
  commandOf,
  type CommandType,
  decider,
  derivedId,
  event,
  Id,
  ListOf,
  type Merges,
  noMerges,
  nothing,
  rule,
  withMerge,
} from '#kernel';
import type { MergedKind } from '../context.js';
import { commandDigest } from './command-digest.js';
import { MergedIds } from './merged-ids.js';
import { RuleBook } from './rule-book.js';
import { completed } from './waiting-command.js';

const amara = derivedId('amara');
const double = derivedId('amara again');
const bo = derivedId('bo');

class Witness {
  @Id({ of: 'reader' }) readerId!: string;
}
class LendBook {
  @Id() loanId!: string;
  @Id({ of: 'reader' }) readerId!: string;
  @ListOf(() => Witness, 3, { optional: true }) witnesses?: Witness[];
}
class RenameReader {
  @Id() readerId!: string;
}
class MergeReaders {
  @Id({ of: 'reader' }) keptId!: string;
}

const deciding = (name: string, ...commands: readonly CommandType[]) =>
  decider({
    name,
    key: () => 'any',
    initial: {},
    events: {},
    evolve: {},
    rules: commands.map((command) => rule(command, [], () => nothing)),
  });
const merges = decider<Merges, never, object>({
  name: 'readerMerges',
  key: () => 'all',
  initial: noMerges,
  events: { readersMerged: event('ReadersMerged', 1).of<object>() },
  evolve: {},
  rules: [rule(MergeReaders, [], () => nothing)],
});
const readers: MergedKind = { kind: 'reader', ownId: 'readerId', merges, asSent: [MergeReaders] };
const rules = new RuleBook([deciding('loan', LendBook), deciding('reader', RenameReader), merges]);

const merged = withMerge(noMerges, { keptId: amara, mergedId: double });
const reading = (state: Merges) => ({ stateOf: jest.fn(async () => state as never) });
const envelope = completed({ actor: 'librarian', commandId: 'k1' });
const key = Buffer.alloc(32, 1);
const lent = (readerId: string, witnesses?: readonly string[]) =>
  commandOf(LendBook, {
    loanId: bo,
    readerId,
    ...(witnesses
      ? { witnesses: witnesses.map((witness) => commandOf(Witness, { readerId: witness })) }
      : {}),
  });

describe('merged ids in a command', () => {
  it('are taken for the one kept, in fields and in objects within', async () => {
    const loan = lent(double, [bo, double]);
    await new MergedIds([readers], rules).resolve(loan, envelope, reading(merged));
    expect(loan).toEqual(lent(amara, [bo, amara]));
    expect(loan.witnesses?.[1]).toBeInstanceOf(Witness);
  });

  it('are taken for the one kept where they name the stream of the command itself', async () => {
    const renamed = commandOf(RenameReader, { readerId: double });
    await new MergedIds([readers], rules).resolve(renamed, envelope, reading(merged));
    expect(renamed.readerId).toBe(amara);
  });

  it('leave the digest that of the command as it was sent', async () => {
    const loan = lent(double, [double]);
    const first = commandDigest(loan, envelope, key);
    const resolved = await new MergedIds([readers], rules).resolve(loan, envelope, reading(merged));
    expect(resolved.asSent).toEqual({ readerId: double, witnesses: [{ readerId: double }] });
    expect(commandDigest(loan, resolved, key)).toBe(first);
    expect(commandDigest(loan, envelope, key)).not.toBe(first);
  });

  it('stay as sent in commands about merges', async () => {
    const merging = commandOf(MergeReaders, { keptId: double });
    const store = reading(merged);
    expect(await new MergedIds([readers], rules).resolve(merging, envelope, store)).toBe(envelope);
    expect(merging.keptId).toBe(double);
    expect(store.stateOf).not.toHaveBeenCalled();
  });

  it('change nothing where none was merged', async () => {
    const loan = lent(bo, [bo]);
    const { witnesses } = loan;
    expect(await new MergedIds([readers], rules).resolve(loan, envelope, reading(merged))).toBe(envelope);
    expect(loan.witnesses).toBe(witnesses);
  });
});
