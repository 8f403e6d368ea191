import type { PlaceEvent } from '#places/events';
import { places } from '#places';

export const planted = places;
export type Allowed = PlaceEvent;
