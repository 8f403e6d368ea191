import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A file of the repository as text. */
export interface Source {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

const root = join(import.meta.dirname, '..', '..');
/** Made by tools or by running, and never kept. */
const NOT_KEPT = new Set(['.git', 'node_modules', 'dist', 'data', 'coverage']);
const TEXT =
  /(\.(ts|mts|mjs|js|json|md|yml|yaml|sql|csv|html|css|sh|txt)|\/(Dockerfile|run|\.[a-z]+(rc|ignore)))$/;

/** The texts of the repository that people or tools read, below these folders (default: everywhere). */
export const sources = (...folders: readonly string[]): readonly Source[] =>
  (folders.length > 0 ? folders : ['.']).flatMap((folder) => below(join(root, folder))).map(sourceOf);

/** One file of the repository. */
export const sourceAt = (path: string): Source => sourceOf(join(root, path));

const sourceOf = (file: string): Source => ({
  path: relative(root, file).split(sep).join('/'),
  text: readFileSync(file, 'utf8'),
});

const below = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_KEPT.has(entry.name) ? [] : below(path);

    return TEXT.test(path) ? [path] : [];
  });
