import { places } from '#places';

export const main = places;
