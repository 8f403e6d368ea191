import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '#platform';

const libraries = join(import.meta.dirname, '..', '..', 'libs');

/** What every library of the product brings: found by looking, so that no new one is forgotten. */
export const allContexts = async (): Promise<readonly Context[]> => {
  const doors = readdirSync(libraries).filter((name) => existsSync(join(libraries, name, 'src', 'index.ts')));
  const contexts: Context[] = [];
  // One after the other: Jest cannot link modules that import each other while it links others.
  for (const name of doors) {
    const door = (await import(`../../libs/${name}/src/index.js`)) as Record<string, unknown>;
    for (const [exported, value] of Object.entries(door))
      if (exported.endsWith('Context')) contexts.push(value as Context);
  }
  return contexts;
};
