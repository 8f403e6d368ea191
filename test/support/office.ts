import request, { type Response } from 'supertest';
import { type Configuration, ControlledClock, SystemClock, testDatabase } from '#platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProduct, type Product } from '../../apps/api/src/start.js';

/** The whole product on a database of its own, with a clock the story moves, seen through its HTTP door. */
export interface Office {
  readonly product: Product;
  /** Moves the story's day, where the office has one. */
  readonly clock: ControlledClock;
  readonly databaseUrl: string;
  readonly folder: string;
  /** Sends a command and answers with what came back, whatever it was. */
  post(path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  put(path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  get(path: string): Promise<Response>;
  /** Sends a command that must be recorded; throws with the problem when it was not. */
  done(path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  /** Reads what was there after everything so far was followed. */
  see(path: string): Promise<any>;
  /** Waits until every follower has done all that follows from the log. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Opens an office on a day, at 09:00 UTC; on the machine's own time when no day is named. Its log is where it is told. */
export const openOffice = async (
  day?: string,
  log: Pick<Configuration, 'eventStoreDbUrl'> = {},
): Promise<Office> => {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'office-'));
  const clock = new ControlledClock(`${day}T09:00:00.000Z`);
  const product = await openProduct({
    clock: day ? clock : new SystemClock(),
    configuration: { databaseUrl: database.url, dataFolder: folder, port: 0, logLevel: 'silent', ...log },
  });
  const post = async (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    request(product.url!).post(`/api/${path}`).set(headers).send(body);

  return {
    product,
    clock,
    databaseUrl: database.url,
    folder,
    post,
    put: async (path, body = {}, headers = {}) =>
      request(product.url!).put(`/api/${path}`).set(headers).send(body),
    get: async (path) => request(product.url!).get(`/api/${path}`),
    done: async (path, body, headers) => {
      const answer = await post(path, body, headers);
      if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
      return answer;
    },
    see: async (path) => {
      await product.followers.settle();
      const answer = await request(product.url!).get(`/api/${path}`);
      if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
      return answer.body as unknown;
    },
    settle: () => product.followers.settle(),
    close: async () => {
      await product.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
