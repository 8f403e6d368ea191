import { setTimeout as pause } from 'node:timers/promises';
import { TryAgain } from '../commands.js';
import { Outage } from './outage.js';
import { OutageWatch, type Support } from './outage-watch.js';

const LIMITS = { every_ms: 10, silence_ms: 150 };

/** A support that answers when it is told to, and what is told of it. */
class Staged implements Support {
  readonly name = 'The database';
  answers: () => Promise<unknown> = async () => undefined;
  answered: () => void = () => undefined;
  readonly told: unknown[][] = [];
  readonly watch: OutageWatch;

  constructor(readonly onlyDecides = false) {
    const say = (level: string) => (message: string, more: any) =>
      this.told.push([level, message, more?.message ?? more]);
    const outage = new Outage({ error: say('error'), warn: say('warn'), debug: say('debug') });
    this.watch = new OutageWatch(outage, [this], LIMITS);
    watches.push(this.watch);
    this.watch.start();
  }

  ask = (): Promise<unknown> => this.answers();
  hear = (answered: () => void): void => void (this.answered = answered);
}

const watches: OutageWatch[] = [];
afterEach(() => watches.splice(0).forEach((watch) => watch.stop()));

const never = (): Promise<never> => new Promise(() => undefined);

describe('an outage', () => {
  it('ends what waits and what comes, until the first answer, without anybody asking', async () => {
    const staged = new Staged();
    let thaws: () => void = () => undefined;
    staged.answers = () => new Promise<void>((resolve) => (thaws = resolve));
    const began = performance.now();
    await expect(staged.watch.unlessOut(never)).rejects.toBeInstanceOf(TryAgain);
    expect(performance.now() - began).toBeGreaterThan(0.9 * LIMITS.silence_ms);

    let isBegun = false;
    const next = staged.watch.unlessOut(async () => (isBegun = true));
    await expect(next).rejects.toThrow('The database does not answer');
    expect(isBegun).toBe(false);

    staged.answers = async () => undefined;
    thaws();
    await pause(5 * LIMITS.every_ms);
    expect(await staged.watch.unlessOut(async () => 'answered')).toBe('answered');
  });

  it('is told once with its cause, and once when it is over, with how many were turned away', async () => {
    const staged = new Staged();
    staged.answers = () => Promise.reject(new Error('it is being shut down'));
    const waiting = [1, 2, 3].map(() => staged.watch.unlessOut(never));
    await Promise.allSettled(waiting);
    await pause(2 * LIMITS.silence_ms);
    await expect(staged.watch.unlessOut(never)).rejects.toThrow();
    staged.answers = async () => undefined;
    await pause(5 * LIMITS.every_ms);
    expect(staged.told).toEqual([
      [
        'error',
        'The database does not answer: requests are turned away until it does.',
        'it is being shut down',
      ],
      [
        'warn',
        'The log and the database answer again.',
        { seconds: expect.any(Number), commands: 0, requests: 4 },
      ],
    ]);
  });

  it('is none where each answer is late, where others are answered, or where this process stood still', async () => {
    const staged = new Staged();
    staged.answers = () => pause(0.7 * LIMITS.silence_ms);
    await pause(3 * LIMITS.silence_ms);

    staged.answers = never;
    const others = setInterval(() => staged.answered(), 0.5 * LIMITS.silence_ms);
    await pause(3 * LIMITS.silence_ms);
    clearInterval(others);
    expect(staged.told).toEqual([]);

    const still = new Staged();
    let answers: () => void = () => undefined;
    still.answers = () => new Promise<void>((resolve) => (answers = resolve));
    await pause(3 * LIMITS.every_ms);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    setTimeout(() => answers(), 0.5 * LIMITS.silence_ms);
    still.answers = async () => undefined;
    await pause(0.7 * LIMITS.silence_ms);
    expect(still.told).toEqual([]);
  });

  it('of what is needed to decide only lets questions try for a while', async () => {
    const staged = new Staged(true);
    staged.answers = never;
    await expect(staged.watch.unlessOut(never)).rejects.toBeInstanceOf(TryAgain);
    expect(await staged.watch.unlessOut(async () => 'read', 'to read')).toBe('read');
    await expect(staged.watch.unlessOut(async () => 'decided')).rejects.toBeInstanceOf(TryAgain);
    const began = performance.now();
    await expect(staged.watch.unlessOut(never, 'to read')).rejects.toBeInstanceOf(TryAgain);
    expect(performance.now() - began).toBeGreaterThan(0.9 * LIMITS.silence_ms);
  });

  it('leaves nothing behind of work that ended, however it ended', async () => {
    const staged = new Staged();
    expect(await staged.watch.unlessOut(async () => 1)).toBe(1);
    await expect(staged.watch.unlessOut(() => Promise.reject(new Error('its own')))).rejects.toThrow(
      'its own',
    );
    staged.answers = never;
    await pause(2 * LIMITS.silence_ms);
    staged.answers = async () => undefined;
    expect(staged.told).toHaveLength(1);
  });
});

describe('commands that are turned away', () => {
  it('are told of once, and once when one is recorded again', () => {
    const told: unknown[][] = [];
    const outage = new Outage({
      error: (...said) => told.push(said),
      warn: (...said) => told.push(said),
      debug: () => undefined,
    });
    outage.ends();
    const full = new Error('its disk is full');
    for (let times = 0; times < 3; times += 1) {
      outage.begins('Out.', full);
      outage.turnsAway('commands');
    }
    outage.ends();
    outage.ends();
    expect(told).toEqual([
      ['Out.', full],
      ['The log and the database answer again.', { seconds: 0, commands: 3, requests: 0 }],
    ]);
  });
});
