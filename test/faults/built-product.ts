import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 120_000;

/**
 * The product as `npm run build` makes it, in a folder of this run of Jest: built once from the sources as they are, by
 * whoever asks first, so that no test runs an old build and none takes `dist` from under another. Answers the folder;
 * its programs are `dist/apps/...`.
 */
export const builtProduct = async (): Promise<string> => {
  const run = process.env['L2D_TEST_POSTGRES'];
  if (!run)
    throw new Error(
      'The product is built in the folder of a run of Jest with test/support/global-setup.mjs.',
    );

  const product = join(run, 'product');
  const outcome = join(product, 'built');
  if (isMine(product)) writeFileSync(outcome, compiled(product));
  for (const deadline = Date.now() + PATIENCE_MS; !existsSync(outcome); await sleep(50))
    if (Date.now() > deadline) throw new Error(`Nobody finished the build in ${product}.`);
  const complaint = readFileSync(outcome, 'utf8');
  if (complaint !== '') throw new Error(`The product cannot be built: ${complaint}`);

  return product;
};

/** Making the folder is the lock: one of all who try makes it. */
const isMine = (product: string): boolean => {
  try {
    mkdirSync(product);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/** Compiles into the folder; answers what went wrong, '' for nothing. */
const compiled = (product: string): string => {
  const swc = join('node_modules', '@swc', 'cli', 'bin', 'swc.js');
  const options = ['--out-dir', join(product, 'dist'), '--config-file', '.swcrc', '--quiet'];
  try {
    execFileSync(process.execPath, [swc, 'apps', 'libs', ...options], { stdio: 'pipe' });
    // `#places` and the like lead to the `dist` beside this file.
    copyFileSync('package.json', join(product, 'package.json'));
    symlinkSync(join(process.cwd(), 'node_modules'), join(product, 'node_modules'));
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
