import { pairOf } from '#kernel';
import { NameIndex, organisationIdOf } from '#organisations';
import type { KnownOrganisation } from './references.js';

/** An organisation as a row names it. */
export interface NamedOrganisation {
  readonly id: string;
  readonly reference: string;
}

/** A row that names organisations. */
export interface Mention {
  /**
   * Whether one of them should be looked at: no row above that stands names it, history entered it, or enters it now, and its
   * name is likely that of one entered before. Waits for the rows above on which that rests.
   */
  isLikelyDuplicate(): Promise<boolean>;
  /** Says that the row is judged: whether it stands, or was refused. */
  leave(stands: boolean): void;
}

/**
 * Tells which rows name an organisation that history enters though it is likely known by another name. Organisations that are
 * alike are entered in the order of the file; so the log tells which was first, and an import that was ended in the middle is
 * told the same by the next.
 */
export class PastNames {
  private readonly index = new NameIndex<{ readonly name: string; readonly id: string }>();
  private readonly namesOf = new Map<string, readonly string[]>();
  private readonly apart: ReadonlySet<string>;
  /** Of those that are entered: which of two was first. */
  private readonly ranks: Map<string, number>;
  private nextRank: number;
  /** Those no row needs to be looked at for: known otherwise than by history, or named by a row that stands. */
  private readonly familiar = new Set<string>();
  /** By id: done when all rows so far that name it are judged. */
  private readonly judged = new Map<string, Promise<void>>();

  constructor(known: readonly KnownOrganisation[], kept: ReadonlyMap<string, string>) {
    const keptOf = (id: string): string => kept.get(id) ?? id;
    for (const { organisationId, name, formerly } of known)
      this.add(keptOf(organisationId), [...new Set([name, ...(formerly?.names ?? [])])]);
    for (const [id, names] of this.namesOf)
      if (!names.some((name) => organisationIdOf(name) === id)) this.familiar.add(id);
    this.apart = new Set(
      known.flatMap(({ organisationId, apartFrom = [] }) =>
        apartFrom.map((other) => pairOf(keptOf(organisationId), keptOf(other))),
      ),
    );
    const moments = [...new Set(known.map(momentOf))].sort();
    const rankOf = new Map(moments.map((moment, rank) => [moment, rank]));
    this.ranks = new Map(known.map((one) => [one.organisationId, rankOf.get(momentOf(one))!]));
    this.nextRank = moments.length;
  }

  /** Rows join in the order of the file. */
  mention(named: readonly NamedOrganisation[]): Mention {
    const doubtful = new Map<string, readonly string[]>();
    for (const { id, reference } of named) {
      if (this.familiar.has(id) || doubtful.has(id)) continue;
      if (!this.namesOf.has(id)) this.add(id, [reference]);
      doubtful.set(id, this.alike(id));
    }
    const above = [...doubtful]
      .flatMap(([id, alike]) => (alike.length === 0 ? [] : [id, ...alike]))
      .flatMap((id) => this.judged.get(id) ?? []);
    let left!: () => void;
    const mine = new Promise<void>((resolve) => (left = resolve));
    for (const id of doubtful.keys()) this.judged.set(id, this.judged.get(id)?.then(() => mine) ?? mine);

    return {
      isLikelyDuplicate: async () => {
        await Promise.all(above);
        return [...doubtful].some(
          ([id, alike]) =>
            !this.familiar.has(id) && alike.some((other) => doubtful.has(other) || this.isBefore(other, id)),
        );
      },
      leave: (stands) => {
        if (stands) for (const id of doubtful.keys()) this.familiar.add(id);
        left();
      },
    };
  }

  /** An organisation was entered, after all that were before. */
  entered(id: string): void {
    this.ranks.set(id, this.nextRank);
    this.nextRank += 1;
  }

  private add(id: string, names: readonly string[]): void {
    this.namesOf.set(id, [...(this.namesOf.get(id) ?? []), ...names]);
    for (const name of names) this.index.add({ name, id });
  }

  private alike(id: string): readonly string[] {
    const found = this.namesOf.get(id)!.flatMap((name) => this.index.likelyDuplicatesOf(name));
    return [...new Set(found.map((one) => one.id))].filter(
      (other) => other !== id && !this.apart.has(pairOf(id, other)),
    );
  }

  private isBefore(one: string, other: string): boolean {
    const rank = this.ranks.get(one);
    return rank !== undefined && rank < (this.ranks.get(other) ?? this.nextRank);
  }
}

const momentOf = ({ registeredAt = '' }: KnownOrganisation): string => registeredAt;
