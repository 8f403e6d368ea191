import { API, CLI, type Installation, openInstallation } from './installation.js';

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation();
});
afterAll(() => installation?.remove());

const wrong: readonly [name: string, value: string, sentence: string][] = [
  ['PORT', 'abc', 'PORT is "abc": set it to a whole number from 0 to 65535, or leave it out.'],
  [
    'DATABASE_URL',
    'http://x',
    'DATABASE_URL is not the address of a PostgreSQL: write postgres://user:password@host:port/database, or leave it out for the embedded one.',
  ],
  ['L2D_NONSENSE', '1', 'L2D_NONSENSE is not known: remove it, or correct its name'],
  ['HOST', '0.0.0.0', 'HOST is "0.0.0.0": set it to one of 127.0.0.1, ::1, localhost.'],
  ['L2D_MASTER_KEY', 'short', 'L2D_MASTER_KEY is not 32 bytes in base64'],
];

describe('a configuration that cannot be used', () => {
  it.each(wrong)('says so in one sentence and starts nothing: %s=%s', async (name, value, sentence) => {
    const { code, out, err } = await installation.run(API, [], { [name]: value }).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n')).toEqual(['It could not start.', expect.stringContaining(sentence)]);
    expect(installation.postgres()).toBeUndefined();
  });

  it('says all that is wrong, also on the command line', async () => {
    const { code, out, err } = await installation.run(CLI, ['status'], { PORT: 'abc', HOST: '0.0.0.0' })
      .ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^HOST is "0\.0\.0\.0"/),
      expect.stringMatching(/^PORT is "abc"/),
    ]);
  });

  it('names a database that nobody answers for, without its password', async () => {
    const url = 'postgres://amara:secret@127.0.0.1:1/nowhere';
    const { code, err } = await installation.run(API, [], { DATABASE_URL: url }).ended;
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n')).toEqual([
      'It could not start.',
      'The database at 127.0.0.1:1 cannot be entered (ECONNREFUSED, nothing listens there): check DATABASE_URL.',
    ]);
  });

  it('names a port that is in use', async () => {
    const server = await installation.serve();
    const port = new URL(server.url).port;
    const { code, err } = await installation.run(API, [], { PORT: port }).ended;
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n').slice(-2)).toEqual([
      'It could not start.',
      `Port ${port} is in use: stop what uses it, or set PORT to another.`,
    ]);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });
});
