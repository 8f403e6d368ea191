import { placeBook } from '../../../libs/places/src/place-book.js';

export const planted = placeBook;
