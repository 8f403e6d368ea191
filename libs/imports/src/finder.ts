export const SEVERAL = 'several';

/** Finds things by what they may be named by, the first of a thing's names its id. */
export class Finder<Thing extends object> {
  private readonly things = new Map<string, readonly Thing[]>();

  constructor(
    private readonly namesOf: (thing: Thing) => readonly string[],
    known: Iterable<Thing>,
  ) {
    for (const thing of known) this.add(thing);
  }

  /** A thing of the same id is the same. */
  add(thing: Thing): void {
    for (const name of new Set(this.namesOf(thing))) {
      const others = (this.things.get(name) ?? []).filter(
        (other) => this.namesOf(other)[0] !== this.namesOf(thing)[0],
      );
      this.things.set(name, [...others, thing]);
    }
  }

  /** By the first of the names that is somebody's. */
  find(...names: readonly string[]): Thing | typeof SEVERAL | undefined {
    const [found, another] = names.map((name) => this.all(name)).find(({ length }) => length > 0) ?? [];
    return another ? SEVERAL : found;
  }

  /** Whoever goes by any of the names. */
  all(...names: readonly string[]): readonly Thing[] {
    return names.flatMap((name) => this.things.get(name) ?? []);
  }
}
