import { places } from '#places';
import { placeBook } from '../../places/src/place-book.js';

export const allowed = places;
export const planted = placeBook;
