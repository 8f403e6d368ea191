import { type Reference, referencesOf, refuse } from '#kernel';
import { Refused } from '../commands.js';
import type { EventStore } from '../event-store.js';

/** The refusal code for a reference to something nobody recorded: `unknown-organisation`. */
export const unknownCode = ({ of }: Reference): string => `unknown-${of}`;

/**
 * Refuses a command that names something which has no stream. A rule sees only its own stream, so the door asks; what was
 * recorded once stays, so the answer cannot be overtaken.
 */
export const refuseUnknown = async (
  store: Pick<EventStore, 'readStream'>,
  command: object,
): Promise<void> => {
  const named = referencesOf(command.constructor as new () => object).filter(
    ({ field }) => (command as Record<string, unknown>)[field] !== undefined,
  );
  const found = await Promise.all(named.map((reference) => isKnown(store, command, reference)));
  const missing = named.find((_reference, index) => !found[index]);
  if (missing)
    throw new Refused(
      refuse(
        unknownCode(missing),
        `There is no ${missing.of} with the id in ${missing.field}: correct the id, or record it first.`,
        missing.field,
      ),
    );
};

/** So many streams that are there are remembered of a store: to ask for each again takes longer than to decide. */
const REMEMBERED = 50_000;

const remembered = new WeakMap<Pick<EventStore, 'readStream'>, Set<string>>();

const isKnown = async (
  store: Pick<EventStore, 'readStream'>,
  command: object,
  { field, of }: Reference,
): Promise<boolean> => {
  const stream = `${of}-${(command as Record<string, unknown>)[field] as string}`;
  const there = remembered.get(store) ?? new Set();
  remembered.set(store, there);
  if (there.has(stream)) return true;
  if ((await store.readStream(stream, { limit: 1 })).length === 0) return false;

  there.add(stream);
  if (there.size > REMEMBERED) there.delete(there.values().next().value!);
  return true;
};
