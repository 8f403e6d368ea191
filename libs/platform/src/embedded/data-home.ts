import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { canEnter, serverAccount, type Account } from './account.js';
import { usableBinaries, type Binaries } from './binaries.js';
import { writeLasting } from './lasting-files.js';

/** Where one data folder's database lies and how its server is run. */
export interface DataHome {
  /** The data folder; holds the password, the log file and the lock. */
  readonly folder: string;
  /** PostgreSQL's own folder: in the data folder, or where the server's user can enter. */
  readonly cluster: string;
  readonly binaries: Binaries;
  /** The user the server runs as; `undefined`: the user of this process. */
  readonly account: Account | undefined;
  readonly password: string;
  readonly log: (line: string) => void;
}

/** The superuser of the built-in server and the name of its database. */
export const DATABASE = 'leading_to_deliver';

/** Finds or lays out the home of a data folder; starts nothing. Call it inside the folder's lock. */
export const dataHome = (folder: string, log: (line: string) => void): DataHome => {
  const place = placeOf(folder, log);
  const cluster = join(place, 'postgres');
  const account = ownerOf(cluster) ?? serverAccount();

  return {
    folder,
    cluster,
    account,
    binaries: usableBinaries(account, account && place === folder ? refugeOf(folder) : place, log),
    password: passwordOf(folder, cluster),
    log,
  };
};

/** The data folder, made when it is missing, by its one real name. */
export const madeFolder = (dataDirectory: string): string => {
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o755 });
    accessSync(dataDirectory, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(dataDirectory);
  } catch (error) {
    throw new Error(
      `The data folder ${dataDirectory} cannot be made or written to (${(error as NodeJS.ErrnoException).code ?? 'unknown'}): ` +
        'name another in L2D_DATA, or give this user the right to write there.',
      { cause: error },
    );
  }
};

/** In the data folder while the server's user can enter it, else in a refuge that a file in the data folder remembers. */
const placeOf = (folder: string, log: (line: string) => void): string => {
  const pointer = join(folder, 'postgres-location');
  if (existsSync(pointer)) {
    const place = readFileSync(pointer, 'utf8').trim();
    if (!existsSync(place))
      throw new Error(
        `The database of ${folder} lies in ${place} (see ${pointer}), but that folder is not there: put it back.`,
      );
    return place;
  }
  const account = serverAccount();
  if (canEnter(account, folder)) return folder;
  if (existsSync(join(folder, 'postgres')))
    throw new Error(
      `The user "${account?.name ?? ''}", as whom the database runs, can no longer enter ${folder}: ` +
        'open the folders above it for entering (chmod o+x).',
    );

  let place = refugeOf(folder);
  // A database left there belongs to a data folder that was deleted: it is neither used nor touched.
  for (let n = 2; existsSync(join(place, 'postgres')); n += 1) place = `${refugeOf(folder)}-${n}`;
  mkdirSync(place, { recursive: true, mode: 0o755 });
  chmodSync(place, 0o755);
  writeLasting(pointer, `${place}\n`);
  log(
    `The database's user cannot enter ${folder}: the database is kept in ${place} (remembered in ${pointer}).`,
  );
  return place;
};

const refugeOf = (folder: string): string =>
  `/var/lib/leading-to-deliver-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;

/** Root runs the server as whoever owns its folder; anyone else must be the owner. */
const ownerOf = (cluster: string): Account | undefined => {
  const found = statSync(cluster, { throwIfNoEntry: false });
  const self = process.getuid?.();
  if (!found || self === undefined || found.uid === self) return undefined;
  if (self === 0) return { name: String(found.uid), uid: found.uid, gid: found.gid };

  throw new Error(
    `The database in ${cluster} belongs to another user of this machine (id ${found.uid}): start as that user or as root.`,
  );
};

const passwordOf = (folder: string, cluster: string): string => {
  const file = join(folder, 'postgres-password');
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (known !== '') return known;
  if (existsSync(cluster))
    throw new Error(
      `The file ${file} is missing or empty, without which nobody can enter the database in ${cluster}: restore it from your copy.`,
    );

  const password = randomBytes(24).toString('hex');
  writeLasting(file, `${password}\n`);
  return password;
};
