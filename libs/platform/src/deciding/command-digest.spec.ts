import { Refused } from '../commands.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { ask, runnerOn } from './seat-book.example.js';

const refusalOf = (sent: Promise<unknown>) =>
  sent.then(
    () => 'answered',
    (error: unknown) => (error instanceof Refused ? error.refusal.refused : String(error)),
  );

describe('a command under a key that was used', () => {
  const on = (effectiveOn?: string) => ({ commandId: 'k', ...(effectiveOn ? { effectiveOn } : {}) });
  const firstOn = async (effectiveOn?: string) => {
    const runner = runnerOn(new MemoryEventStore({ anyClock: true }));
    const first = await runner.send(ask('amara'), on(effectiveOn));
    return { first, runner };
  };

  it('is another command when it states another day, or states one or none unlike the first', async () => {
    const dated = await firstOn('2026-08-03');
    expect(await dated.runner.send(ask('amara'), on('2026-08-03'))).toEqual(dated.first);
    expect(await refusalOf(dated.runner.send(ask('amara'), on('2026-08-04')))).toBe('key-reused');
    expect(await refusalOf(dated.runner.send(ask('amara'), on()))).toBe('key-reused');

    const undated = await firstOn();
    expect(await undated.runner.send(ask('amara'), on())).toEqual(undated.first);
    expect(await refusalOf(undated.runner.send(ask('amara'), on('2026-08-03')))).toBe('key-reused');
  });

  it('is the same when only a field differs that the door filled in', async () => {
    const runner = runnerOn(new MemoryEventStore({ anyClock: true }));
    const read = (note: string, unsigned?: readonly string[]) =>
      runner.send(ask('amara', { note }), { commandId: 'k', ...(unsigned ? { unsigned } : {}) });
    const first = await read('as it was', ['note']);
    expect(await read('as it is by now', ['note'])).toEqual(first);
    expect(await refusalOf(read('as it is by now'))).toBe('key-reused');
  });
});
