import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** An import of one file by another, as dependency-cruiser found it. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** An edge that a rule of `.dependency-cruiser.mjs` refuses. */
export interface RefusedEdge extends Edge {
  readonly rule: string;
  /** What to do instead. */
  readonly comment: string;
}

interface CruiseResult {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly { from: string; to: string; rule: { name: string } }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { name: string; comment: string }[] };
  };
}

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** Runs the import rules over the apps, libs and test of a folder, as the command line of dependency-cruiser would. */
export const cruised = async (folder = root) => {
  const { stdout } = await run(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', '--progress', 'none'],
      ...['apps', 'libs', 'test'],
    ],
    { cwd: folder, maxBuffer: 200_000_000 },
  ).catch((error: { stdout: string; stderr: string }) => {
    if (!error.stdout?.startsWith('{')) throw new Error(`dependency-cruiser failed: ${error.stderr}`);
    return error; // The exit code counts the violations; the report is what is asked for.
  });
  const { modules, summary } = JSON.parse(stdout) as CruiseResult;
  const rules = summary.ruleSetUsed.forbidden;

  return {
    rules: rules.map(({ name }) => name),
    edges: modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }): Edge => ({ from: source, to: resolved })),
    ),
    refused: summary.violations.map(({ from, to, rule }): RefusedEdge => ({
      rule: rule.name,
      from,
      to,
      comment: rules.find(({ name }) => name === rule.name)?.comment ?? '',
    })),
  };
};
