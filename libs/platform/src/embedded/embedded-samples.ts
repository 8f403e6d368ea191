import { transformFileSync } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

/** A folder the server's user can enter, as a data folder's home. */
export const openFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'l2d-embedded-'));
  chmodSync(folder, 0o755);
  return folder;
};

const APP = `
import { startEmbeddedPostgres } from './embedded-postgres.js';
const server = await startEmbeddedPostgres({ dataDirectory: process.argv[2] });
process.stdout.write(server.url + '\\n');
process.stdin.once('data', () => server.stop().then(() => process.exit(0)));
`;

/** The door to the built-in server as a program of its own, compiled where it finds the packages. */
export const compiledApp = (): { readonly file: string; remove(): void } => {
  const home = join(process.cwd(), 'node_modules', '.cache', `embedded-app-${process.pid}`);
  mkdirSync(home, { recursive: true });
  for (const name of readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file))) {
    const { code } = transformFileSync(join(import.meta.dirname, name), { configFile: '.swcrc' });
    writeFileSync(join(home, `${basename(name, '.ts')}.js`), code);
  }
  writeFileSync(join(home, 'package.json'), '{"type":"module"}');
  writeFileSync(join(home, 'app.js'), APP);
  return { file: join(home, 'app.js'), remove: () => rmSync(home, { recursive: true, force: true }) };
};

/** A program that uses the server of a data folder. */
export interface App {
  readonly url: string;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** Lets it stop by itself. */
  stop(): Promise<void>;
}

/** Runs the program until it has a server. */
export const startedApp = async (file: string, dataDirectory: string): Promise<App> => {
  const child = spawn(process.execPath, [file, dataDirectory], { stdio: ['pipe', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The app ended with ${code}.`)));
  });
  return {
    url,
    kill: () => ended(child, () => child.kill('SIGKILL')),
    stop: () => ended(child, () => child.stdin.write('stop\n')),
  };
};

const ended = async (child: ChildProcess, end: () => void): Promise<void> => {
  const exit = new Promise((resolve) => child.once('exit', resolve));
  end();
  await exit;
};

/** One statement on a connection of its own. */
export const asked = async (url: string, statement: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
};
