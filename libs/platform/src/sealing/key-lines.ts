import { locked, unlocked } from './box.js';
import { purposeOf, type KeyPurpose, type PersonalKey } from './keyring.js';

/** Wrapped keys of one person, by purpose: the key's id and the wrapped key. */
export type WrappedKeys = { readonly [purpose in KeyPurpose]?: readonly [id: string, wrapped: string] };

/** Ends every whole line, so that one torn by a crash is told from one that was damaged later. */
const WHOLE = ' .';

/**
 * The text that adds keys to the file. It begins with a line break of its own: whatever another process left
 * unfinished before it spoils nothing.
 */
export const lineOf = (personId: string, keys: WrappedKeys): string => {
  const pairs = Object.values(keys).map(([id, wrapped]) => `${id}:${wrapped}`);
  return `\n${[encodeURIComponent(personId), ...pairs].join(' ')}${WHOLE}\n`;
};

/** The keys a line adds; undefined for an empty line or one that was torn (its keys were never used). Throws when damaged. */
export const readLine = (line: string): { personId: string; keys: WrappedKeys } | undefined => {
  if (!line.endsWith(WHOLE)) return undefined;

  const [person = '', ...pairs] = line.slice(0, -WHOLE.length).split(' ');
  const keys = pairs.map((pair) => LINE_KEY.exec(pair));
  if (!/^[^\s\0]+$/.test(person) || keys.length === 0 || keys.includes(null))
    throw new Error('A line of the file of keys is damaged: put the file back from its backup.');

  return {
    personId: decodeURIComponent(person),
    keys: Object.fromEntries(keys.map((key) => [purposeOf(key![1]!), [key![1]!, key![2]!]])),
  };
};

const LINE_KEY = /^([a-z-]+\.[\w-]{12}):([\w-]{80})$/;

/** A key wrapped by the master key. */
export const wrapped = (
  master: Buffer,
  personId: string,
  { id, key }: PersonalKey,
): readonly [string, string] => [id, locked(master, key, JSON.stringify([personId, id]))];

/** The key a wrapped one holds. Throws when it was changed. */
export const unwrapped = (
  master: Buffer,
  personId: string,
  [id, text]: readonly [string, string],
): Buffer => {
  const key = unlocked(master, text, JSON.stringify([personId, id]));
  if (!key)
    throw new Error(`The key ${id} in the file of keys is damaged: put the file back from its backup.`);

  return key;
};
