import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logOf, storeOf } from './plain-log.samples.js';
import { readSeal, SealRefused, sealedEventsOf, statementOf } from './seal-file.js';
import { publicKeyIn, sealKeyIn } from './seal-key.js';
import { sealLog } from './seal-log.js';

const LOG = logOf(['amara', 'bo', 'amara']);
const AT = { sealedAt: '2026-09-30T12:00:00.000Z' };

let folder: string;
const path = (name: string): string => join(folder, name);
const keysOf = async (name: string, type: 'ed25519' | 'ec' = 'ed25519') => {
  const { privateKey, publicKey } =
    type === 'ec' ? generateKeyPairSync(type, { namedCurve: 'P-256' }) : generateKeyPairSync(type);
  await writeFile(path(`${name}.key`), privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await writeFile(path(`${name}.pub`), publicKey.export({ format: 'pem', type: 'spki' }));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'l2d-seal-file-'));
  await keysOf('ours');
  await keysOf('theirs');
  await keysOf('curve', 'ec');
  await sealLog(storeOf(LOG), path('plain.seal'), AT);
  await sealLog(storeOf(LOG), path('signed.seal'), { ...AT, key: await sealKeyIn(path('ours.key')) });
});
afterAll(() => rm(folder, { recursive: true }));

const refusal = async (name: string, publicKey?: string): Promise<string> => {
  const error: unknown = await readSeal(path(name), publicKey).then(
    () => undefined,
    (refused: unknown) => refused,
  );
  return error instanceof SealRefused ? error.message.replace(folder, '') : `not refused: ${String(error)}`;
};

describe('the file of a seal', () => {
  it('is lines that anybody can read', async () => {
    const lines = (await readFile(path('plain.seal'), 'utf8')).split('\n').map((line) => line.slice(0, 78));
    expect(lines).toEqual([
      '{"format":"l2d seal 1","log":"log-1","sealedAt":"2026-09-30T12:00:00.000Z"}',
      expect.stringMatching(/^\["[0-9a-f]{64}","amara",0\]$/),
      expect.stringMatching(/^\["[0-9a-f]{64}","bo",0\]$/),
      expect.stringMatching(/^\["[0-9a-f]{64}","amara",1\]$/),
      `{"stream":"amara","revision":1,"hash":"${LOG[2]!.hash}"}`.slice(0, 78),
      `{"stream":"bo","revision":0,"hash":"${LOG[1]!.hash}"}`.slice(0, 78),
      expect.stringMatching(/^{"log":"log-1","sealedAt":"2026-09-30T12:00:00.000Z","events":3,"streams":2/),
      '{"signature":null}',
      '',
    ]);
  });

  it('is read as it was written', async () => {
    const seal = await readSeal(path('signed.seal'), await publicKeyIn(path('ours.pub')));
    expect(seal.statement).toMatchObject({ log: 'log-1', ...AT, events: 3, streams: 2 });
    const names: string[] = [];
    for await (const { stream, revision } of sealedEventsOf(seal)) names.push(`${stream} ${revision}`);
    expect(names).toEqual(['amara 0', 'bo 0', 'amara 1']);
  });

  // What is before the statement is read alike in both.
  const PARTS = [
    ['plain.seal', 0],
    ['signed.seal', '{"log"'],
  ] as const;

  it.each(PARTS)('is refused with any byte altered: %s', async (name, from) => {
    const bytes = await readFile(path(name));
    for (let index = from === 0 ? 0 : bytes.indexOf(from); index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index]! ^= 1 << (index % 8);
      await writeFile(path('altered.seal'), altered);
      expect(await refusal('altered.seal')).toMatch(/^The (seal|file|signature) .*\.$/);
    }
  });

  it.each(PARTS)('is refused when it was cut anywhere: %s', async (name, from) => {
    const bytes = await readFile(path(name));
    for (let length = from === 0 ? 0 : bytes.indexOf(from); length < bytes.length; length += 1) {
      await writeFile(path('cut.seal'), bytes.subarray(0, length));
      expect(await refusal('cut.seal')).toMatch(/^The (seal|file) .*(cut or altered|no seal).*\.$/);
    }
  });

  it.each([
    ['a line twice', (lines: string[]) => lines.toSpliced(2, 0, lines[1]!)],
    ['a line less', (lines: string[]) => lines.toSpliced(2, 1)],
    ['two lines swapped', (lines: string[]) => [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)]],
    ['a line more at the end', (lines: string[]) => [...lines, '{}']],
    ['other line breaks', (lines: string[]) => lines.map((line) => `${line}\r`)],
  ])('is refused with %s', async (_, change) => {
    const lines = (await readFile(path('plain.seal'), 'utf8')).trimEnd().split('\n');
    await writeFile(path('changed.seal'), `${change(lines).join('\n')}\n`);
    expect(await refusal('changed.seal')).toContain('was cut or altered');
  });

  it('is refused when it is something else, or is not there', async () => {
    await writeFile(path('letter.seal'), 'Dear all,\n');
    await writeFile(path('endless.seal'), Buffer.alloc(1_000_000, 'x'));
    expect(await refusal('letter.seal')).toBe('The file /letter.seal is no seal: l2d seal writes one.');
    expect(await refusal('endless.seal')).toContain('was cut or altered');
    expect(await refusal('nowhere.seal')).toBe('The seal /nowhere.seal cannot be read (ENOENT).');
  });
});

describe('the signature of a seal', () => {
  it('is refused where it is not of the key that is named, or is missing', async () => {
    const theirs = await publicKeyIn(path('theirs.pub'));
    expect(await refusal('signed.seal', theirs)).toContain('was signed with another key');
    expect(await refusal('plain.seal', theirs)).toContain('is not signed');
  });

  it('is refused where it was taken off, whoever asks', async () => {
    const text = await readFile(path('signed.seal'), 'utf8');
    await writeFile(path('bare.seal'), text.replace(/"signature":".*"/, '"signature":null'));
    expect(await refusal('bare.seal')).toContain('was cut or altered');
  });

  it('is refused where the statement was made to fit an altered file', async () => {
    const { statement } = await readSeal(path('signed.seal'));
    const other = await sealLog(storeOf(logOf(['amara'])), path('other.seal'), AT);
    const lines = (await readFile(path('other.seal'), 'utf8')).trimEnd().split('\n');
    const signature = (await readFile(path('signed.seal'), 'utf8')).trimEnd().split('\n').at(-1)!;
    const forged = [
      ...lines.slice(0, -2),
      statementOf({ ...other, publicKey: statement.publicKey }),
      signature,
    ];
    await writeFile(path('forged.seal'), `${forged.join('\n')}\n`);
    expect(await refusal('forged.seal')).toContain('does not fit');
  });

  it('needs an Ed25519 key in a file that can be read', async () => {
    await copyFile(path('plain.seal'), path('no.key'));
    await expect(sealKeyIn(path('nowhere.key'))).rejects.toThrow('openssl genpkey -algorithm ed25519');
    await expect(sealKeyIn(path('no.key'))).rejects.toThrow('holds no Ed25519 key');
    await expect(sealKeyIn(path('ours.pub'))).rejects.toThrow('holds no Ed25519 key');
    await expect(sealKeyIn(path('curve.key'))).rejects.toThrow('holds no Ed25519 key');
    await expect(publicKeyIn(path('curve.pub'))).rejects.toThrow('-pubout');
    expect(await publicKeyIn(path('ours.key'))).toBe(await publicKeyIn(path('ours.pub')));
  });
});
