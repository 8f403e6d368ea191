import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clients } from '../clients.js';
import { openDisk } from '../disk.js';
import { examined, lookedAtLog, namesKept } from '../examination.js';
import { Ledger } from '../ledger.js';
import { groundOf, officeWork } from '../office-work.js';
import { untilDecided } from '../recovery.js';
import { type Finding, isCaught, type Outcome, type Scenario } from '../scenario.js';
import { openSite } from '../site.js';

const CLIENTS = 16;
const DISK_MEGABYTES = 1_500;

/** The power fails: every page that was not synced is gone, of the database, of the keys, of the files beside them. */
export const powerLoss: Scenario = {
  name: 'power-loss',
  does: 'cuts the power of a disk of its own (xfs or ext4) under load, with the whole data folder on it',
  needs: ['root', 'mount', 'losetup', 'loop devices', 'mkfs.xfs', 'mkfs.ext4', 'xfs_io'],
  cycles: { quick: 4, full: 300, life: 25 },
  sabotages: ['fsync-off', 'synchronous-commit-off'],
  run: async (trial): Promise<Outcome> => {
    const chance = trial.chance.of('faults');
    const fileSystem = chance.pick(['xfs', 'ext4'] as const);
    const disk = await openDisk(trial, fileSystem, DISK_MEGABYTES);
    const folder = join(disk.folder, 'installation');
    mkdirSync(folder, { mode: 0o755 });
    const site = await openSite(trial, { folder });
    let isCut = false;
    trial.afterwards(async () => {
      if (!isCut) return;
      await site.killEverything();
      await disk.powerBack();
    });
    await site.start();
    const ledger = new Ledger();
    const clients = new Clients(() => site.urls[0]!, ledger, trial);
    const ground = await groundOf(clients);
    clients.work(CLIENTS, trial.chance, officeWork(ground, 'power'));

    const recoveries_ms: number[] = [];
    let findings: readonly Finding[] = [];
    let cycles = 0;
    const outcome = (): Outcome => ({ cycles, findings, counts: ledger.counts, recoveries_ms });
    const powerFails = async (): Promise<void> => {
      isCut = true;
      await site.killEverything(() => disk.cutPower());
      await disk.powerBack();
      isCut = false;
      await site.start();
    };
    while (trial.goesOn(outcome())) {
      await sleep(chance.between(300, 1_500));
      cycles += 1;
      try {
        recoveries_ms.push(await untilDecided(ledger, powerFails));
        trial.say(`power cut on ${fileSystem}; decided again after ${Math.round(recoveries_ms.at(-1)!)} ms`);
        findings = await clients.quietly(async () => [
          ...(await lookedAtLog(site.installation, ledger)),
          ...(await namesKept(clients, ground)),
        ]);
      } catch (error) {
        findings = [{ by: 'log', says: `It does not come up again: ${(error as Error).message}` }];
      }
    }
    if (isCaught(outcome())) return outcome();

    await clients.stop();
    findings = await examined(site.installation, clients, ground, recoveries_ms, trial);
    return outcome();
  },
};
