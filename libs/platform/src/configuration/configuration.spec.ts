import { resolve } from 'node:path';
import { configurationFrom, ConfigurationError } from './configuration.js';

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    configurationFrom(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

describe('the configuration', () => {
  it('is complete when nothing is stated', () =>
    expect(configurationFrom({})).toEqual({
      dataFolder: resolve('./data'),
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      worker: 'inside',
      poolSize: 10,
      runningRequests: 64,
      queuedRequests: 1_000,
      queueMilliseconds: 500,
    }));

  it('takes what is stated', () =>
    expect(
      configurationFrom({
        DATABASE_URL: 'postgres://l2d@localhost/l2d',
        EVENTSTOREDB_URL: 'esdb://l2d:secret@one:2113,two:2113',
        PORT: '0',
        L2D_LOG_LEVEL: 'warn',
        L2D_WORKER: 'apart',
        L2D_DATA: '/srv/l2d',
        L2D_SEAL_KEY: 'seal.key',
        L2D_WORKER_PORT: '3001',
      }),
    ).toMatchObject({
      databaseUrl: 'postgres://l2d@localhost/l2d',
      eventStoreDbUrl: 'esdb://l2d:secret@one:2113,two:2113',
      port: 0,
      logLevel: 'warn',
      worker: 'apart',
      dataFolder: '/srv/l2d',
      sealKey: resolve('seal.key'),
      workerPort: 3001,
    }));

  it.each([
    ['DATABASE_URL', 'mysql://somewhere/x'],
    ['DATABASE_URL', 'localhost'],
    ['EVENTSTOREDB_URL', 'http://localhost:2113'],
    ['EVENTSTOREDB_URL', 'esdb://localhost:2113?verify=false'],
    ['PORT', '65536'],
    ['PORT', '3e3'],
    ['HOST', '0.0.0.0'],
    ['L2D_NETWORK', 'trusted'],
    ['L2D_WORKER_PORT', '65536'],
    ['L2D_LOG_LEVEL', 'loud'],
    ['L2D_MASTER_KEY', 'c2hvcnQ='],
    ['L2D_WORKER', 'no'],
    ['L2D_POOL_SIZE', '1'],
    ['L2D_QUEUE_MILLISECONDS', '-1'],
    ['L2D_DATE', './data'],
  ])('names %s when it is "%s"', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} is .*\\.$`));
  });

  it.each(['0.0.0.0', '::', '172.30.0.5'])(
    'binds to %s only where the network is said to be closed',
    (HOST) => {
      expect(problemsOf({ HOST })).toEqual([expect.stringMatching(/^HOST is /)]);
      expect(problemsOf({ HOST, L2D_NETWORK: 'open' })).toEqual([expect.stringMatching(/^HOST is /)]);
      expect(configurationFrom({ HOST, L2D_NETWORK: 'closed' }).host).toBe(HOST);
    },
  );

  it('takes addresses alone for one, also where the network is closed, and stays on this machine where none is stated', () => {
    expect(problemsOf({ HOST: 'example.org', L2D_NETWORK: 'closed' })).toEqual([
      expect.stringMatching(/^HOST is /),
    ]);
    expect(configurationFrom({ L2D_NETWORK: 'closed' }).host).toBe('127.0.0.1');
  });

  it('names everything that is wrong at once, and gives no secret away', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://l2d:secret@x/y',
      EVENTSTOREDB_URL: 'esdb://l2d:secret@x?tls=perhaps',
      PORT: 'x',
      L2D_MASTER_KEY: 'secret',
    });
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain('secret');
  });
});
