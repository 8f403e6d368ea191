import { join } from 'node:path';
import type { Command } from 'commander';
import {
  assertKeysOfFile,
  checkLogFile,
  configurationFrom,
  exportLog,
  importLog,
  Keyring,
  markOfKeys,
} from '#platform';
import type { Product } from '../../api/src/start.js';
import { print, progressBar } from './output.js';

type Doing = (work: (product: Product) => Promise<number>) => Promise<void>;

/** How a log is imported. */
interface ImportLogOptions {
  readonly withoutKeys?: boolean;
  readonly json?: boolean;
}

const KEYS_APART =
  'Personal data in the file stays sealed. The folder "keys" of the data folder is not in it and is needed to read it: keep a copy ' +
  'of it apart from the file, made after the file.';

/** Adds `export log`. */
export const addExportVerb = (program: Command, asking: Doing): void => {
  program
    .command('export')
    .description('write what can be moved or kept as a backup')
    .command('log')
    .summary('write the whole event log into a new file')
    .description(`write the whole event log into a new file, compressed, with its own hash. ${KEYS_APART}`)
    .argument('<file>')
    .option('--json', 'print what the file states as JSON')
    .action((file: string, options: { json?: boolean }) =>
      asking((product) => exported(product, file, options)),
    );
};

/** Adds `log` to what can be imported. */
export const addLogImport = (importVerb: Command, importing: Doing): void => {
  importVerb
    .command('log')
    .summary('take the log of a file into an empty one')
    .description(
      'take the log of a file into an empty one, as it was: streams, revisions, hashes and times stay, positions may differ. The ' +
        'file is read to its end first, and refused when any byte is not as it was written. Copy the folder "keys" of the ' +
        'installation it was exported from into the data folder before; stop every server.',
    )
    .argument('<file>')
    .option(
      '--without-keys',
      "although the keys are lost for good: nobody's name in the log can be read ever again, and no command of it is known again",
    )
    .option('--json', 'print what was imported as JSON')
    .action((file: string, options: ImportLogOptions) => imported(importing, file, options));
};

const exported = async (
  { app, store, followers, clock }: Product,
  file: string,
  { json }: { json?: boolean },
): Promise<number> => {
  const keys = markOfKeys(app.get(Keyring), await store.identity());
  const bar = progressBar();
  const written = await exportLog(store, file, {
    exportedAt: clock.now(),
    keys,
    standing: await followers.standing(),
    onProgress: bar.follow,
  }).finally(() => bar.end());
  const { log, exportedAt, events, streams, sha256 } = written;
  await print(
    json
      ? JSON.stringify({ file, log, exportedAt, events, streams, sha256 })
      : [
          `${events} events of ${streams} streams are in ${file}, SHA-256 ${sha256} over all but its end.`,
          KEYS_APART,
        ].join('\n'),
  );
  return 0;
};

/** Everything is looked at before anything is opened: keys that are made for an empty log are its own for ever. */
const imported = async (
  importing: Doing,
  file: string,
  { withoutKeys, json }: ImportLogOptions,
): Promise<void> => {
  const { dataFolder, masterKey } = configurationFrom();
  const bar = progressBar();
  const checked = await checkLogFile(file, { onProgress: bar.follow }).finally(() => bar.end());
  if (!withoutKeys) await assertKeysOfFile(checked, { folder: join(dataFolder, 'keys'), masterKey });
  await importing(async ({ store, followers }) => {
    const importBar = progressBar();
    await followers
      .whileNobodyFollows(() => importLog({ store, followers }, checked, importBar.follow))
      .finally(() => importBar.end());
    const { log: from, exportedAt, events, streams, sha256 } = checked;
    const log = await store.identity();
    await print(
      json
        ? JSON.stringify({ file, log, from, exportedAt, events, streams, sha256 })
        : [
            `${events} events of ${streams} streams are in the log (${store.place}), as they were exported at ${exportedAt}.`,
            'l2d verify proves them and builds the read models; verify --seal FILE proves by a seal that was made before.',
          ].join('\n'),
    );
    return 0;
  });
};
