import { type FactInFull, factInFull, type KeptFact } from '#kernel';

/** A fact about an organisation in every version it had, the last one as it stands. */
export interface OrganisationFactShown extends FactInFull {
  /** Of the record it was stated about: the merged one's, where it was. */
  readonly organisationId: string;
}

/** A fact as it is shown. */
export const shownFact = (organisationId: string, fact: KeptFact): OrganisationFactShown => ({
  organisationId,
  ...factInFull(fact),
});
