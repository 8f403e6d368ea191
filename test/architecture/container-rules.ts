import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationFrom, ConfigurationError, VARIABLES } from '#platform';
import { type ComposeFile, isOurs, PRODUCT_IMAGE, secretsOf, type Service } from './containers.js';

/** A rule about compose files, which no checker of their form knows. */
export interface ContainerRule {
  readonly name: string;
  /** What to do instead. */
  readonly instead: string;
  /** What in the file breaks it. */
  readonly findings: (file: ComposeFile) => readonly string[];
}

/** What is wrong with each service on its own, by its name. */
const ofServices =
  (findings: (service: Service) => readonly string[]) =>
  ({ services }: ComposeFile): readonly string[] =>
    Object.entries(services).flatMap(([name, service]) =>
      findings(service).map((finding) => `${name}: ${finding}`),
    );

const PRODUCT_STOP_SECONDS = 20;
const SECRET_NAME = /(PASSWORD|_KEY|TOKEN|SECRET)$/;
/** Of ours this one names a file itself. */
const NAMES_A_FILE = new Set(['L2D_SEAL_KEY']);

export const containerRules = (version: string): readonly ContainerRule[] => [
  {
    name: 'settings-are-known-and-fit',
    instead: 'State what the configuration knows (libs/platform/src/configuration), in the form it takes.',
    findings: ofServices((service) => (isOurs(service) ? unfit(service.environment ?? {}) : [])),
  },
  {
    name: 'secrets-are-in-files',
    instead:
      'Mount it as a secret, and name its file: an environment is seen by whoever may look at a container.',
    findings: ofServices(({ environment = {} }) =>
      Object.entries(environment)
        .filter(
          ([name, value]) =>
            (SECRET_NAME.test(name) && !NAMES_A_FILE.has(name)) || /:\/\/[^/@]*:[^/@]*@/.test(value),
        )
        .map(([name]) => name),
    ),
  },
  {
    name: 'secrets-are-used',
    instead: 'Mount each secret where it is read, name it where it is mounted, and mount what is named.',
    findings: (file) => [
      ...Object.keys(file.secrets)
        .filter((name) => !Object.values(file.services).some((service) => mounts(service, name)))
        .map((name) => `no service mounts ${name}`),
      ...ofServices((service) => [
        ...secretsOf(service)
          .filter(({ path }) => !named(service).some((text) => isAt(text, path)))
          .map(({ source }) => `mounts ${source} and names it nowhere`),
        ...secretsOf(service)
          .filter(({ source }) => file.secrets[source] === undefined)
          .map(({ source }) => `mounts ${source}, which is no secret of the file`),
        ...named(service)
          .flatMap((text) => text.match(/\/run\/secrets\/\w+/g) ?? [])
          .filter((path) => !secretsOf(service).some((secret) => secret.path === path))
          .map((path) => `names ${path} and does not mount it`),
      ])(file),
    ],
  },
  {
    name: 'what-is-named-is-declared',
    instead: 'Declare it below networks or volumes, or correct its name.',
    findings: (file) =>
      ofServices(({ networks = [], volumes = [] }) => [
        ...networks.filter((name) => !(name in file.networks)),
        ...volumes
          .map((volume) => volume.split(':')[0]!)
          .filter((name) => /^\w/.test(name) && !(name in file.volumes)),
      ])(file),
  },
  {
    name: 'images-are-pinned',
    instead: `Name a whole version; of the product, that of package.json (${version}).`,
    findings: ofServices(({ image = 'no image' }) =>
      (
        image.startsWith(`${PRODUCT_IMAGE}:`)
          ? image.endsWith(`:${version}`)
          : /:\d+\.\d+[\w.-]*$/.test(image)
      )
        ? []
        : [image],
    ),
  },
  {
    name: 'health-is-checked',
    instead:
      'Say how its health is told, or in x-no-health-check why it is not. That of the product is in its image.',
    findings: ofServices((service) => {
      const { healthcheck, 'x-no-health-check': excuse } = service;
      const isChecked = healthcheck?.test !== undefined || (isOurs(service) && !healthcheck?.disable);
      return isChecked || excuse ? [] : ['no health check'];
    }),
  },
  {
    name: 'nobody-is-root',
    instead: 'Name the number of a user other than 0: a name says nothing of what it is in an image.',
    findings: ofServices(({ user = 'nobody in particular' }) =>
      /^[1-9]\d*:[1-9]\d*$/.test(user) ? [] : [user],
    ),
  },
  {
    name: 'ports-are-on-loopback',
    instead: 'Publish on 127.0.0.1: there is no sign-in, so whoever reaches the API may do everything.',
    findings: ofServices((service) => [
      ...(service.ports ?? []).filter((port) => !/^127\.0\.0\.1:[^:]*(:-\d+\})?:\d+$/.test(port)),
      ...((service.ports ?? []).length > 0 && service.environment?.['L2D_NETWORK'] === undefined
        ? ['publishes a port of what is not the API']
        : []),
      ...(service.network_mode === undefined ? [] : [`network_mode: ${service.network_mode}`]),
    ]),
  },
  {
    name: 'privileges-are-least',
    instead: 'Drop all capabilities, gain none, write to volumes alone (or say in x-writable why not).',
    findings: ofServices((service) => [
      ...(service.cap_drop?.includes('ALL') ? [] : ['keeps capabilities']),
      ...(service.cap_add ?? []).map((capability) => `takes ${capability}`),
      ...(service.security_opt?.includes('no-new-privileges:true') ? [] : ['may gain privileges']),
      ...(service.read_only || service['x-writable'] ? [] : ['writes to its own files']),
      ...(service.privileged ? ['is privileged'] : []),
    ]),
  },
  {
    name: 'limits-are-stated',
    instead:
      'State limits of memory and processors, how long a stop may take, what a restart waits for, when logs are cut.',
    findings: ofServices((service) => [
      ...(['memory', 'cpus'] as const)
        .filter((limit) => service.deploy?.resources?.limits?.[limit] === undefined)
        .map((limit) => `no limit of ${limit}`),
      ...(seconds(service.stop_grace_period) > PRODUCT_STOP_SECONDS
        ? []
        : ['is killed before it has stopped']),
      ...(service.restart === undefined ? ['no restart'] : []),
      ...(service.logging?.options?.['max-size'] && service.logging.options['max-file']
        ? []
        : ['logs without end']),
    ]),
  },
  {
    name: 'nobody-starts-too-soon',
    instead: 'Wait until what it stands on is healthy: { condition: service_healthy }.',
    findings: ofServices(({ depends_on = {} }) =>
      Array.isArray(depends_on)
        ? depends_on.map((other) => `waits for no health of ${other}`)
        : Object.entries(depends_on)
            .filter(([, { condition }]) => condition !== 'service_healthy')
            .map(([other]) => `waits for no health of ${other}`),
    ),
  },
];

const mounts = (service: Service, name: string): boolean =>
  secretsOf(service).some(({ source }) => source === name);

/** All that a service says of paths. */
const named = ({
  environment = {},
  entrypoint = [],
  command = [],
  healthcheck,
}: Service): readonly string[] => [
  ...Object.values(environment),
  ...entrypoint,
  ...command,
  ...(healthcheck?.test ?? []),
];

/** Whether a text names a path, or the folder a file outside /run/secrets is alone in. */
const isAt = (text: string, path: string): boolean =>
  new RegExp(`${path}\\b(?!\\.)`).test(text) ||
  (!path.startsWith('/run/secrets/') && text === path.slice(0, path.lastIndexOf('/')));

const seconds = (duration = '10s'): number => {
  const [, count, unit] = /^(\d+)([sm])$/.exec(duration) ?? [];
  return Number(count) * (unit === 'm' ? 60 : 1);
};

/** What the configuration says of an environment, with a fitting file put in place of each it names. */
const unfit = (environment: Readonly<Record<string, string>>): readonly string[] => {
  const unknown = Object.keys(environment).filter((name) => !(name in VARIABLES));
  const folder = mkdtempSync(join(tmpdir(), 'l2d-compose-'));
  try {
    const file = join(folder, 'secret');
    writeFileSync(file, Buffer.alloc(32).toString('base64'));
    configurationFrom(
      Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [
          name,
          value.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\/run\/secrets\/\w+/g, () => file),
        ]),
      ),
    );
    return unknown;
  } catch (error) {
    if (error instanceof ConfigurationError) return [...new Set([...unknown, ...error.problems])];
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
