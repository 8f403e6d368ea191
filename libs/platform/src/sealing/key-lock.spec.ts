import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { untilUnlocked, whileLocked } from './key-lock.js';

const BOOT = '/proc/sys/kernel/random/boot_id';
const machine = existsSync(BOOT) ? readFileSync(BOOT, 'utf8').trim() : hostname();

// As `whileSeen` gives a sign, in a process without the product's sources.
const HOLDER = `
  const { writeFileSync } = require('node:fs');
  const lock = process.argv[1];
  require('node:net').createServer().listen(lock + '.12345678', () => {
    writeFileSync(lock, ${JSON.stringify(machine)} + ' people.keys.lock.12345678');
    console.log('held');
  });`;

describe('the lock of the keys', () => {
  let folder: string;
  const lock = () => join(folder, 'people.keys.lock');
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'l2d-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Another process that holds the lock until it is killed. */
  const heldElsewhere = async () => {
    const holder = spawn(process.execPath, ['--experimental-vm-modules', '-e', HOLDER, lock()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    return {
      send: (signal: NodeJS.Signals) => holder.kill(signal),
      end: async () => {
        holder.kill('SIGKILL');
        await once(holder, 'close');
      },
    };
  };

  it('is taken from a holder that died, by one of several at a time', async () => {
    const holder = await heldElsewhere();
    await holder.end();
    expect(await readdir(folder)).toHaveLength(2);
    let inside = 0;
    const most: number[] = [];
    await Promise.all(
      Array.from({ length: 8 }, () =>
        whileLocked(lock(), async () => {
          most.push((inside += 1));
          await pause(5);
          inside -= 1;
        }),
      ),
    );
    expect(most).toEqual(Array(8).fill(1));
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a holder that died is free for those who only wait', async () => {
    const holder = await heldElsewhere();
    await holder.end();
    await untilUnlocked(lock());
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a holder that is stopped stays taken: it would go on with what it read', async () => {
    const holder = await heldElsewhere();
    holder.send('SIGSTOP');
    await expect(untilUnlocked(lock(), 300)).rejects.toThrow(`locked by "${lock()}"`);
    await expect(whileLocked(lock(), () => Promise.resolve(), 300)).rejects.toThrow('remove that file');
    await holder.end();
    await untilUnlocked(lock());
  });

  it.each([
    ['another machine', 'b3a1f2d0-0000-4000-8000-000000000000 people.keys.lock.12345678'],
    ['an older version', `${hostname()} 1`],
    ['a file system without sockets', `${machine} none`],
  ])('of a holder on %s is waited for within a limit, and says what to do', async (_, sign) => {
    await writeFile(lock(), sign);
    await expect(untilUnlocked(lock(), 100)).rejects.toThrow('remove that file');
    await expect(whileLocked(lock(), () => Promise.resolve(), 100)).rejects.toThrow('remove that file');
    expect(await readFile(lock(), 'utf8')).toBe(sign);
  });

  it('of a living holder is waited for', async () => {
    const order: string[] = [];
    const held = whileLocked(lock(), async () => {
      await pause(100);
      order.push('held');
    });
    while (!(await readdir(folder)).includes('people.keys.lock')) await pause(1);
    await untilUnlocked(lock());
    order.push('seen free');
    await held;
    expect(order).toEqual(['held', 'seen free']);
  });
});
