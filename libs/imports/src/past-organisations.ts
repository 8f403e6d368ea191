import { type BusinessDate, commandOf, isRefusal, type Refusal, refuse } from '#kernel';
import { organisationIdOf, RegisterOrganisation } from '#organisations';
import type { HistoryTarget } from './history-target.js';
import { type KnownOrganisation, References } from './references.js';

const LONGEST_NUMBER = 40;

/**
 * Finds organisations that rows name: by id, by number in the care register, or by the very name they are registered under. One
 * that nobody knows is registered under the reference, its sector unknown.
 */
export class PastOrganisations {
  private readonly references: References;
  private readonly ids: ReadonlySet<string>;
  private readonly byName = new Map<string, string[]>();
  private readonly registered = new Map<string, Promise<Refusal | undefined>>();

  constructor(
    known: readonly KnownOrganisation[],
    private readonly target: Pick<HistoryTarget, 'send'>,
  ) {
    this.references = new References(known);
    this.ids = new Set(known.map(({ organisationId }) => organisationId));
    for (const { name, organisationId, closed } of known)
      if (!closed) this.byName.set(name, [...(this.byName.get(name) ?? []), organisationId]);
  }

  /** The id of the organisation a row names; a refusal where several go by it. */
  idOf(reference: string): string | Refusal {
    if (this.ids.has(reference)) return reference;
    const id = this.references.idOf(reference);
    if (isRefusal(id) || this.ids.has(id)) return id;
    const [named, another] = this.byName.get(reference) ?? [];
    if (another !== undefined)
      return refuse(
        'organisation-named-twice',
        'Several organisations have this name: give the number or the id of the one that is meant.',
      );

    return named ?? id;
  }

  /** Waits until the organisation is registered; the first who needs it says under which reference, and since when. */
  ready(id: string, reference: string, on: BusinessDate): Promise<Refusal | undefined> {
    if (this.ids.has(id)) return Promise.resolve(undefined);
    const registering = this.registered.get(id) ?? this.register(reference, on);
    this.registered.set(id, registering);
    return registering;
  }

  private register(reference: string, on: BusinessDate): Promise<Refusal | undefined> {
    const isNumber = /\d/.test(reference) && !/\s/.test(reference) && reference.length <= LONGEST_NUMBER;
    return this.target.send(
      commandOf(RegisterOrganisation, {
        organisationId: organisationIdOf(reference),
        name: reference,
        sector: 'unknown',
        ...(isNumber ? { reference } : {}),
      }),
      on,
    );
  }
}
