import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { untilUnlocked, whileLocked } from './key-lock.js';

describe('the lock of the keys', () => {
  let folder: string;
  const lock = () => join(folder, 'people.keys.lock');
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'l2d-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is taken from a holder that died, by one of several at a time', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(lock(), `${hostname()} ${dead}`);
    await untilUnlocked(lock());
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
