import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { sourceAt } from './sources.js';

/** A service as a compose file states it; only what rules look at. */
export interface Service {
  image?: string;
  user?: string;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string>;
  secrets?: (string | { source: string; target?: string })[];
  ports?: string[];
  networks?: string[];
  volumes?: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition?: string }> | string[];
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  read_only?: boolean;
  privileged?: boolean;
  network_mode?: string;
  restart?: string;
  stop_grace_period?: string;
  logging?: { options?: Record<string, string> };
  deploy?: { resources?: { limits?: Record<string, string> } };
  'x-no-health-check'?: string;
  'x-writable'?: string;
}

/** A compose file. */
export interface ComposeFile {
  services: Record<string, Service>;
  secrets: Record<string, { file?: string }>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, null>;
}

/** One step of a Dockerfile: `COPY`, `--from=build /build/dist dist`, in its stage. */
export interface Step {
  readonly instruction: string;
  readonly argument: string;
  /** Its stage's name, or the stage's number from 0. */
  readonly stage: string;
}

export const COMPOSE_FILES = ['docker/compose.yaml', 'docker/compose.cluster.yaml'] as const;

/** A compose file of the repository, with what it merges merged. */
export const composeFile = (path: string): ComposeFile =>
  load(sourceAt(path).text, { schema: CORE_SCHEMA.withTags(mergeTag) }) as ComposeFile;

/** The image every service of the product runs. */
export const PRODUCT_IMAGE = 'leading-to-deliver';

/** Whether a service is the product, and not a server it stands on. */
export const isOurs = ({ image }: Service): boolean => image?.split(':')[0] === PRODUCT_IMAGE;

/** The names of the secrets a service mounts, with the paths they are at. */
export const secretsOf = ({ secrets = [] }: Service): readonly { source: string; path: string }[] =>
  secrets.map((secret) => {
    const { source, target = source } = typeof secret === 'string' ? { source: secret } : secret;
    return { source, path: target.startsWith('/') ? target : `/run/secrets/${target}` };
  });

/** The steps of a Dockerfile, lines that go on joined and arguments put in; comments left out. */
export const stepsOf = (text: string): readonly Step[] => {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const defaults = new Map<string, string>();
  let [stage, stages] = ['', -1];
  return lines.map((line) => {
    const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === 'ARG') defaults.set(rest.split('=')[0]!, rest.split('=')[1] ?? '');
    const argument =
      instruction === 'FROM'
        ? rest.replace(/\$\{(\w+)\}/g, (_, name: string) => defaults.get(name) ?? '')
        : rest;
    if (instruction === 'FROM') stage = / AS (\S+)$/i.exec(argument)?.[1] ?? String(stages + 1);
    if (instruction === 'FROM') stages += 1;
    return { instruction, argument, stage };
  });
};
