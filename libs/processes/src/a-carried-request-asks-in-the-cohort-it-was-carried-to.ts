import { commandOf, processOf, type Refusal } from '#kernel';
import {
  AskForCarried,
  CARRIED_AT_ONCE,
  OfferNextInLine,
  places,
  ReceiveCarriedRequest,
  TakeCarryingBack,
} from '#places';
import { CARRYING_REFUSALS, type CarryingRefusalCode, type PlaceEvent } from '#places/events';

const takeBack = (
  { cohortId, placeId, carriedFrom }: Pick<ReceiveCarriedRequest, 'cohortId' | 'placeId' | 'carriedFrom'>,
  { refused }: Pick<Refusal, 'refused'>,
) => ({
  target: carriedFrom.placeId,
  command: commandOf(TakeCarryingBack, {
    cohortId: carriedFrom.cohortId,
    placeId: carriedFrom.placeId,
    carriedTo: { cohortId, placeId },
    code: refused as CarryingRefusalCode,
  }),
});

/**
 * Carried before that cohort opened, it is noted, and asks as soon as it opens: before everyone new, in the order it had, a
 * window's too, and together with those of its group that were carried there too.
 * Carried later, it joins like anyone new. Refused there, at once or for its sponsor's maximum as it asks, it is as
 * before where it came from: its sponsor may carry it elsewhere.
 */
export const aCarriedRequestAsksInTheCohortItWasCarriedTo = processOf<PlaceEvent>()({
  name: 'a-carried-request-asks-in-the-cohort-it-was-carried-to',
  sends: [
    {
      command: ReceiveCarriedRequest,
      ends: [],
      answers: Object.fromEntries(CARRYING_REFUSALS.map((code) => [code, takeBack])),
    },
    { command: TakeCarryingBack, ends: [] },
    { command: AskForCarried, ends: [] },
    { command: OfferNextInLine, ends: [] },
  ],
  on: {
    RequestCarried: ({ data }) => [
      {
        target: data.toPlaceId,
        command: commandOf(ReceiveCarriedRequest, {
          cohortId: data.toCohortId,
          placeId: data.toPlaceId,
          sponsorId: data.sponsorId,
          ...(data.personId === undefined ? {} : { personId: data.personId }),
          ...(data.reference === undefined ? {} : { reference: data.reference }),
          ...(data.homeOrganisationId === undefined ? {} : { homeOrganisationId: data.homeOrganisationId }),
          ...(data.level === undefined ? {} : { level: data.level }),
          order: data.order,
          ...(data.groupId === undefined ? {} : { groupId: data.groupId }),
          carriedFrom: { cohortId: data.cohortId, placeId: data.placeId },
        }),
      },
    ],
    PlacesOpened: ({ data: { cohortId, carried = 0 } }) =>
      carried === 0
        ? []
        : [
            ...Array.from({ length: Math.ceil(carried / CARRIED_AT_ONCE) }, (_, batch) => ({
              target: `${cohortId}/${batch}`,
              command: commandOf(AskForCarried, { cohortId }),
            })),
            { target: cohortId, command: commandOf(OfferNextInLine, { cohortId }) },
          ],
    RequestRefused: async ({ data: { cohortId, placeId, code } }, tools) => {
      if (code !== 'sponsor-has-its-maximum') return [];
      const { carriedFrom } = (await tools.stateOf(places, cohortId)).places.get(placeId) ?? {};

      return carriedFrom ? [takeBack({ cohortId, placeId, carriedFrom }, { refused: code })] : [];
    },
  },
});
