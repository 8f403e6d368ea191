import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VARIABLES } from '#platform';
import { containerRules } from './container-rules.js';
import { COMPOSE_FILES, type ComposeFile, composeFile, type Service, stepsOf } from './containers.js';
import { sourceAt } from './sources.js';

const { version, engines } = JSON.parse(sourceAt('package.json').text) as {
  version: string;
  engines: { node: string };
};
const rules = containerRules(version);
const MAKE_SECRETS = join(import.meta.dirname, '../../docker/make-secrets.sh');

/** Changes a file so that it breaks a rule, and what the rule must then find. */
const planted: Readonly<Record<string, readonly [plant: (file: ComposeFile) => void, finding: string][]>> = {
  'settings-are-known-and-fit': [
    [
      ({ services }) => (services['api']!.environment!['L2D_MASTERKEY_FILE'] = 'x'),
      'api: L2D_MASTERKEY_FILE',
    ],
    [({ services }) => (services['api']!.environment!['POSTGRES_USER'] = 'l2d'), 'api: POSTGRES_USER'],
    [
      ({ services }) => (services['worker']!.environment!['L2D_LOG_LEVEL'] = 'loud'),
      'worker: L2D_LOG_LEVEL is',
    ],
    [({ services }) => delete services['api']!.environment!['L2D_NETWORK'], 'api: HOST is "0.0.0.0"'],
  ],
  'secrets-are-in-files': [
    [
      ({ services }) => (services['postgres']!.environment!['POSTGRES_PASSWORD'] = 'x'),
      'postgres: POSTGRES_PASSWORD',
    ],
    [({ services }) => (services['api']!.environment!['L2D_MASTER_KEY'] = 'x'), 'api: L2D_MASTER_KEY'],
    [
      ({ services }) => (services['api']!.environment!['DATABASE_URL'] = 'postgres://a:b@c/d'),
      'api: DATABASE_URL',
    ],
  ],
  'secrets-are-used': [
    [({ secrets }) => (secrets['spare'] = { file: 'spare' }), 'no service mounts spare'],
    [
      ({ services }) => services['api']!.secrets!.push('seal_key'),
      'api: mounts seal_key and names it nowhere',
    ],
    [
      ({ services }) => services['api']!.secrets!.push('lost'),
      'api: mounts lost, which is no secret of the file',
    ],
    [
      ({ services }) => services['l2d']!.secrets!.pop(),
      'l2d: names /run/secrets/seal_key and does not mount it',
    ],
  ],
  'what-is-named-is-declared': [
    [({ services }) => services['api']!.networks!.push('outside'), 'api: outside'],
    [({ services }) => services['api']!.volumes!.push('lost:/lost'), 'api: lost'],
  ],
  'images-are-pinned': [
    [({ services }) => (services['postgres']!.image = 'postgres'), 'postgres: postgres'],
    [({ services }) => (services['postgres']!.image = 'postgres:latest'), 'postgres: postgres:latest'],
    [({ services }) => (services['postgres']!.image = 'postgres:18'), 'postgres: postgres:18'],
    [
      ({ services }) => (services['api']!.image = 'leading-to-deliver:9.9.9'),
      'api: leading-to-deliver:9.9.9',
    ],
  ],
  'health-is-checked': [
    [({ services }) => delete services['postgres']!.healthcheck, 'postgres: no health check'],
    [({ services }) => (services['worker']!.healthcheck = { disable: true }), 'worker: no health check'],
  ],
  'nobody-is-root': [
    [({ services }) => delete services['postgres']!.user, 'postgres: nobody in particular'],
    [({ services }) => (services['api']!.user = '0:0'), 'api: 0:0'],
    [({ services }) => (services['api']!.user = 'root'), 'api: root'],
  ],
  'ports-are-on-loopback': [
    [({ services }) => (services['api']!.ports = ['3000:3000']), 'api: 3000:3000'],
    [({ services }) => (services['api']!.ports = ['0.0.0.0:3000:3000']), 'api: 0.0.0.0:3000:3000'],
    [({ services }) => (services['postgres']!.ports = ['127.0.0.1:5432:5432']), 'postgres: publishes a port'],
    [({ services }) => (services['api']!.network_mode = 'host'), 'api: network_mode: host'],
  ],
  'privileges-are-least': [
    [({ services }) => delete services['api']!.cap_drop, 'api: keeps capabilities'],
    [({ services }) => (services['api']!.cap_add = ['SYS_ADMIN']), 'api: takes SYS_ADMIN'],
    [({ services }) => delete services['api']!.security_opt, 'api: may gain privileges'],
    [({ services }) => delete services['worker']!.read_only, 'worker: writes to its own files'],
    [({ services }) => (services['api']!.privileged = true), 'api: is privileged'],
  ],
  'limits-are-stated': [
    [({ services }) => delete services['api']!.deploy, 'api: no limit of memory'],
    [({ services }) => delete services['api']!.stop_grace_period, 'api: is killed before it has stopped'],
    [({ services }) => (services['api']!.stop_grace_period = '20s'), 'api: is killed before it has stopped'],
    [({ services }) => delete services['api']!.restart, 'api: no restart'],
    [({ services }) => delete services['api']!.logging, 'api: logs without end'],
  ],
  'nobody-starts-too-soon': [
    [({ services }) => (services['api']!.depends_on = ['postgres']), 'api: waits for no health of postgres'],
    [
      ({ services }) => (services['api']!.depends_on = { postgres: { condition: 'service_started' } }),
      'api: waits for no health of postgres',
    ],
  ],
};

describe.each(COMPOSE_FILES)('%s', (path) => {
  it.each(rules)('$name', ({ findings, instead }) =>
    expect(findings(composeFile(path)).map((finding) => `${finding}. ${instead}`)).toEqual([]),
  );

  it.each(
    rules.flatMap(({ name, findings }) =>
      (planted[name] ?? []).map((one) => [name, ...one, findings] as const),
    ),
  )('%s: fires where a violation is planted', (_, plant, finding, findings) => {
    // Its own copy of each service: what is merged into several is one object.
    const file = JSON.parse(JSON.stringify(composeFile(path))) as ComposeFile;
    plant(file);
    expect(findings(file)).toEqual(expect.arrayContaining([expect.stringContaining(finding)]));
  });

  it('is broken by a planted violation of every rule', () =>
    expect(Object.keys(planted)).toEqual(rules.map(({ name }) => name)));

  it('has files for its secrets made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'l2d-secrets-'));
    try {
      const cluster = path.includes('cluster') ? ['--cluster'] : [];
      execFileSync(MAKE_SECRETS, [...cluster, folder], { stdio: 'ignore' });
      const before = contents(folder);
      expect(
        Object.keys(before)
          .filter((name) => name !== 'ca.key')
          .sort(),
      ).toEqual(
        Object.values(composeFile(path).secrets)
          .map(({ file }) => file!.replace('./secrets/', ''))
          .sort(),
      );
      expect(statSync(folder).mode & 0o777).toBe(0o700);

      execFileSync(MAKE_SECRETS, [...cluster, folder], { stdio: 'ignore' });
      expect(contents(folder)).toEqual(before);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the certificates of the cluster', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'l2d-certificates-'));
    execFileSync(MAKE_SECRETS, ['--cluster', folder], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const pem = (name: string) => readFileSync(join(folder, name));
  const nodes = ['kurrent1', 'kurrent2', 'kurrent3'];

  it.each(nodes)('lets %s be known by its name, to clients and to the other nodes', (node) => {
    const authority = new X509Certificate(pem('ca.crt'));
    const certificate = new X509Certificate(pem(`${node}.crt`));
    expect(authority.ca).toBe(true);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(pem(`${node}.key`)))).toBe(true);
    expect([node, 'localhost', 'kurrent9'].map((name) => certificate.checkHost(name))).toEqual([
      node,
      'localhost',
      undefined,
    ]);
    expect(certificate.subject).toContain('CN=eventstoredb-node');
    // Of a server and of a client: nodes call each other.
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
  });

  it('name every host that the product and the nodes look for', () => {
    const { services } = composeFile('docker/compose.cluster.yaml');
    const hostsIn = (text = '') => [...text.matchAll(/([\w.-]+):2113/g)].map(([, host]) => host);
    expect(hostsIn(services['api']!.environment!['EVENTSTOREDB_URL'])).toEqual(nodes);
    for (const node of nodes) {
      const { environment = {} } = services[node]!;
      expect(environment['KURRENTDB_NODE_HOST_ADVERTISE_AS']).toBe(node);
      expect([node, ...hostsIn(environment['KURRENTDB_GOSSIP_SEED'])].sort()).toEqual(nodes);
    }
  });
});

const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('the Dockerfile', () => {
  const steps = stepsOf(sourceAt('docker/Dockerfile').text);
  const last = steps.filter(({ stage }) => stage === steps.at(-1)!.stage);
  const of = (instruction: string) =>
    last.filter((step) => step.instruction === instruction).map(({ argument }) => argument);

  it('begins each stage from a whole version of a Node the product runs on', () => {
    const from = steps.filter(({ instruction }) => instruction === 'FROM').map(({ argument }) => argument);
    expect(from).toHaveLength(3);
    for (const image of from) expect(image).toMatch(/^node:24\.\d+\.\d+-[a-z]+-slim( AS [a-z]+)?$/);
    expect(engines.node).toContain('>=24');
  });

  it('ends as the user that the compose files name, with a health check and programs in exec form', () => {
    expect(of('USER')).toEqual(['10001:10001']);
    for (const path of COMPOSE_FILES)
      expect((composeFile(path).services['api'] as Service).user).toBe('10001:10001');
    for (const form of [...of('ENTRYPOINT'), ...of('CMD'), of('HEALTHCHECK')[0]!.split(' CMD ')[1]!])
      expect(JSON.parse(form)).toEqual(expect.arrayContaining([expect.any(String)]));
    expect(of('LABEL').join()).toContain(`image.version="${version}"`);
  });

  it('takes into its last stage the packages of production, the built product and its manifest, and nothing else', () => {
    expect(of('COPY')).toEqual([
      '--from=packages /packages/node_modules node_modules',
      '--from=build /build/dist dist',
      'package.json ./',
    ]);
    expect(
      steps.filter(({ stage, instruction }) => stage === 'packages' && instruction === 'RUN'),
    ).toMatchObject([{ argument: 'npm ci --omit=dev --omit=optional --ignore-scripts' }]);
    expect(steps.map(({ instruction }) => instruction)).not.toContain('ADD');
  });

  it('sets what the configuration knows', () => {
    const set = of('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')[0]!));
    expect(set.filter((name) => name !== 'NODE_ENV' && !(name in VARIABLES))).toEqual([]);
  });

  it('is given what it copies, and nothing of history, data, keys, secrets or tests', () => {
    const [first, ...named] = sourceAt('.dockerignore')
      .text.split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const copied = steps
      .filter(({ instruction, argument }) => instruction === 'COPY' && !argument.startsWith('--from'))
      .flatMap(({ argument }) => argument.split(' ').slice(0, -1));

    expect(first).toBe('*');
    expect(named.filter((line) => line.startsWith('!')).sort()).toEqual(
      [...new Set(copied)].map((path) => `!${path}`).sort(),
    );
    expect(named).toEqual(expect.arrayContaining(['**/*.spec.ts', '**/*.contract.ts']));
  });
});

describe('the README', () => {
  it('tells of every setting', () =>
    expect(
      Object.keys(VARIABLES).filter((name) => !sourceAt('README.md').text.includes(`\`${name}\``)),
    ).toEqual([]));
});
