import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Happened } from '#kernel';
import { RehearsedFacts } from './rehearsed-facts.js';

const key = Buffer.alloc(32, 7);
let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'rehearsed-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const fact = (said: string): Happened => ({
  type: 'Said',
  version: 1,
  data: { said },
  id: said,
  effectiveOn: '2026-09-01',
  recordedAt: '2026-09-01T08:00:00.000Z',
});

describe('facts that are rehearsed', () => {
  it('come back by their stream in the order they were added, whatever was added between', () => {
    const facts = new RehearsedFacts(folder, key);
    const long = 'x'.repeat(100_000);
    for (let turn = 0; turn < 300; turn += 1) {
      facts.add(`person-${turn % 7}`, [fact(`${turn}`), fact(`${turn} ò`)]);
      if (turn === 100) facts.add('person-3', [fact(long)]);
    }
    const ofThird = facts.of('person-3').map(({ id }) => id);
    const turns = Array.from({ length: 43 }, (_, nth) => 3 + 7 * nth).filter((turn) => turn < 300);
    expect(ofThird).toEqual(
      turns.flatMap((turn) => [`${turn}`, `${turn} ò`, ...(turn === 94 ? [long] : [])]),
    );
    expect(facts.of('person-8')).toEqual([]);
    facts.close();
  });

  it('lie in no file that anybody finds, and are not readable there', () => {
    const facts = new RehearsedFacts(folder, key);
    facts.add('person-amara', [fact('Amara Òg')]);
    expect(readdirSync(folder)).toEqual([]);
    const { file } = facts as unknown as { file: number };
    // By the number the file was opened under: it has no name.
    expect(readFileSync(file).toString('latin1')).not.toMatch(/Said|Amara|amara/);
    facts.close();
  });

  it('need a folder that may be written to', () =>
    expect(() => new RehearsedFacts(join(folder, 'none'), key)).toThrow('ENOENT'));
});
