/** Ids for samples: a letter for the kind of thing, a number for the one meant. */
export const sampleId = (letter: 'a' | 'b' | 'c' | 'd' | 'e' | 'f', number: number): string =>
  `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const organisationId = sampleId('a', 1);
export const otherOrganisationId = sampleId('a', 2);
export const unitId = sampleId('a', 3);
export const amara = sampleId('b', 1);
export const bo = sampleId('b', 2);
export const programmeId = sampleId('c', 1);
export const versionId = sampleId('c', 2);
export const moduleId = sampleId('c', 3);
export const awardId = sampleId('c', 4);
export const cohortId = sampleId('d', 1);
export const placeId = sampleId('e', 1);
export const eventId = sampleId('f', 1);
