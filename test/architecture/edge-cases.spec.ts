import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The cases that hurt live services, by their number in the domain's list, as far as what they need is built. */
const EDGE_CASES: Readonly<Record<number, string>> = {
  2: 'a group of three and two free places',
  5: 'a withdrawal back-dated to before the start',
  6: 'a deferral that crosses a price change',
  7: 'a participant who changes sponsor between two instalments',
  8: 'a substitute who already holds a place',
  9: 'a person who returns after withdrawing',
  10: 'a sponsor',
  16: 'a cohort cancelled',
  20: 'facts that arrive',
  21: 'a cohort postponed after offers went out',
};

/** What the titles of tests say in brackets: `(edge case 8: a substitute who already holds a place)`. */
const namedIn = (folder: string): readonly (readonly [number: number, words: string])[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.spec.ts') && !path.endsWith('edge-cases.spec.ts'))
    .flatMap((path) => [
      ...readFileSync(join(root, folder, path), 'utf8').matchAll(/\(edge case (\d+): ([^)]+)\)/g),
    ])
    .map(([, number, words]) => [Number(number), words!] as const);

const named = [...namedIn('libs'), ...namedIn('test')];

describe('the edge cases', () => {
  it.each(Object.entries(EDGE_CASES))('number %s has a test that names it: %s', (number, words) => {
    const titles = named.flatMap(([of, title]) => (of === Number(number) ? [title] : []));
    expect(titles).not.toEqual([]);
    for (const title of titles) expect(title.startsWith(words)).toBe(true);
  });

  it('that tests name are those of the list', () =>
    expect([...new Set(named.map(([number]) => number))].filter((number) => !EDGE_CASES[number])).toEqual(
      [],
    ));
});
