import type { Evolve, FactsOf } from '#kernel';
import type { correctionEvents } from './correction.events.js';
import type { PlaceBook } from './place-book.js';
import { changed } from './place-change.js';

/** How the book remembers corrections: it goes on from what is right. */
export const correctionSteps = {
  PlaceDateCorrected: (book, event) => changed(book, event, {}),
  PlaceFactStruck: (book, event) => changed(book, event, {}),
  SeatRegained: (book, event) => changed(book, event, {}),
  PlaceSponsorCorrected: (book, event) => changed(book, event, { sponsorId: event.data.sponsorId }),
  ParticipantFactsCorrected: (book, { data, ...event }) =>
    changed(book, { ...event, data }, (place) => ({
      kept: {
        ...place.kept,
        [data.asAt]: {
          ...place.kept[data.asAt],
          ...(data.homeOrganisationId === undefined ? {} : { homeOrganisationId: data.homeOrganisationId }),
          ...(data.level === undefined ? {} : { level: data.level }),
        },
      },
    })),
} satisfies Evolve<PlaceBook, FactsOf<typeof correctionEvents>>;
