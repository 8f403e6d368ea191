import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { FileKeyring, type KeyFolder } from './file-keyring.js';
import { markOfKeys } from './keys-of-log.js';

const PARTS = ['installation.key', 'people.keys'];

/**
 * Throws unless the keys in a folder are those the personal data of a log is sealed with, by the log's identity and the mark that
 * was made there. Makes no keys: the first that are made for a log are the log's own for ever.
 */
export const assertKeysOfFile = async (
  { log, keys }: { readonly log: string; readonly keys: string },
  at: KeyFolder,
): Promise<void> => {
  const there = await Promise.all(
    PARTS.map((name) =>
      access(join(at.folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (there.includes(false)) throw lacking(`There are no keys in ${at.folder}`);

  const keyring = await FileKeyring.open(at);
  const mark = markOfKeys(keyring, log);
  await keyring.close();
  if (mark !== keys) throw lacking(`The keys in ${at.folder} are not those of the log that was exported`);
};

const lacking = (what: string) =>
  new Error(
    `${what}: without its own keys nobody's name in it could be read ever again. Copy the folder "keys" of the installation it was ` +
      'exported from, as it was then or later, to there, with its master key where it has one. Where they are lost for good, ' +
      'l2d import log --help says what is left.',
  );
