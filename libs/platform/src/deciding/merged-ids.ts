import { keptOf, type Merges, referencesOf } from '#kernel';
import type { Commands, Envelope } from '../commands.js';
import type { MergedKind } from '../context.js';
import { MERGES } from '../context.js';
import type { RuleBook } from './rule-book.js';

/**
 * Lets merged ids keep working: a command that names one is taken for one that names the id kept. It stays the command that
 * was sent, so that a repeat after the merge is still known as a repeat.
 */
export class MergedIds {
  readonly #reads = new Map<MergedKind, { waiting?: Promise<Merges>; running?: Promise<unknown> }>();

  constructor(
    private readonly kinds: readonly MergedKind[],
    private readonly rules: Pick<RuleBook, 'ruleFor'>,
  ) {}

  /** Puts kept ids in the command given, which must be the caller's own copy. Answers the envelope with the fields as they were sent. */
  async resolve(command: object, envelope: Envelope, commands: Pick<Commands, 'stateOf'>): Promise<Envelope> {
    const sent: Record<string, unknown> = {};
    for (const kind of this.kinds) {
      const fields = this.#fieldsNaming(kind, command);
      if (fields.length === 0) continue;

      const merges = await this.#latest(kind, commands);
      if (merges.into.isEmpty()) continue;
      for (const field of fields) replace(command as Fields, field, kind, merges, sent);
    }
    return Object.keys(sent).length === 0 ? envelope : { ...envelope, asSent: { ...sent, ...envelope.asSent } };
  }

  #fieldsNaming(kind: MergedKind, command: object): readonly string[] {
    if (kind.asSent.some((type) => command instanceof type)) return [];
    const own = this.rules.ruleFor(command).decider.name === kind.kind ? [kind.ownId] : [];
    const fields = Object.entries(command).filter(([, value]) => namesKind(value, kind));

    return [...new Set([...own, ...namedDirectly(command, kind), ...fields.map(([field]) => field)])];
  }

  /**
   * The merges of a kind up to the head of the log. Who asks while they are being read waits for the next reading, which
   * all who wait share: it must see what was recorded before it was asked for.
   */
  #latest(kind: MergedKind, commands: Pick<Commands, 'stateOf'>): Promise<Merges> {
    const reads = this.#reads.get(kind) ?? {};
    this.#reads.set(kind, reads);
    reads.waiting ??= Promise.resolve(reads.running?.catch(() => undefined)).then(() => {
      delete reads.waiting;
      const read = commands.stateOf(kind.merges, MERGES);
      reads.running = read;
      return read;
    });
    return reads.waiting;
  }
}

type Fields = Record<string, unknown>;

/** The fields of an object declared as ids of a kind. */
const namedDirectly = (object: object, { kind }: MergedKind): readonly string[] =>
  referencesOf(object.constructor as new () => object)
    .filter(({ of, field }) => of === kind && (object as Fields)[field] !== undefined)
    .map(({ field }) => field);

/** True for an object, or a list with one, that has such a field. */
const namesKind = (value: unknown, kind: MergedKind): boolean =>
  [value].flat().some((one) => typeof one === 'object' && one !== null && namedDirectly(one, kind).length > 0);

const replace = (
  command: Fields,
  field: string,
  kind: MergedKind,
  merges: Merges,
  sent: Record<string, unknown>,
): void => {
  const value = command[field];
  const kept = resolved(value, kind, merges);
  if (kept === value) return;

  sent[field] = value;
  command[field] = kept;
};

/** The same value where nothing in it was merged. */
const resolved = (value: unknown, kind: MergedKind, merges: Merges): unknown => {
  if (typeof value === 'string') return keptOf(merges, value);
  if (Array.isArray(value)) {
    const items = value.map((item) => (typeof item === 'string' ? item : resolved(item, kind, merges)));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;

  const changed = namedDirectly(value, kind).filter(
    (field) => resolved((value as Fields)[field], kind, merges) !== (value as Fields)[field],
  );
  if (changed.length === 0) return value;
  const copy = Object.assign(Object.create(Object.getPrototypeOf(value)) as Fields, value);
  for (const field of changed) copy[field] = keptOf(merges, copy[field] as string);
  return copy;
};
