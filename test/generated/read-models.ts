import type { BusinessDate, Projection, Recorded } from '#kernel';
import type { Context } from '#platform';
import { rowsOf } from '../support/folded.js';

/** What a read model answers for a day: its rows by their keys, as text. */
export type Answers = ReadonlyMap<string, string>;

export const readModelsOf = (contexts: readonly Context[]): readonly Projection[] =>
  contexts.flatMap(({ projections = [] }) => projections);

/** When something was recorded, which depends on the order of arrival and on nothing that happened. */
const OF_THE_LOG: ReadonlySet<string> = new Set(['position', 'revision', 'askedAtRevision', 'recordedAt']);
/** Lists of what was said, in the order it was said: a place among them says nothing. */
const AS_RECORDED: ReadonlySet<string> = new Set(['facts', 'corrections', 'steps', 'reasons']);

const inOrder = (name: string, part: unknown): unknown => {
  if (OF_THE_LOG.has(name)) return undefined;
  if (Array.isArray(part)) {
    const entries = part.map((entry) => inOrder('', entry));
    return AS_RECORDED.has(name) ? entries.map((entry) => JSON.stringify(entry)).sort() : entries;
  }
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part)
      .map(([field, value]) => [field, inOrder(field, value)] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
};

/** The rows of every read model as at each day, by name, day and key, whatever the order of arrival was. */
export const answersOn = (
  readModels: readonly Projection[],
  log: readonly Recorded[],
  days: readonly BusinessDate[],
): Answers =>
  new Map(
    readModels.flatMap((readModel) => {
      const rows = [...rowsOf<object>(readModel, log)];
      return days.flatMap((day) =>
        rows.flatMap(([key, row]) => {
          const then = readModel.asAt(row, day) as object | null;
          return then
            ? [[`${readModel.name} on ${day}: ${key}`, JSON.stringify(inOrder('', then))] as const]
            : [];
        }),
      );
    }),
  );
