/** The stated bands of size, by whole-time staff. */
export const SIZE_BANDS = ['under_10', '10_49', '50_249', '250_and_more', 'unknown'] as const;
export type SizeBand = (typeof SIZE_BANDS)[number];

/** The whole-time staff each known band begins at, largest band first. */
export const BAND_FLOORS: readonly (readonly [SizeBand, number])[] = [
  ['250_and_more', 250],
  ['50_249', 50],
  ['10_49', 10],
  ['under_10', 0],
];

/** The band of a number of whole-time equivalents: 9.99 is under 10, 49.5 is in 10 to 49; 0 or nothing is unknown. */
export const sizeBandOf = (staffWte: number | null | undefined): SizeBand => {
  if (!staffWte || !(staffWte > 0)) return 'unknown';

  return BAND_FLOORS.find(([, floor]) => staffWte >= floor)![0];
};
