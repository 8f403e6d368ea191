import type { Place } from './place-book.js';
import type { ParticipantFacts } from './vocabulary.js';

/** The facts about a participant among an event's or a command's data. */
export const statedIn = ({ homeOrganisationId, level }: ParticipantFacts): ParticipantFacts => ({
  ...(homeOrganisationId === undefined ? {} : { homeOrganisationId }),
  ...(level === undefined ? {} : { level }),
});

/** What is said of a place's participant after a fact that may name another: what was said of one is not said of the other. */
export const factsOf = (
  { personId, stated, kept }: Place,
  data: ParticipantFacts & { readonly personId?: string },
): Pick<Place, 'stated' | 'kept'> =>
  personId !== undefined && data.personId !== undefined && personId !== data.personId
    ? { stated: statedIn(data), kept: {} }
    : { stated: { ...stated, ...statedIn(data) }, kept };

/** The place with the person it was answered for, held by the claim of that answer where one was made. */
export const named = (place: Place, personId: string | undefined): Partial<Place> => ({
  asking: undefined,
  ...(personId === undefined ? {} : { personId }),
  ...(place.asking ? { claimedIn: place.asking.askedIn } : {}),
});
