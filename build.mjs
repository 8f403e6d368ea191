// Compiles apps, libs and test into dist, when a source changed since the last time. Several commands may start at
// once on one clone: one builds, the others wait, and nobody finds half of it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const [dist, next, lock] = ['dist', 'dist.next', 'dist.lock'].map((name) => join(root, name));
const stamp = join(dist, '.built-from');
// Where an image is built, no tests are.
const SOURCES = ['apps', 'libs', 'test'].filter((folder) => existsSync(join(root, folder)));
const WAIT_MILLISECONDS = 60_000;

const sources = () =>
  SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );

const builtFrom = () => {
  const hash = createHash('sha256');
  for (const file of [...sources().sort(), '.swcrc', 'package.json']) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const isFresh = () => {
  try {
    return readFileSync(stamp, 'utf8') === builtFrom();
  } catch {
    return false;
  }
};

const isHeld = () => {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    // No such process, or none written yet by one that has only just taken the lock.
    return error.code === 'EPERM' || (error.code === 'ENOENT' && Date.now() - statSync(lock).mtimeMs < 1_000);
  }
};

const taken = () => {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
};

const build = () => {
  const from = builtFrom();
  rmSync(next, { recursive: true, force: true });
  const swc = join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  const options = ['--out-dir', next, '--config-file', '.swcrc', '--quiet'];
  const { status } = spawnSync(process.execPath, [swc, ...SOURCES, ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    process.stderr.write('The sources could not be compiled; see above.\n');
    process.exitCode = 1;
    return;
  }
  writeFileSync(join(next, '.built-from'), from);
  rmSync(dist, { recursive: true, force: true });
  renameSync(next, dist);
};

const deadline = Date.now() + WAIT_MILLISECONDS;
while (!isFresh()) {
  if (taken()) {
    try {
      if (!isFresh()) build();
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
    break;
  }
  try {
    if (!isHeld()) rmSync(lock, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (Date.now() > deadline)
    throw new Error(`Another process has been building for a minute. If none is, remove ${lock}.`);
  await pause(100);
}
