import { commandOf, endOfDay, processOf } from '#kernel';
import { CloseWindow, DrawOrder } from '#places';
import type { PlaceEvent } from '#places/events';

/** The seed of the draw is the hash of the event that closed the window: it is in the log, and nobody chose it. */
export const aWindowThatIsOverIsDrawn = processOf<PlaceEvent>()({
  name: 'a-window-that-is-over-is-drawn',
  sends: [
    { command: CloseWindow, ends: [] },
    { command: DrawOrder, ends: [] },
  ],
  on: {
    PlacesOpened: ({ data: { cohortId, orderRule, windowClosesOn } }) =>
      orderRule === 'window' && windowClosesOn !== undefined
        ? [
            {
              target: cohortId,
              command: commandOf(CloseWindow, { cohortId }),
              due: endOfDay(windowClosesOn),
            },
          ]
        : [],
    WindowClosed: ({ data: { cohortId }, hash }) => [
      { target: cohortId, command: commandOf(DrawOrder, { cohortId, seed: hash }) },
    ],
  },
});
