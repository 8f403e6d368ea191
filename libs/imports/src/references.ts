import { type Instant, type Refusal, refuse } from '#kernel';
import { organisationIdOf } from '#organisations';
import type { EverHeld } from './ever-held.js';

/** An organisation as an import finds it. */
export interface KnownOrganisation {
  readonly organisationId: string;
  readonly name: string;
  /** Its numbers in the care register. */
  readonly references: readonly string[];
  /** It holds its numbers no more where another organisation does. */
  readonly closed?: boolean;
  /** The one that stands for it since they were merged. */
  readonly mergedInto?: string;
  /** What it went by at some time, perhaps still. */
  readonly formerly?: EverHeld;
  /** When it was recorded first. */
  readonly registeredAt?: Instant;
  /** Those it is known not to be, though they look alike. */
  readonly apartFrom?: readonly string[];
}

/** Which organisation a number in the care register is that of. */
export class References {
  private readonly holders = new Map<string, KnownOrganisation[]>();

  constructor(known: readonly KnownOrganisation[]) {
    for (const organisation of known)
      for (const reference of organisation.references)
        this.holders.set(reference, [...(this.holders.get(reference) ?? []), organisation]);
  }

  /** The id of its organisation, of the one to be registered where there is none; a refusal where several hold it. */
  idOf(reference: string): string | Refusal {
    const holders = this.holders.get(reference) ?? [];
    const standing = holders.filter(({ closed }) => !closed);
    const [holder, another] = standing.length > 0 ? standing : holders;
    if (holder && another)
      return refuse(
        'reference-held-twice',
        `"${holder.name}" (${holder.organisationId}) and "${another.name}" (${another.organisationId}) have this reference: merge the two, close one, or state its right number.`,
        'reference',
      );

    return holder?.organisationId ?? organisationIdOf(reference);
  }
}
