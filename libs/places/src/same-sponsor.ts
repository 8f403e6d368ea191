/** A command that names a sponsor, with every record that is of that organisation: filled in, not stated. */
export interface NamesASponsor {
  readonly sponsorIds?: readonly string[];
}

/** True where both ids are of one organisation: a place keeps the id it was asked for by, though records were merged since. */
export const isSameSponsor = (
  known: string | undefined,
  named: string | undefined,
  { sponsorIds = [] }: NamesASponsor,
): boolean => known === named || (known !== undefined && sponsorIds.includes(known));
