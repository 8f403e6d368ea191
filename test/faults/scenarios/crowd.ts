import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId } from '#kernel';
import { toRecorded } from '#platform';
import { Clients, type Work } from '../clients.js';
import { examined, storedLog } from '../examination.js';
import { Ledger } from '../ledger.js';
import { linearized } from '../linearizability.js';
import { heldAgainst } from '../log-oracle.js';
import { anotherCohort, groundOf, officeOf } from '../office-work.js';
import { type BookOperation, historyOf, placeBookModel } from '../place-book-model.js';
import { type Finding, isCaught, type Outcome, type Scenario } from '../scenario.js';
import { openSite, type Site } from '../site.js';

const CROWD = 200;
const SEATS = [1, 3, 20];

const FAULTS: Readonly<Record<string, (site: Site) => Promise<void>>> = {
  nothing: async () => undefined,
  'SIGKILL of one server': async (site) => {
    await site.killServer(1);
    await site.start();
  },
  'SIGKILL of PostgreSQL and its backends': (site) => site.killPostgres(),
};

/** More ask than there are places, at two servers, and give places up again: each answer must have been right at some moment. */
export const crowd: Scenario = {
  name: 'crowd',
  does: `lets ${CROWD} clients ask two servers for ${SEATS.join(', ')} places, give them up, and kills a server or PostgreSQL meanwhile`,
  needs: [],
  cycles: { quick: 3, full: 500, life: 60 },
  sabotages: ['naive-place-check'],
  run: async (trial): Promise<Outcome> => {
    const site = await openSite(trial, { servers: 2 });
    await site.start();
    const ledger = new Ledger();
    const urlOf = (client: string): string => site.urls[Number(client.split(' ')[1] ?? 0) % 2]!;
    const clients = new Clients(urlOf, ledger, trial, true);
    const ground = await groundOf(clients);
    const sponsorId = derivedId('faults', 'crowd', 'sponsor');
    await officeOf(clients).done('organisations', {
      organisationId: sponsorId,
      name: 'Made-up Care',
      sector: 'voluntary',
    });

    const chance = trial.chance.of('faults');
    let findings: readonly Finding[] = [];
    let cycles = 0;
    const outcome = (): Outcome => ({ cycles, findings, counts: ledger.counts, recoveries_ms: [] });
    while (trial.goesOn(outcome())) {
      const seats = SEATS[cycles % SEATS.length]!;
      cycles += 1;
      const cohortId = await anotherCohort(clients, seats, cycles + 1, `Crowd ${cycles}`);
      clients.work(CROWD, trial.chance.of(`round ${cycles}`), asking(cohortId, sponsorId));
      await sleep(chance.between(50, 500));
      const fault = chance.pick(Object.keys(FAULTS));
      await FAULTS[fault]!(site);
      await clients.finished();
      trial.say(`${seats} seats, ${CROWD} clients, ${fault}`);
      findings = await looked(site, ledger, cohortId);
    }
    if (isCaught(outcome())) return outcome();

    await clients.stop();
    findings = await examined(site.installation, clients, ground, [], trial);
    return outcome();
  },
};

/** Asks for a place, and again after giving it up; some keep theirs. */
const asking = (cohortId: string, sponsorId: string): Work =>
  async function* (send, { name, chance }) {
    const path = `cohorts/${cohortId}/places`;
    for (let turn = 0; turn < 2; turn += 1) {
      const placeId = derivedId('faults', cohortId, name, turn);
      const { receipt } = await send('POST', path, { placeId, sponsorId });
      const isOffered = receipt?.recorded.at(-1)?.type === 'PlaceOffered';
      yield;
      if (isOffered && chance.next() < 0.6) await send('POST', `${path}/${placeId}/acceptance`, {});
      // Told to wait, some look whether they were offered one meanwhile.
      if (!isOffered && chance.next() < 0.3) await send('POST', `${path}/${placeId}/acceptance`, {});
      yield;
      if (chance.next() < 0.2) return;
      await send('POST', `${path}/${placeId}/withdrawal`, { reasonClass: 'work' });
      yield;
    }
  };

const looked = async (site: Site, ledger: Ledger, cohortId: string): Promise<readonly Finding[]> => {
  const log = await storedLog(site.installation);
  const { problems } = heldAgainst(log, ledger.entries);
  const stream = log.filter((event) => event.stream === `places-${cohortId}`).map(toRecorded);
  const history = historyOf(cohortId, ledger.entries.values(), stream);
  const verdict = linearized(placeBookModel(stream[0]!.recordedAt), history);
  return [
    ...(verdict.linearizable
      ? []
      : [
          {
            by: 'history' as const,
            says:
              `${history.length} answers of one place book fit no order: after ${verdict.order.length} of them, ` +
              `none of these can come next: ${verdict.stuck.map(told).join('; ')}`,
          },
        ]),
    ...problems.map((says): Finding => ({ by: 'log', says })),
  ];
};

const told = (operation: BookOperation): string => {
  if (operation.by === 'process')
    return `${operation.events[0]!.metadata.commandType} at revision ${operation.events[0]!.revision}`;

  const { path, receipt, refusal } = operation.entry;
  return `${path} answered ${refusal ?? `${receipt?.recorded.map(({ type }) => type).join(', ')} at revision ${receipt?.revision}`}`;
};
