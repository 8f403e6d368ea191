import { type BusinessDate, commandOf, type Refusal, refuse } from '#kernel';
import { asWritten, numberHeldByAnother, organisationIdOf, RegisterOrganisation } from '#organisations';
import type { HistoryTarget } from './history-target.js';
import { type Mention, type NamedOrganisation, PastNames } from './past-names.js';
import type { KnownOrganisation } from './references.js';

/** The numbers the care register gives: to providers `SP`, to services `CS`. A word with a digit in it is a name. */
const REGISTER_NUMBER = /^(SP|CS)\d{1,38}$/;

/**
 * Finds organisations that rows name: by id, by number in the care register, or by the very name they are registered under. Old
 * papers give what was true then, so every number and name counts that an organisation ever had; of a merged one, the one
 * kept answers. One that nobody knows is registered under the reference, its sector unknown.
 */
export class PastOrganisations {
  /** By id, the id that stands for it. */
  private readonly kept: ReadonlyMap<string, string>;
  private readonly byNumber = new Holders();
  private readonly byName = new Holders();
  private readonly names: PastNames;
  private readonly registered = new Map<string, Promise<Refusal | undefined>>();

  constructor(
    known: readonly KnownOrganisation[],
    private readonly target: Pick<HistoryTarget, 'send' | 'stateOf'>,
  ) {
    this.kept = keptIds(known);
    this.names = new PastNames(known, this.kept);
    for (const organisation of known) {
      const { organisationId, name, references, formerly } = organisation;
      const id = this.kept.get(organisationId)!;
      this.byNumber.add(references.map(asWritten), id, rankOf(organisation, 'now'));
      this.byNumber.add((formerly?.references ?? []).map(asWritten), id, rankOf(organisation, 'formerly'));
      this.byName.add([name], id, rankOf(organisation, 'now'));
      this.byName.add(formerly?.names ?? [], id, rankOf(organisation, 'formerly'));
    }
  }

  /** The id of the organisation a row names; a refusal where several go by it. */
  idOf(reference: string): string | Refusal {
    const known = this.kept.get(reference);
    if (known !== undefined) return known;
    const [numbered, ...alsoNumbered] = this.byNumber.likeliest(asWritten(reference));
    if (alsoNumbered.length > 0)
      return refuse(
        'reference-held-twice',
        'Several organisations have this number: merge them, state their right numbers, or give the id of the one that is meant.',
      );
    // Who was registered under the reference by an import is found again before others of that name.
    const found = numbered ?? this.kept.get(organisationIdOf(reference));
    if (found !== undefined) return found;
    const [named, ...alsoNamed] = this.byName.likeliest(reference);
    if (alsoNamed.length > 0)
      return refuse(
        'organisation-named-twice',
        'Several organisations have this name: give the number or the id of the one that is meant.',
      );

    return named ?? organisationIdOf(enteredAs(reference));
  }

  /** Tells of a row that names these, in the order of the file. */
  mention(named: readonly NamedOrganisation[]): Mention {
    return this.names.mention(named);
  }

  /** Why an organisation cannot be registered, as far as can be seen before: another may bear its number by now. */
  async unfit({ id, reference }: NamedOrganisation): Promise<Refusal | undefined> {
    const identifier = enteredAs(reference);
    if (this.kept.has(id) || this.registered.has(id) || !REGISTER_NUMBER.test(identifier)) return undefined;

    return numberHeldByAnother(id, { scheme: 'care_inspectorate', identifier }, this.target);
  }

  /** Waits until the organisation is registered; the first who needs it says under which reference, and since when. */
  ready({ id, reference }: NamedOrganisation, on: BusinessDate): Promise<Refusal | undefined> {
    if (this.kept.has(id)) return Promise.resolve(undefined);
    const registering = this.registered.get(id) ?? this.register(id, enteredAs(reference), on);
    this.registered.set(id, registering);
    return registering;
  }

  private async register(
    organisationId: string,
    name: string,
    on: BusinessDate,
  ): Promise<Refusal | undefined> {
    const refusal = await this.target.send(
      commandOf(RegisterOrganisation, {
        organisationId,
        name,
        sector: 'unknown',
        ...(REGISTER_NUMBER.test(name) ? { reference: name } : {}),
      }),
      on,
    );
    if (!refusal) this.names.entered(organisationId);
    return refusal;
  }
}

/** A number as registers write it; a name as it is written. */
const enteredAs = (reference: string): string =>
  REGISTER_NUMBER.test(asWritten(reference)) ? asWritten(reference) : reference;

/** How likely a holder is meant, the likeliest lowest: who stands, then who closed, then who is merged; now before formerly. */
const rankOf = ({ closed, mergedInto }: KnownOrganisation, held: 'now' | 'formerly'): number =>
  2 * (mergedInto !== undefined ? 2 : closed ? 1 : 0) + (held === 'now' ? 0 : 1);

const keptIds = (known: readonly KnownOrganisation[]): ReadonlyMap<string, string> => {
  const into = new Map(known.map(({ organisationId, mergedInto }) => [organisationId, mergedInto]));
  const keptOf = (id: string): string => {
    const next = into.get(id);
    return next === undefined ? id : keptOf(next);
  };
  return new Map(known.map(({ organisationId }) => [organisationId, keptOf(organisationId)]));
};

/** Who goes by something, and how likely each is meant. */
class Holders {
  private readonly ranks = new Map<string, Map<string, number>>();

  add(terms: readonly string[], id: string, rank: number): void {
    for (const term of terms) {
      const holders = this.ranks.get(term) ?? new Map<string, number>();
      holders.set(id, Math.min(rank, holders.get(id) ?? rank));
      this.ranks.set(term, holders);
    }
  }

  /** The likeliest; several where none is likelier. */
  likeliest(term: string): readonly string[] {
    const holders = [...(this.ranks.get(term) ?? [])];
    const least = Math.min(...holders.map(([, rank]) => rank));
    return holders.filter(([, rank]) => rank === least).map(([id]) => id);
  }
}
