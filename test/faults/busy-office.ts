import { setTimeout as sleep } from 'node:timers/promises';
import { londonDateOf } from '#kernel';
import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import type { Installation } from './installation.js';

const PATIENCE_MS = 120_000;
const SPONSOR = 'Glenmore Council';
const MANAGER = 'ewan';
const SEATS = 200;
const { cohortId } = autumnCohort(SEATS);

/** Where all followers stand, as a server tells it. */
export interface Standing {
  readonly head: string;
  readonly leader?: { readonly process: string };
  readonly followers: readonly { readonly name: string; readonly lag: number; readonly failed?: object }[];
  readonly workItems: readonly object[];
}

/** An office that goes on working through a server while its processes are stopped, killed and cut off. */
export class BusyOffice {
  /** Names of those whose place was answered to be confirmed. */
  readonly confirmed: string[] = [];
  private goesOn = true;
  private working: Promise<void> | undefined;

  constructor(private readonly url: string) {}

  /** Opens a cohort for today, and goes on placing people in it, one by one, until told to end. */
  async open(): Promise<void> {
    const office = { done: this.done, settle: this.settle };
    await enrolling(office, SEATS, londonDateOf(new Date().toISOString()));
    await registered(office, SPONSOR, [MANAGER]);
    this.working = this.work();
    this.working.catch(() => undefined);
  }

  /** Ends when what was begun is done. Throws what went wrong meanwhile. */
  async end(): Promise<void> {
    this.goesOn = false;
    await this.working;
  }

  /**
   * Confirms one place and answers the outcome, which a process decides in another stream. While nobody runs processes the
   * answer says only where to look: it is asked again, under its key.
   */
  async place(name: string): Promise<string> {
    const place = `cohorts/${cohortId}/places/${idOf(`place of ${name}`)}`;
    await this.done('people', {
      personId: idOf(name),
      name,
      email: `${name}@example.org`,
      employerId: idOf(SPONSOR),
      level: 'middle',
    });
    await this.done(`cohorts/${cohortId}/places`, {
      placeId: idOf(`place of ${name}`),
      sponsorId: idOf(SPONSOR),
    });
    await this.done(`${place}/acceptance`, { orderToFollow: true });
    for (const deadline = Date.now() + PATIENCE_MS; ;) {
      const { status, body } = await this.sent(`${place}/confirmation`, confirmationOf(name, MANAGER), name);
      if (status === 201) {
        this.confirmed.push(name);
        return (JSON.parse(body) as { outcome: string }).outcome;
      }
      if (status !== 202 || Date.now() > deadline)
        throw new Error(`The confirmation of ${name}: ${status} ${body}`);
    }
  }

  async standing(): Promise<Standing> {
    return (await (await fetch(`${this.url}/health/followers`)).json()) as Standing;
  }

  /** The process id of who leads, once it is another than the one given; with how long that took. */
  async leaderOtherThan(before?: number): Promise<{ readonly pid: number; readonly milliseconds: number }> {
    const began = Date.now();
    for (;;) {
      const pid = Number.parseInt((await this.standing()).leader?.process ?? '', 10);
      const milliseconds = Date.now() - began;
      if (pid > 0 && pid !== before) return { pid, milliseconds };
      if (milliseconds > PATIENCE_MS) throw new Error(`Nobody but ${before} leads after ${milliseconds} ms.`);
      await sleep(50);
    }
  }

  /** Waits until every follower has seen everything, twice in a row at one head. */
  readonly settle = async (): Promise<void> => {
    let settledAt: string | undefined;
    for (const deadline = Date.now() + PATIENCE_MS; ;) {
      const { head, followers } = await this.standing();
      const behind = followers.filter(({ lag, failed }) => lag > 0 || failed);
      if (behind.length === 0 && settledAt === head) return;
      settledAt = behind.length === 0 ? head : undefined;
      if (Date.now() > deadline) throw new Error(`These do not come up: ${JSON.stringify(behind)}`);
      await sleep(50);
    }
  };

  private readonly done = async (path: string, body: object = {}): Promise<any> => {
    const answer = await this.sent(path, body);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.body}`);
    return answer;
  };

  private async work(): Promise<void> {
    for (let index = 0; this.goesOn && index < SEATS - 50; index += 1) {
      await this.place(`participant-${index}`);
      await sleep(50);
    }
  }

  private async sent(path: string, body: object, key?: string): Promise<{ status: number; body: string }> {
    const answer = await fetch(`${this.url}/api/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.text() };
  }
}

/** What the log holds twice that may be there once: outcomes of a place, and who was granted a candidacy. */
export const recordedTwice = (installation: Installation): Promise<readonly any[]> =>
  installation.asked(
    `select type, stream, data::json->>'placeId' as place from log_event
     where type in ('PlaceRequested', 'PlaceOffered', 'PlaceAccepted', 'ConfirmationAsked', 'PlaceConfirmed', 'CandidacyClaimed')
     group by 1, 2, 3 having count(*) > 1`,
  );

/** The names of those whose place the log has as confirmed. */
export const placesConfirmed = async (installation: Installation): Promise<ReadonlySet<string>> => {
  const rows = await installation.asked(
    `select data::json->>'placeId' as place from log_event where type = 'PlaceConfirmed'`,
  );
  return new Set(rows.map(({ place }) => place as string));
};

export const placeIdOf = (name: string): string => idOf(`place of ${name}`);
