import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

/** Where settings are read, and where what is wrong with them is told: sentences that begin with a setting's name. */
export interface Reading {
  readonly read: (name: string) => string | undefined;
  readonly problems: string[];
}

/**
 * The address `OF_URL`, with the password in `OF_PASSWORD_FILE` put beside its user, percent-encoded: so neither the
 * environment nor a compose file holds it. Undefined where no address is stated, or a problem was told.
 */
export const addressIn = (reading: Reading, of: 'DATABASE' | 'EVENTSTOREDB'): string | undefined => {
  const [urlName, fileName] = [`${of}_URL`, `${of}_PASSWORD_FILE`];
  const address = reading.read(urlName);
  if (reading.read(fileName) === undefined) return address;

  const password = secretIn(reading, fileName);
  if (address === undefined)
    reading.problems.push(
      `${fileName} is set without ${urlName}: state the address it belongs to, or leave it out.`,
    );
  else if (!USER_ALONE.test(address))
    reading.problems.push(
      `${urlName} is not an address with a user and without a password, as it must be beside ${fileName}: write user@host.`,
    );
  else if (password !== undefined)
    return address.replace(USER_ALONE, (_, user: string) => `${user}:${encodeURIComponent(password)}@`);

  return undefined;
};

const USER_ALONE = /^([a-z+]+:\/\/[^:@/?#]+)@/;

/**
 * The secret that is alone in the file a setting names, without the line feeds behind it: so the image of PostgreSQL
 * reads its own, and one file serves both. Told of it is the file, and nothing of what it holds.
 */
export const secretIn = ({ read, problems }: Reading, setting: string): string | undefined => {
  const path = read(setting);
  if (path === undefined) return undefined;

  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push(
      `${setting} is "${path}", which cannot be read (${code}): let this user read it, or name another.`,
    );
    return undefined;
  }
  const secret = bytes.toString('utf8').replace(/\n+$/, '');
  if (secret.trim() === '')
    problems.push(`${setting} is "${path}", which is empty: write the secret into it.`);
  else if (!isUtf8(bytes) || CONTROL.test(secret))
    problems.push(
      `${setting} is "${path}", which holds more than one line of text: write the secret alone into it, in UTF-8.`,
    );
  else return secret;

  return undefined;
};

/** Line breaks within, tabs, NULs: half of what was meant would be worse than none. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;
