import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A server of the product in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Asks it to stop, as an operator does; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts a server of a built product on a free port, and waits until it says where it listens. */
export const startServer = async (
  product: string,
  databaseUrl: string,
  folder: string,
): Promise<ServerProcess> => {
  const child = spawn(process.execPath, [join(product, 'dist/apps/api/src/main.js')], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      L2D_DATA: folder,
      PORT: '0',
      L2D_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /API\s+(http:\/\/[^/]+)\/api/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code} before it listened:\n${said}`)),
    );
  });
  return {
    url,
    process: child,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
};
