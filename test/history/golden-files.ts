import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '#kernel';

/** An event as the log keeps it, personal fields opened. */
export type Golden = Pick<Fact, 'type' | 'version' | 'data'>;

/** Every golden file's SHA-256 in hex, by file name: what is in it was recorded once, and is never edited. */
export type Manifest = Readonly<Record<string, string>>;

const MANIFEST = 'manifest.json';

/** The name of the file that keeps one version of one event type. */
export const fileNameOf = ({ type, version }: Pick<Fact, 'type' | 'version'>): string =>
  `${type}.v${version}.json`;

/** The names of the golden files in a folder. */
export const goldenFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^[A-Z][A-Za-z]+\.v\d+\.json$/.test(name))
    .sort();

/** What a golden file says. */
export const goldenIn = (folder: string, name: string): Golden =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Golden;

/** The digests golden files had when they were written. */
export const manifestOf = (folder: string): Manifest => {
  const path = join(folder, MANIFEST);

  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : {};
};

/** The digest of a golden file as it is now. */
export const digestOf = (folder: string, name: string): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');

/** Writes the golden files that are missing, and their digests; what exists is left as it is. Answers with the names written. */
export const writeMissing = (folder: string, samples: readonly Fact[]): readonly string[] => {
  const existing = new Set(goldenFiles(folder));
  const missing = samples.filter((sample) => !existing.has(fileNameOf(sample)));
  for (const { type, version, data } of missing)
    writeFileSync(
      join(folder, fileNameOf({ type, version })),
      `${JSON.stringify({ type, version, data: data as unknown }, null, 2)}\n`,
    );

  const names = missing.map(fileNameOf);
  const manifest = {
    ...manifestOf(folder),
    ...Object.fromEntries(names.map((name) => [name, digestOf(folder, name)])),
  };
  const sorted = Object.fromEntries(
    Object.entries(manifest).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  if (names.length > 0) writeFileSync(join(folder, MANIFEST), `${JSON.stringify(sorted, null, 2)}\n`);
  return names;
};
