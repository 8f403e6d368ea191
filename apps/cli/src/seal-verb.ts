import type { Command } from 'commander';
import { proveSeal, publicKeyIn, readSeal, sealKeyIn, sealLog, type SealProof } from '#platform';
import type { Product } from '../../api/src/start.js';
import { print, progressBar } from './output.js';

type Doing = (work: (product: Product) => Promise<number>) => Promise<void>;

/** How a log is sealed. */
interface SealOptions {
  readonly key?: string;
  readonly json?: boolean;
}

/** Adds `seal`. */
export const addSealVerb = (program: Command, doing: Doing): void => {
  program
    .command('seal')
    .description(
      'write a seal of the log into a new file, to be kept outside the database; verify --seal proves by it',
    )
    .argument('<file>')
    .option('--key <file>', 'sign it with this private key, Ed25519 as PEM; default L2D_SEAL_KEY')
    .option('--json', 'print what it states as JSON')
    .action((file: string, options: SealOptions) => doing((product) => seal(product, file, options)));
};

const seal = async (
  { store, clock, configuration }: Pick<Product, 'store' | 'clock' | 'configuration'>,
  file: string,
  { key: named, json }: SealOptions,
): Promise<number> => {
  const keyFile = named ?? configuration.sealKey;
  const key = keyFile === undefined ? undefined : await sealKeyIn(keyFile);
  const bar = progressBar();
  const statement = await sealLog(store, file, {
    sealedAt: clock.now(),
    key,
    onProgress: bar.follow,
  }).finally(() => bar.end());
  await print(
    json
      ? JSON.stringify(statement)
      : [
          `${statement.events} events of ${statement.streams} streams are sealed in ${file}, root ${statement.root}.`,
          key
            ? 'It is signed: verify --seal FILE --key PUBLIC-KEY proves also who sealed it.'
            : 'It is not signed, so whoever can write to the file can make another: keep it where nobody can, or name a key with --key.',
        ].join('\n'),
  );
  return 0;
};

/** Compares the log with a seal; throws for one that was cut or altered, or that the key named did not sign. */
export const provenBySeal = async (
  store: Product['store'],
  file: string,
  keyFile: string | undefined,
): Promise<SealProof> => {
  const read = await readSeal(file, keyFile === undefined ? undefined : await publicKeyIn(keyFile));
  const bar = progressBar();
  return proveSeal(store, read, bar.follow).finally(() => bar.end());
};

/** What comparing with a seal found. */
export const inSentences = (
  { statement, sameLog, difference }: SealProof,
  keyFile: string | undefined,
): string => {
  const { events, sealedAt, publicKey, log } = statement;
  const signed =
    publicKey === null
      ? 'not signed'
      : keyFile === undefined
        ? 'signed; --key proves by whom'
        : `signed with the key of ${keyFile}`;
  return [
    `The seal of ${sealedAt} (${signed}): ` +
      (difference
        ? 'the log is not as it was sealed.'
        : `its ${events} events are exactly the first ${events} stored.`),
    ...(difference ? [`  ${difference.sentence}`] : []),
    ...(sameLog
      ? []
      : [`  It was made of the log ${log}, this is another: moved here, restored, or not the one meant.`]),
  ].join('\n');
};
