import { type BusinessDate, commandOf, endOfDay, processOf, type ProcessTools, type Send } from '#kernel';
import { namingDateOf, namingDateOfBook, places, WarnUnnamed } from '#places';
import type { PlaceEvent } from '#places/events';

interface OfPlace {
  readonly data: { readonly cohortId: string; readonly placeId: string };
}

const warnOne = ({ data: { cohortId, placeId } }: OfPlace, namingDate: BusinessDate): Send => ({
  target: placeId,
  command: commandOf(WarnUnnamed, { cohortId, placeId }),
  due: endOfDay(namingDate),
});

const warnAll = (cohortId: string, namingDate: BusinessDate): Send => ({
  target: `${cohortId}/${namingDate}`,
  command: commandOf(WarnUnnamed, { cohortId }),
  due: endOfDay(namingDate),
});

/** The naming date of a place that still waits for its participant, and that of its book. */
const datesOf = async ({ data: { cohortId, placeId } }: OfPlace, tools: ProcessTools) => {
  const { rules, places: all, unnamed } = await tools.stateOf(places, cohortId);
  const place = all.get(placeId);
  return rules && place && unnamed.has(placeId)
    ? { ofPlace: namingDateOf(rules, place), ofBook: namingDateOfBook(rules) }
    : undefined;
};

const warnOneOnItsDate = async (event: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
  const dates = await datesOf(event, tools);
  return dates ? [warnOne(event, dates.ofPlace)] : [];
};

/**
 * Most places are warned together, the day after the naming date of their book; one that was accepted shortly before it,
 * that got longer, or whose person was being decided on, on its own. When the cohort moves, all dates are looked at anew.
 */
export const unnamedPlacesAreWarnedAfterTheirNamingDate = processOf<PlaceEvent>()({
  name: 'unnamed-places-are-warned-after-their-naming-date',
  sends: [{ command: WarnUnnamed, ends: [] }],
  on: {
    PlacesOpened: ({ data }) => [warnAll(data.cohortId, namingDateOfBook(data))],
    PlaceAccepted: async (event, tools) => {
      const dates = await datesOf(event, tools);
      return dates && dates.ofPlace !== dates.ofBook ? [warnOne(event, dates.ofPlace)] : [];
    },
    // Its date may have passed while the person's candidacy was asked.
    ConfirmationRefused: warnOneOnItsDate,
    ParticipantCorrected: warnOneOnItsDate,
    ParticipantCorrectionRefused: warnOneOnItsDate,
    // Accepted again after a correction, at once or when it has its seat again.
    PlaceFactStruck: warnOneOnItsDate,
    SeatRegained: warnOneOnItsDate,
    NamingExtended: (event) => [warnOne(event, event.data.until)],
    BookMoved: async ({ data: { cohortId } }, tools) => {
      const { rules, places: all, unnamed } = await tools.stateOf(places, cohortId);
      if (!rules) return [];
      const dates = new Set([namingDateOfBook(rules)]);
      for (const placeId of unnamed) {
        const place = all.get(placeId);
        if (place) dates.add(namingDateOf(rules, place));
      }
      return [...dates].sort().map((date) => warnAll(cohortId, date));
    },
    NamingWarned: ({ data: { cohortId, othersUnnamed } }) =>
      othersUnnamed ? [{ target: cohortId, command: commandOf(WarnUnnamed, { cohortId }) }] : [],
  },
});
