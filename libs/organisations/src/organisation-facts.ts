import { type BusinessDate, type FactVersion, type Instant, type KeptFact, versionsOf } from '#kernel';

/** One version of a fact: what it said, about which day, who said so, when, and why where it was a correction. */
export interface OrganisationFactVersion {
  /** Of the event that said it; a correction may name it. */
  readonly eventId: string;
  readonly says: Readonly<Record<string, unknown>>;
  readonly on: BusinessDate;
  /** It never was. */
  readonly struck: boolean;
  readonly recordedAt: Instant;
  readonly by?: string;
  readonly reason?: string;
}

/** A fact about an organisation as it stands, and every version there was of it. */
export interface OrganisationFactShown extends Omit<OrganisationFactVersion, 'eventId' | 'reason'> {
  /** Of the record it was stated about: the merged one's, where it was. */
  readonly organisationId: string;
  readonly factId: string;
  /** What kind of fact, by the name of its event. */
  readonly fact: string;
  /** From the first to the one that stands. One: it was never corrected. */
  readonly versions: readonly OrganisationFactVersion[];
}

/** A fact as it is shown. */
export const shownFact = (organisationId: string, fact: KeptFact): OrganisationFactShown => {
  const { id, type, on, struck, recordedAt, by } = fact;
  return {
    organisationId,
    factId: id,
    fact: type,
    says: said(fact),
    on,
    struck,
    recordedAt,
    ...(by === undefined ? {} : { by }),
    versions: versionsOf(fact).map((version) => ({
      eventId: version.id,
      says: said(version),
      on: version.on,
      struck: version.struck,
      recordedAt: version.recordedAt,
      ...(version.by === undefined ? {} : { by: version.by }),
      ...(version.reason === undefined ? {} : { reason: version.reason }),
    })),
  };
};

/** What a version says, but of whom, which is said already. */
const said = (version: FactVersion): Readonly<Record<string, unknown>> => {
  const { organisationId: _, ...says } = version.data as Readonly<Record<string, unknown>>;
  return says;
};
