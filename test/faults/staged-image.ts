import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Step, stepsOf } from '../architecture/containers.js';

/** What of `docker/Dockerfile` is in its last stage, as files in a folder. */
export interface StagedImage {
  /** The image's working directory. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The numbers of its user and group. */
  readonly user: { readonly uid: number; readonly gid: number };
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

const root = join(import.meta.dirname, '..', '..');

/**
 * Does what the steps of the Dockerfile say, where no engine is: copies what `.dockerignore` lets through, builds it by its command,
 * and puts together the last stage. Packages are those the lockfile has for its `npm ci`, taken from this clone's own.
 * Throws at a step it does not know: a Dockerfile that changed is looked at here again.
 */
export const stagedImage = (within: string): StagedImage => {
  const steps = stepsOf(readFileSync(join(root, 'docker/Dockerfile'), 'utf8'));
  const last = steps.at(-1)!.stage;
  const places = {
    build: join(within, 'build'),
    packages: join(within, 'packages'),
    [last]: join(within, 'product'),
  };
  for (const step of steps) staged(step, places, last);

  const one = (instruction: string): string =>
    steps.find((step) => step.stage === last && step.instruction === instruction)!.argument;
  const [uid = 0, gid = 0] = one('USER').split(':').map(Number);
  return {
    folder: places[last]!,
    environment: Object.fromEntries(
      one('ENV')
        .split(' ')
        .map((pair) => pair.split('=') as [string, string]),
    ),
    user: { uid, gid },
    entrypoint: JSON.parse(one('ENTRYPOINT')) as string[],
    command: JSON.parse(one('CMD')) as string[],
    healthCheck: JSON.parse(one('HEALTHCHECK').split(' CMD ')[1]!) as string[],
  };
};

type Places = Readonly<Record<string, string>>;

const staged = ({ instruction, argument, stage }: Step, places: Places, last: string): void => {
  const here = places[stage] ?? '';
  if (['ARG', 'LABEL', 'ENV', 'EXPOSE', 'USER', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'].includes(instruction))
    return;
  if (instruction === 'FROM' || instruction === 'WORKDIR')
    return void mkdirSync(here, { recursive: true, mode: 0o755 });
  if (instruction === 'COPY') return copied(argument, here, places);
  if (instruction === 'RUN' && stage === last) return;
  if (argument === 'npm ci --ignore-scripts')
    return symlinkSync(join(root, 'node_modules'), join(here, 'node_modules'));
  if (argument === 'npm ci --omit=dev --omit=optional --ignore-scripts') return installed(here);
  if (argument === 'node build.mjs')
    return void execFileSync(process.execPath, ['build.mjs'], { cwd: here, stdio: 'pipe' });
  throw new Error(`The Dockerfile has a step nobody has tried: ${instruction} ${argument}`);
};

const copied = (argument: string, here: string, places: Places): void => {
  const [, stage, source, target] = /^--from=(\w+) (\S+) (\S+)$/.exec(argument) ?? [];
  if (stage) {
    // In an image the folder of a stage is its name.
    const from = join(places[stage]!, relative(`/${stage}`, source!));
    return cpSync(from, join(here, target!), { recursive: true, verbatimSymlinks: true });
  }
  const names = argument.split(' ');
  const folder = names.pop()!;
  for (const name of names)
    cpSync(join(root, name), join(here, folder.endsWith('/') ? join(folder, name) : folder), {
      recursive: true,
      filter: (path) => !isIgnored(relative(root, path)),
    });
};

/** By the forms of pattern that `.dockerignore` has; the last that fits decides. */
const isIgnored = (path: string): boolean =>
  readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .reduce((ignored, line) => {
      const pattern = line.replace(/^!/, '');
      const ending = /^\*\*\/\*(\.[\w.]+)$/.exec(pattern)?.[1];
      if (pattern !== '*' && ending === undefined && /[*?[]/.test(pattern))
        throw new Error(`.dockerignore has a pattern nobody has tried: ${line}`);
      const fits = pattern === '*' || (ending ? path.endsWith(ending) : `${path}/`.startsWith(`${pattern}/`));
      return fits ? !line.startsWith('!') : ignored;
    }, false);

interface Locked {
  readonly packages: Readonly<
    Record<string, { readonly dev?: true; readonly optional?: true; readonly devOptional?: true }>
  >;
}

/** The packages a lockfile has for production, without optional ones. */
const installed = (here: string): void => {
  const { packages } = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')) as Locked;
  for (const [path, { dev, optional, devOptional }] of Object.entries(packages))
    if (path !== '' && !dev && !optional && !devOptional) linked(join(root, path), join(here, path));
};

/** A package's own files, without the packages inside it; not copied where a second name will do. */
const linked = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isFile()) linkOrCopy(source, target);
    else if (entry.isDirectory() && entry.name !== 'node_modules') linked(source, target);
  }
};

const linkOrCopy = (source: string, target: string): void => {
  try {
    linkSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(source, target);
  }
};
