import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PREFIX = 'l2d-test-';

/** A folder for this run's server, named by this process; nothing is started before a test asks for it. */
export const makeServerFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // As root the server runs as another user, who must get in.
  chmodSync(folder, 0o755);
  return folder;
};

/** Stops what runs of Jest that were killed have left behind. */
export const removeLeftServers = async () => {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^l2d-test-(\d+)-/.exec(name)?.[1]);
    if (pid && !isRunning(pid)) await removeServer(join(tmpdir(), name)).catch(() => undefined);
  }
};

/** Stops the server of a folder, if one was started, and removes all its files. */
export const removeServer = async (folder) => {
  const pointer = join(folder, 'postgres-location');
  const place = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : folder;
  const pidFile = join(place, 'postgres', 'postmaster.pid');
  if (existsSync(pidFile)) {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    // Nothing of a test's data is kept: the fastest way down that still ends every process.
    if (isRunning(pid)) process.kill(pid, 'SIGQUIT');
    for (let waited = 0; isRunning(pid) && waited < 30_000; waited += 20) await sleep(20);
  }
  for (const gone of new Set([place, folder])) rmSync(gone, { recursive: true, force: true });
};

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
};
