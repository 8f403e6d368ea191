import { setTimeout as sleep } from 'node:timers/promises';
import { Clients } from '../clients.js';
import { examined, lookedAtLog } from '../examination.js';
import { Ledger } from '../ledger.js';
import { groundOf, officeWork } from '../office-work.js';
import { untilDecided } from '../recovery.js';
import { type Finding, isCaught, type Outcome, type Scenario } from '../scenario.js';
import { openSite, type Site } from '../site.js';

const CLIENTS = 16;

const FAULTS: Readonly<Record<string, (site: Site) => Promise<void>>> = {
  'SIGKILL of the product': async (site) => {
    await site.killServer();
    await site.start();
  },
  'SIGKILL of PostgreSQL and its backends': (site) => site.killPostgres(),
  'immediate stop of PostgreSQL': (site) => site.stopPostgresAtOnce(),
  'SIGKILL of everything': async (site) => {
    await site.killEverything();
    await site.start();
  },
};

/** Processes end at any moment; the disk is as it was. */
export const kills: Scenario = {
  name: 'kills',
  does: 'kills the product, PostgreSQL with its backends, or both, and stops PostgreSQL at once, about every second',
  needs: [],
  cycles: { quick: 8, full: 600, life: 40 },
  sabotages: ['synchronous-commit-off', 'acknowledge-before-commit', 'key-stored-late'],
  run: async (trial): Promise<Outcome> => {
    const site = await openSite(trial);
    await site.start();
    const ledger = new Ledger();
    const clients = new Clients(() => site.urls[0]!, ledger, trial);
    const ground = await groundOf(clients);
    clients.work(CLIENTS, trial.chance, officeWork(ground, 'kills'));

    const chance = trial.chance.of('faults');
    const recoveries_ms: number[] = [];
    let findings: readonly Finding[] = [];
    let cycles = 0;
    const outcome = (): Outcome => ({ cycles, findings, counts: ledger.counts, recoveries_ms });
    while (trial.goesOn(outcome())) {
      await sleep(chance.between(400, 1_400));
      const fault = chance.pick(Object.keys(FAULTS));
      recoveries_ms.push(await untilDecided(ledger, () => FAULTS[fault]!(site)));
      trial.say(`${fault}; decided again after ${Math.round(recoveries_ms.at(-1)!)} ms`);
      cycles += 1;
      findings = await clients.quietly(() => lookedAtLog(site.installation, ledger));
    }
    if (isCaught(outcome())) return outcome();

    await clients.stop();
    findings = await examined(site.installation, clients, ground, recoveries_ms, trial);
    return outcome();
  },
};
