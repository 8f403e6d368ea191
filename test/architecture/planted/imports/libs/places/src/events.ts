export type PlaceEvent = 'PlaceOffered';
