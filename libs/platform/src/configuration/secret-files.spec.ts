import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { configurationFrom, ConfigurationError } from './configuration.js';

describe('a secret in a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'l2d-secrets-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const file = (text: string | Buffer, name = 'secret'): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const problemsOf = (environment: Record<string, string>): readonly string[] => {
    try {
      configurationFrom(environment);
      return [];
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems;
      throw error;
    }
  };
  const DATABASE_URL = 'postgres://l2d@postgres:5432/l2d';
  const EVENTSTOREDB_URL = 'esdb://l2d@one:2113,two:2113,three:2113?tls=true';

  it('is put beside the user of its address', () => {
    const DATABASE_PASSWORD_FILE = file('p@ss:w/o?r#d %41\n');
    const EVENTSTOREDB_PASSWORD_FILE = DATABASE_PASSWORD_FILE;
    expect(
      configurationFrom({
        DATABASE_URL,
        DATABASE_PASSWORD_FILE,
        EVENTSTOREDB_URL,
        EVENTSTOREDB_PASSWORD_FILE,
      }),
    ).toMatchObject({
      databaseUrl: 'postgres://l2d:p%40ss%3Aw%2Fo%3Fr%23d%20%2541@postgres:5432/l2d',
      eventStoreDbUrl: 'esdb://l2d:p%40ss%3Aw%2Fo%3Fr%23d%20%2541@one:2113,two:2113,three:2113?tls=true',
    });
  });

  it('may be any line of text, and comes back out of its address as it was', () => {
    const line = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      // eslint-disable-next-line no-control-regex
      .filter((text) => text.isWellFormed() && text.trim() !== '' && !/[\u0000-\u001f\u007f]/.test(text));
    fc.assert(
      fc.property(line, fc.constantFrom('', '\n', '\n\n'), (password, end) => {
        const { databaseUrl } = configurationFrom({
          DATABASE_URL,
          DATABASE_PASSWORD_FILE: file(password + end),
        });
        expect(decodeURIComponent(new URL(databaseUrl!).password)).toBe(password);
      }),
    );
  });

  it('may be the master key', () => {
    const key = randomBytes(32).toString('base64');
    expect(configurationFrom({ L2D_MASTER_KEY_FILE: file(`${key}\n`) }).masterKey).toBe(key);
    expect(problemsOf({ L2D_MASTER_KEY_FILE: file('c2hvcnQ=') })).toEqual([
      expect.stringMatching(/^L2D_MASTER_KEY is not 32 bytes in base64, nor what its file holds/),
    ]);
    expect(problemsOf({ L2D_MASTER_KEY_FILE: file(key), L2D_MASTER_KEY: key })).toEqual([
      'L2D_MASTER_KEY is set beside L2D_MASTER_KEY_FILE: leave one of them out.',
    ]);
  });

  it.each([
    ['is empty', '', /is empty/],
    ['holds only ends of lines', '\n\n', /is empty/],
    ['holds two lines', 'hush\nsecret\n', /more than one line/],
    ['was written with carriage returns', 'secret\r\n', /more than one line/],
    ['is no text', Buffer.from([0x73, 0xff, 0xfe, 0x0a]), /in UTF-8/],
  ])('is refused with the name of its file, and nothing of it, where that %s', (_, text, words) => {
    const path = file(text, 'of-the-database');
    for (const setting of ['DATABASE_PASSWORD_FILE', 'EVENTSTOREDB_PASSWORD_FILE', 'L2D_MASTER_KEY_FILE']) {
      const address: Record<string, string> = setting.startsWith('EVENT')
        ? { EVENTSTOREDB_URL }
        : { DATABASE_URL };
      const problems = problemsOf({ ...address, [setting]: path });
      expect(problems).toEqual([expect.stringMatching(words)]);
      expect(problems[0]).toContain(`${setting} is "${path}"`);
      expect(problems[0]).not.toMatch(/hush|secret$/);
    }
  });

  it('is asked for again where its file cannot be read', () =>
    expect(
      problemsOf({
        DATABASE_URL,
        DATABASE_PASSWORD_FILE: join(folder, 'nowhere'),
        L2D_MASTER_KEY_FILE: folder,
      }),
    ).toEqual([
      `DATABASE_PASSWORD_FILE is "${join(folder, 'nowhere')}", which cannot be read (ENOENT): let this user read it, or name another.`,
      `L2D_MASTER_KEY_FILE is "${folder}", which cannot be read (EISDIR): let this user read it, or name another.`,
    ]));

  it.each(['postgres://l2d:hush@postgres/l2d', 'postgres://postgres/l2d', 'postgres://l2d:@postgres/l2d'])(
    'is refused beside %s, which names a password or no user',
    (url) => {
      const problems = problemsOf({ DATABASE_URL: url, DATABASE_PASSWORD_FILE: file('secret') });
      expect(problems).toEqual([expect.stringMatching(/^DATABASE_URL is not an address with a user/)]);
      expect(problems[0]).not.toMatch(/hush/);
    },
  );

  it('is refused without the address it belongs to', () =>
    expect(problemsOf({ EVENTSTOREDB_PASSWORD_FILE: file('secret') })).toEqual([
      expect.stringMatching(/^EVENTSTOREDB_PASSWORD_FILE is set without EVENTSTOREDB_URL/),
    ]));
});
