import type { ClientBase } from 'pg';
import type { AppendOutcome, AppendRequest } from '../event-store.js';
import { chainBroken, ClocksDisagree } from './append-rules.js';
import { type ChainedEvent, toRecorded } from './event-hash.js';

/** An append on its way: checked, hashed, and since when it waits. */
export interface PreparedAppend {
  readonly request: AppendRequest;
  readonly events: readonly ChainedEvent[];
  /** `performance.now()` when it was asked for: time spent waiting is no fault of the clocks. */
  readonly since: number;
}

/** What became of one request of a call; an error where no store takes it. */
export type Verdict = AppendOutcome | Error;

const APPEND = `select last_position, outcomes, details
  from log_append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22)`;

/**
 * Sends appends as one call of the lane's function; the verdicts come in the order given. The appends must rise in time
 * and share no command key.
 */
export const appendTogether = async (
  client: ClientBase,
  appends: readonly PreparedAppend[],
  anyClock: boolean,
): Promise<readonly Verdict[]> => {
  const { rows } = await client.query<{ last_position: string; outcomes: string[]; details: string[] }>({
    name: 'append',
    text: APPEND,
    values: parametersOf(appends, anyClock),
  });
  const answer = rows[0];
  if (answer?.outcomes.length !== appends.length) throw new Error('The lane answered for other requests.');

  let position = Number(answer.last_position);
  return appends.map((append, index) => {
    const outcome = answer.outcomes[index];
    const detail = answer.details[index] ?? '';
    if (outcome !== 'appended') return objection(append.request, outcome, detail);

    const events = append.events.map((event) => toRecorded({ ...event, position: String((position += 1)) }));
    return { outcome, events };
  });
};

const objection = (request: AppendRequest, outcome: string | undefined, detail: string): Verdict => {
  switch (outcome) {
    case 'known':
      return { outcome, key: detail };
    case 'conflict':
      return { outcome, revision: Number(detail) };
    case 'decide-again-at':
      return { outcome, recordedAt: detail };
    case 'clock':
      return new ClocksDisagree(request.recordedAt, detail);
    case 'chain':
      return chainBroken(request);
    default:
      return new Error(`The lane answered "${outcome}", which this program does not know.`);
  }
};

const parametersOf = (appends: readonly PreparedAppend[], anyClock: boolean): unknown[] => {
  const requests = appends.map(({ request }) => request);
  const now = performance.now();
  const keys = requests.flatMap(({ commands }, index) =>
    commands.map(({ key }) => ({ request: index + 1, key })),
  );
  const events = appends.flatMap((append) => append.events);
  const requestOfEvents = appends.flatMap((append, index) => append.events.map(() => index + 1));

  return [
    anyClock,
    requests.map(({ stream }) => stream),
    requests.map(({ expectedRevision }) => expectedRevision),
    requests.map(({ previousHash }) => previousHash),
    requests.map(({ recordedAt }) => recordedAt),
    appends.map(({ request, since }) => Date.parse(request.recordedAt) + (now - since)),
    appends.map((append) => append.events.length),
    keys.map(({ request }) => request),
    keys.map(({ key }) => key),
    requestOfEvents,
    ...columnsOf(events),
  ];
};

/** Events as the log's columns, one list each, in the order in which both ways of writing them take these. */
export const columnsOf = (events: readonly ChainedEvent[]): readonly unknown[] => [
  events.map(({ stream }) => stream),
  events.map(({ revision }) => revision),
  events.map(({ id }) => id),
  events.map(({ type }) => type),
  events.map(({ version }) => version),
  events.map(({ effectiveOn }) => effectiveOn),
  events.map(({ recordedAt }) => recordedAt),
  events.map(({ metadata }) => metadata),
  events.map(({ data }) => data),
  events.map(({ commandKey }) => commandKey),
  events.map(({ commandDigest }) => commandDigest),
  events.map(({ hash }) => hash),
];
