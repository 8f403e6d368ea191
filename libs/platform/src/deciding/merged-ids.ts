import { keptOf, type Merges, MERGES, referencesOf } from '#kernel';
import type { Commands, Envelope } from '../commands.js';
import type { MergedKind } from '../context.js';
import type { RuleBook } from './rule-book.js';

/**
 * Lets merged ids keep working: a command that names one is taken for one that names the id kept. It stays the command that
 * was sent, so that a repeat after the merge is still known as a repeat.
 */
export class MergedIds {
  constructor(
    private readonly kinds: readonly MergedKind[],
    private readonly rules: Pick<RuleBook, 'ruleFor'>,
  ) {}

  /** Puts kept ids in the command given, which must be the caller's own copy. Answers the envelope with the fields as they were sent. */
  async resolve(command: object, envelope: Envelope, commands: Pick<Commands, 'stateOf'>): Promise<Envelope> {
    const sent: Record<string, unknown> = {};
    for (const kind of this.kinds) {
      if (kind.asSent.some((type) => command instanceof type)) continue;
      const own = this.rules.ruleFor(command).decider.name === kind.kind ? [kind.ownId] : [];
      if (own.length === 0 && !names(command, kind)) continue;

      const merges = await commands.stateOf(kind.merges, MERGES);
      const kept = merges.into.isEmpty() ? {} : withKept(command, kind, merges, own);
      for (const field of Object.keys(kept)) sent[field] ??= (command as Fields)[field];
      Object.assign(command, kept);
    }
    return Object.keys(sent).length === 0
      ? envelope
      : { ...envelope, asSent: { ...sent, ...envelope.asSent } };
  }
}

type Fields = Record<string, unknown>;

/** The fields of an object declared as ids of a kind. */
const declared = (object: object, { kind }: MergedKind): readonly string[] =>
  referencesOf(object.constructor as new () => object)
    .filter(({ of }) => of === kind)
    .map(({ field }) => field);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** True for an object that names a thing of the kind, itself or in an object within. */
const names = (value: unknown, kind: MergedKind): boolean => {
  if (Array.isArray(value)) return value.some((item) => names(item, kind));
  if (!isObject(value)) return false;

  return (
    declared(value, kind).some((field) => (value as Fields)[field] !== undefined) ||
    Object.values(value).some((within) => names(within, kind))
  );
};

/** The fields of an object that read otherwise with kept ids in them. */
const withKept = (
  object: object,
  kind: MergedKind,
  merges: Merges,
  own: readonly string[] = [],
): Readonly<Fields> => {
  const ids = new Set([...own, ...declared(object, kind)]);
  const read = ([field, value]: [string, unknown]): [string, unknown] => [
    field,
    ids.has(field) ? keptIds(value, merges) : within(value, kind, merges),
  ];
  return Object.fromEntries(
    Object.entries(object)
      .map(read)
      .filter(([field, value]) => value !== (object as Fields)[field]),
  );
};

const keptIds = (value: unknown, merges: Merges): unknown => {
  if (typeof value === 'string') return keptOf(merges, value);

  return Array.isArray(value) ? sameUnlessChanged(value, (item) => keptIds(item, merges)) : value;
};

const within = (value: unknown, kind: MergedKind, merges: Merges): unknown => {
  if (Array.isArray(value)) return sameUnlessChanged(value, (item) => within(item, kind, merges));
  if (!isObject(value)) return value;
  const kept = withKept(value, kind, merges);
  if (Object.keys(kept).length === 0) return value;

  return Object.assign(Object.create(Object.getPrototypeOf(value)) as object, value, kept);
};

const sameUnlessChanged = (
  list: readonly unknown[],
  read: (item: unknown) => unknown,
): readonly unknown[] => {
  const items = list.map(read);
  return items.some((item, at) => item !== list[at]) ? items : list;
};
