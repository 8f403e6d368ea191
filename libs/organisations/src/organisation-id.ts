import { derivedId } from '#kernel';

/** The id of the organisation with this reference in the care register: every import finds the same one. */
export const organisationIdOf = (reference: string): string =>
  derivedId('organisation', 'care_inspectorate', reference);
