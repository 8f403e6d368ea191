export const placeBook = 'behind the door';
