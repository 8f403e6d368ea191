import { join } from 'node:path';
import { cruised } from './imports.js';

/** Every rule with the file planted to break it. A rule that is not here, or does not fire here, is no rule. */
const planted = [
  ['apps-import-doors', 'apps/api/src/reaches-behind-a-door.ts'],
  ['business-imports-only-the-foundations-and-itself', 'libs/cohorts/src/imports-an-app.ts'],
  ['business-imports-only-the-foundations-and-itself', 'libs/cohorts/src/imports-another-module.ts'],
  ['every-import-is-found', 'libs/cohorts/src/leads-nowhere.ts'],
  ['kernel-does-no-io', 'libs/kernel/src/reads-a-file.ts'],
  ['kernel-imports-nothing-of-ours', 'libs/kernel/src/knows-a-module.ts'],
  ['libraries-do-no-io-of-their-own', 'libs/cohorts/src/reads-a-file.ts'],
  ['libraries-do-not-import-apps', 'libs/cohorts/src/imports-an-app.ts'],
  ['no-cycles', 'libs/cohorts/src/one-of-a-cycle.ts'],
  ['platform-imports-kernel-only', 'libs/platform/src/knows-a-module.ts'],
  ['processes-import-doors', 'libs/processes/src/reaches-behind-a-door.ts'],
  ['product-does-not-import-tests', 'libs/cohorts/src/imports-test-support.ts'],
  ['read-side-imports-events-only', 'libs/place-book/src/imports-a-door.ts'],
];

describe('the import rules', () => {
  it('are kept by the apps, the libraries and the tests', async () => {
    const { refused } = await cruised();
    expect(
      refused.map(({ rule, from, to, comment }) => `${from} imports ${to} (${rule}). ${comment}`),
    ).toEqual([]);
  });

  it('see the imports by #name, of types as of code', async () => {
    const { edges } = await cruised();
    expect(edges).toContainEqual({ from: 'libs/platform/src/clock.ts', to: 'libs/kernel/src/index.ts' });
    expect(edges).toContainEqual({
      from: 'libs/platform/src/event-store.ts',
      to: 'libs/kernel/src/index.ts',
    });
  });

  it('each fire where a violation is planted, and nowhere else', async () => {
    const { rules, refused } = await cruised(join(import.meta.dirname, 'planted', 'imports'));
    const fired = refused.map(({ rule, from }) => [rule, from]).sort();
    expect(fired).toEqual([...planted].sort());
    expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual([...rules].sort());
  });
});
