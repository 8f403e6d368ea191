import { commandOf, derivedId, event, Id } from '#kernel';
import { SystemClock } from '../clock.js';
import { Refused } from '../commands.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { refuseUnknown } from './known-references.js';

class LendBook {
  @Id() loanId!: string;
  @Id({ of: 'reader' }) readerId!: string;
  @Id({ of: 'reader', optional: true }) witnessId?: string;
}

class LendBookOvernight extends LendBook {
  @Id({ of: 'desk' }) deskId!: string;
}

const amara = derivedId('amara');
const bo = derivedId('bo');
const readerJoined = event('ReaderJoined', 1);

const library = async (...streams: string[]) => {
  const store = new MemoryEventStore({ clock: new SystemClock() });
  for (const stream of streams)
    await store.append({
      stream,
      expectedRevision: -1,
      previousHash: '',
      recordedAt: new SystemClock().now(),
      commands: [
        {
          key: `librarian/${stream}`,
          digest: '',
          events: [
            {
              id: derivedId(stream),
              ...readerJoined.of<{ name: string }>()({ name: 'a reader' }),
              effectiveOn: '2026-09-01',
              metadata: {
                commandId: stream,
                commandType: 'Join',
                correlationId: stream,
                causationId: stream,
                actor: 'librarian',
                role: 'librarian',
                origin: 'command',
              },
            },
          ],
        },
      ],
    });
  return store;
};

const loan = { loanId: derivedId('loan'), readerId: amara };

describe('references of a command', () => {
  it('pass when each names a stream that is there, and when an optional one is left out', async () => {
    const store = await library(`reader-${amara}`, `reader-${bo}`);
    await refuseUnknown(store, commandOf(LendBook, loan));
    await refuseUnknown(store, commandOf(LendBook, { ...loan, witnessId: bo }));
  });

  it('are refused by field when there is no such stream', async () => {
    const store = await library(`reader-${amara}`);
    const refused = refuseUnknown(store, commandOf(LendBook, { ...loan, witnessId: bo }));
    await expect(refused).rejects.toBeInstanceOf(Refused);
    await expect(refused).rejects.toMatchObject({
      refusal: { refused: 'unknown-reader', field: 'witnessId' },
    });
  });

  it('are asked for until they are there, and never again after', async () => {
    const store = await library();
    let asked = 0;
    const counting = { readStream: (stream: string) => (asked++, store.readStream(stream)) };
    for (let time = 0; time < 2; time += 1)
      await expect(refuseUnknown(counting, commandOf(LendBook, loan))).rejects.toBeInstanceOf(Refused);
    expect(asked).toBe(2);
    const there = {
      readStream: async () => (await library(`reader-${amara}`)).readStream(`reader-${amara}`),
    };
    let reads = 0;
    const known = { readStream: () => (reads++, there.readStream()) };
    for (let time = 0; time < 3; time += 1) await refuseUnknown(known, commandOf(LendBook, loan));
    expect(reads).toBe(1);
  });

  it('are inherited, and add nothing to the class they come from', async () => {
    const store = await library(`reader-${amara}`);
    await refuseUnknown(store, commandOf(LendBook, loan));
    await expect(
      refuseUnknown(store, commandOf(LendBookOvernight, { ...loan, deskId: derivedId('desk') })),
    ).rejects.toMatchObject({ refusal: { refused: 'unknown-desk', field: 'deskId' } });
  });
});
