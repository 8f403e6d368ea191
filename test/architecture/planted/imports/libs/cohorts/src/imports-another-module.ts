import type { PlaceEvent } from '#places/events';

export type Planted = PlaceEvent;
