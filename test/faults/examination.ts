import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredEvent } from '#platform';
import type { Clients } from './clients.js';
import type { Installation } from './installation.js';
import type { Ledger } from './ledger.js';
import { heldAgainst } from './log-oracle.js';
import type { Ground } from './office-work.js';
import type { Finding, Trial } from './scenario.js';

/** A product that cannot decide says so within this time, and decides again by itself within the other. */
export const SAYS_SO_MS = 2_000;
export const RECOVERS_MS = 10_000;
/** As many as the product has connections to its database, unless it is told otherwise. */
const CONNECTIONS = 10;
const PAGE = 5_000;

const COLUMNS = `position, stream, revision, id, type, version, effective_on as "effectiveOn",
  recorded_at as "recordedAt", metadata, data, coalesce(command_key, '') as "commandKey",
  coalesce(command_digest, '') as "commandDigest", hash`;

/** What is asked of the database itself, once it answers: it may be on its way up. */
const askedPatiently = async ({ asked }: Installation, statement: string): Promise<readonly unknown[]> => {
  for (const patience = Date.now() + 60_000; ; await sleep(50))
    try {
      return await asked(statement);
    } catch (error) {
      if (Date.now() > patience) throw error;
    }
};

/** The whole log, read from the database itself and not through the product. */
export const storedLog = async (installation: Installation): Promise<readonly StoredEvent[]> => {
  const log: StoredEvent[] = [];
  for (;;) {
    const after = log.at(-1)?.position ?? '0';
    const page = await askedPatiently(
      installation,
      `select ${COLUMNS} from log_event where position > ${after} order by position limit ${PAGE}`,
    );
    log.push(...(page as readonly StoredEvent[]));
    if (page.length < PAGE) return log;
  }
};

/** What the log lacks or has too much of, by what clients were told. */
export const lookedAtLog = async (
  installation: Installation,
  ledger: Ledger,
): Promise<readonly Finding[]> => {
  const { problems } = heldAgainst(await storedLog(installation), ledger.entries);
  return problems.map((says) => ({ by: 'log', says }));
};

/** `l2d verify`: the chains again, and every read model against a replay. */
export const verified = async (installation: Installation): Promise<readonly Finding[]> => {
  const { code, out, err } = await installation.l2d('verify');
  return code === 0 ? [] : [{ by: 'read models', says: `l2d verify ended with ${code}: ${out}${err}` }];
};

/**
 * Whether the names of people registered since it was last asked can be read as they were acknowledged: their keys lie beside
 * the log, and must last as long.
 */
export const namesKept = async (clients: Clients, { people }: Ground): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const { personId, name, position } of people.splice(0)) {
    const { status, body } = await clients.get(`people/${personId}?after=${position}`);
    if (status !== 200 || body.name !== name)
      findings.push({
        by: 'read models',
        says: `${personId} was registered as ${name}, and is answered ${status} with ${body.name ?? body.code}`,
      });
  }
  return findings;
};

/** Whether as many good requests as there are connections are all answered at once: no connection was left in a bad state. */
export const connectionsAreGood = async (
  clients: Clients,
  { cohortIds }: Ground,
): Promise<readonly Finding[]> => {
  const answers = await Promise.all(
    Array.from({ length: 2 * CONNECTIONS }, (_, index) =>
      clients.get(index % 2 === 0 ? `cohorts/${cohortIds[0]}` : 'organisations').catch((error: Error) => ({
        status: 0,
        body: { detail: error.message },
      })),
    ),
  );
  return answers
    .filter(({ status }) => status !== 200)
    .map(({ status, body }) => ({
      by: 'answers',
      says: `A good question is answered ${status}: ${body.detail}`,
    }));
};

/** What is wrong with how clients were answered, whatever the log says; how soon is judged where recoveries were measured. */
export const answersWere = (
  { counts }: Ledger,
  recoveries_ms: readonly number[] | undefined,
  patience: number,
): readonly Finding[] => {
  const slowest = Math.max(0, ...(recoveries_ms ?? []));
  const isTooLate = recoveries_ms !== undefined && counts.slowest503_ms > SAYS_SO_MS * patience;
  return [
    counts.unanswered > 0 && `${counts.unanswered} commands were never answered`,
    counts.answers5xx > 0 && `${counts.answers5xx} answers were 5xx other than 503`,
    counts.without_RetryAfter > 0 && `${counts.without_RetryAfter} answers 503 had no Retry-After`,
    isTooLate && `an answer 503 came after ${counts.slowest503_ms} ms`,
    slowest > RECOVERS_MS * patience && `nothing was decided for ${Math.round(slowest)} ms`,
  ].flatMap((says) => (says === false ? [] : [{ by: 'answers' as const, says }]));
};

/** All of it, once everything has recovered and nobody sends any more. */
export const examined = async (
  installation: Installation,
  clients: Clients,
  ground: Ground,
  recoveries_ms: readonly number[] | undefined,
  { sabotage, patience }: Trial,
): Promise<readonly Finding[]> => [
  ...(await connectionsAreGood(clients, ground)),
  ...(await lookedAtLog(installation, clients.ledger)),
  // It refuses a server whose settings were sabotaged: that is no proof that the loss is found.
  ...(sabotage ? [] : await verified(installation)),
  ...(await namesKept(clients, ground)),
  ...answersWere(clients.ledger, recoveries_ms, patience),
];
