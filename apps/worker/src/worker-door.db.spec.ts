import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from '#platform';
import { openProduct, type Product } from '../../api/src/start.js';

describe('a worker that answers for its health', () => {
  let database: TestDatabase;
  let folder: string;
  let worker: Product;
  const open = (port: number) =>
    openProduct({
      http: 'health',
      configuration: {
        databaseUrl: database.url,
        dataFolder: folder,
        port,
        workerPort: port,
        logLevel: 'silent',
      },
    });
  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'l2d-worker-'));
    worker = await open(0);
  });
  afterAll(async () => {
    await worker?.close();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const asked = async (path: string) => (await fetch(`${worker.url}${path}`)).status;

  it('tells of its health and its metrics, and of nothing else', async () => {
    await worker.followers.settle();
    expect(await asked('/health/ready')).toBe(200);
    expect(await asked('/health/followers')).toBe(200);
    expect(await asked('/metrics')).toBe(200);
    for (const path of ['/api/organisations', '/api/cohorts', '/api/docs', '/api/openapi.json'])
      expect([path, await asked(path)]).toEqual([path, 404]);
    const sent = await fetch(`${worker.url}/api/organisations`, { method: 'POST', body: '{}' });
    expect(sent.status).toBe(404);
  });

  it('names its own setting where its port is in use', async () =>
    expect(open(Number(new URL(worker.url!).port))).rejects.toThrow('set L2D_WORKER_PORT to another'));
});
