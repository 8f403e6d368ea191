import { nameKeysOf } from './name-key.js';

/** Things with names, found by names that likely mean the same organisation. Grows while an import is read. */
export class NameIndex<T extends { readonly name: string }> {
  private readonly byLegalName = new Map<string, T[]>();
  private readonly byTradingName = new Map<string, T[]>();

  constructor(things: Iterable<T> = []) {
    for (const thing of things) this.add(thing);
  }

  add(thing: T): void {
    const { legal, trading } = nameKeysOf(thing.name);
    append(this.byLegalName, legal, thing);
    if (trading !== undefined) append(this.byTradingName, trading, thing);
  }

  /**
   * Those whose registered name matches, or whose trading name is the other's registered name. Two that only trade
   * under one name are not: branches of a franchise do.
   */
  likelyDuplicatesOf(name: string): readonly T[] {
    const { legal, trading } = nameKeysOf(name);
    const found = new Set([
      ...(this.byLegalName.get(legal) ?? []),
      ...(this.byTradingName.get(legal) ?? []),
      ...(trading === undefined ? [] : (this.byLegalName.get(trading) ?? [])),
    ]);
    return [...found];
  }
}

/** Those of `others` that are likely the organisation named; for many names, make one `NameIndex` and ask it. */
export const likelyDuplicates = <T extends { readonly name: string }>(
  name: string,
  others: Iterable<T>,
): readonly T[] => new NameIndex(others).likelyDuplicatesOf(name);

const append = <T>(index: Map<string, T[]>, key: string, thing: T): void => {
  const known = index.get(key);
  if (known) known.push(thing);
  else index.set(key, [thing]);
};
