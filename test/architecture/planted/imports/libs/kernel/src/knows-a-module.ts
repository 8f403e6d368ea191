import { places } from '#places';

export const planted = places;
