import type { Projection, Recorded } from '#kernel';

/** Rows by key; `null` where there is none. */
export type Rows = Map<string, object | null>;

/** An event of a page with the rows it touches. */
export interface Touch {
  readonly event: Recorded;
  readonly keys: readonly string[];
}

/** A projection threw at an event, or made a row that is not the event's. */
export class Poisonous extends Error {
  constructor(
    readonly event: Recorded,
    override readonly cause: unknown,
  ) {
    super(`The event ${event.type} at position ${event.position} could not be folded.`);
  }
}

/** The events of a page the projection has steps for, with their keys. Throws `Poisonous`. */
export const touches = (projection: Projection, events: readonly Recorded[]): readonly Touch[] =>
  events
    .filter(({ type }) => Object.hasOwn(projection.on, type))
    .map((event) => ({ event, keys: keysOf(projection, event) }));

const keysOf = (projection: Projection, event: Recorded): readonly string[] =>
  guarded(event, () => {
    const key = projection.key(event);
    const keys = typeof key === 'string' ? [key] : [...new Set(key)];
    if (keys.some((one) => typeof one !== 'string')) throw new Error('The key of a row is not text.');
    return keys;
  });

/**
 * Folds events in log order into the rows they touch, which must all be given (`null`: there is none), and answers
 * those that changed. Throws `Poisonous`.
 */
export const fold = (projection: Projection, page: readonly Touch[], rows: Rows, primary: string): Rows => {
  const changed: Rows = new Map();
  for (const { event, keys } of page)
    for (const key of keys) {
      const before = changed.has(key) ? changed.get(key)! : rows.get(key)!;
      const after = guarded(event, () => stepped(projection, before, event, key, primary));
      if (after !== before) changed.set(key, after);
    }
  return changed;
};

const stepped = (
  projection: Projection,
  before: object | null,
  event: Recorded,
  key: string,
  primary: string,
): object | null => {
  const step = projection.on[event.type]!;
  const after = step(before ?? (projection.blank(key) as object), event as never, key) as
    object | null | undefined;
  if (after === undefined) throw new Error('The step answered nothing: a row, or null to remove it, is due.');
  if (after !== null && (after as Record<string, unknown>)[primary] !== key)
    throw new Error(`The step's row has another ${primary} than the row's key.`);

  return after;
};

const guarded = <T>(event: Recorded, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw new Poisonous(event, error);
  }
};
