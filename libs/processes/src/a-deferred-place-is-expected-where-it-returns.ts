import { commandOf, processOf, type ProcessTools, type Refusal, type Send } from '#kernel';
import { cohorts } from '#cohorts';
import { organisations, sectorOn } from '#organisations';
import {
  answeredForIn,
  ExpectReturn,
  FollowModulesPassed,
  GiveBackReturn,
  type PlaceName,
  places,
  RecordReturnLost,
  samePlace,
} from '#places';
import type { PlaceEvent, ReturnLossReason } from '#places/events';
import { nameOf, nextOf } from './one-participation.js';

interface OfPlace {
  readonly data: PlaceName;
}

const deferralOf = async ({ cohortId, placeId }: PlaceName, tools: ProcessTools) => {
  const { rules, places: all } = await tools.stateOf(places, cohortId);
  return { rules, place: all.get(placeId) };
};

/** The return that is named now, if the place is still deferred, is asked for. */
const expect = async (of: PlaceName, tools: ProcessTools): Promise<readonly Send[]> => {
  const { rules, place } = await deferralOf(of, tools);
  const returnTo = place?.state === 'deferred' ? place.deferral?.returnTo : undefined;
  if (!rules || !place?.deferral || !returnTo || place.personId === undefined) return [];

  const { sponsorId, personId } = place;
  return [
    {
      target: returnTo.placeId,
      command: commandOf(ExpectReturn, {
        ...returnTo,
        awardId: rules.awardId,
        sponsorId,
        sector: sectorOn(await tools.stateOf(organisations, sponsorId), tools.today),
        personId,
        returnOf: { cohortId: of.cohortId, placeId: of.placeId },
        ...answeredForIn(place),
        modulesPassed: place.deferral.modulesPassed,
        agreedBefore: { pricePence: rules.pricePence, terms: rules.terms },
      }),
    },
  ];
};

const giveBack = async (
  of: PlaceName,
  returnTo: PlaceName | undefined,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const { place } = await deferralOf(of, tools);
  if (!returnTo || !place?.deferral) return [];

  const { reasonClass, notifiedOn } = place.deferral;
  return [
    {
      target: returnTo.placeId,
      command: commandOf(GiveBackReturn, {
        ...returnTo,
        returnOf: { cohortId: of.cohortId, placeId: of.placeId },
        reasonClass,
        notifiedOn,
      }),
    },
  ];
};

// The deferral ended otherwise than by the return: nobody comes.
const giveBackTheLast = async ({ data }: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
  const { place } = await deferralOf(data, tools);
  return giveBack(data, place?.deferral?.returnTo, tools);
};

const lost = (
  { returnOf, cohortId, placeId }: Pick<ExpectReturn, 'returnOf' | 'cohortId' | 'placeId'>,
  because: ReturnLossReason,
) => ({
  target: returnOf.placeId,
  command: commandOf(RecordReturnLost, { ...returnOf, returnTo: { cohortId, placeId }, because }),
});

const isLost = (expected: ExpectReturn, { refused }: Refusal) => lost(expected, refused as ReturnLossReason);

/**
 * A seat is held in the named cohort of return, or the participant stands first there. When another is named, the first is
 * given back before the other is asked for: nobody ever has two seats.
 */
export const aDeferredPlaceIsExpectedWhereItReturns = processOf<PlaceEvent>()({
  name: 'a-deferred-place-is-expected-where-it-returns',
  sends: [
    {
      command: ExpectReturn,
      ends: [],
      answers: {
        'place-id-taken': isLost,
        'return-given-up': isLost,
        'cohort-cancelled': isLost,
        'last-joining-date-passed': isLost,
        'another-award': isLost,
        'returners-full': isLost,
      },
    },
    { command: FollowModulesPassed, ends: [] },
    // Then the place that was left hears of the start, and tells whether anybody has to look.
    { command: GiveBackReturn, ends: ['return-started'] },
    { command: RecordReturnLost, ends: [] },
  ],
  on: {
    PlaceDeferred: ({ data }, tools) => expect(data, tools),
    ReturnNamed: ({ data }, tools) =>
      data.insteadOf ? giveBack(data, data.insteadOf, tools) : expect(data, tools),
    ReturnGivenUp: async ({ data: { cohortId, placeId, returnOf } }, tools) => {
      const { place } = await deferralOf(returnOf, tools);
      const returnTo = place?.state === 'deferred' ? place.deferral?.returnTo : undefined;
      if (!returnTo) return [];
      if (!samePlace(returnTo, { cohortId, placeId })) return expect(returnOf, tools);

      const { cancelled } = await tools.stateOf(places, cohortId);
      const { stage } = await tools.stateOf(cohorts, cohortId);
      const because = cancelled || stage === 'cancelled' ? 'cohort-cancelled' : 'withdrawn';
      return [lost({ returnOf, cohortId, placeId }, because)];
    },
    DeferredPlaceReturned: ({ data }, tools) => giveBack(data, data.insteadOf, tools),
    PlaceWithdrawn: giveBackTheLast,
    PlaceStatementCorrected: async ({ data, recordedAt: correctedAt, metadata }, tools) => {
      const { place } = await deferralOf(data, tools);
      const returnTo = place && nextOf(place);
      if (data.fact !== 'deferred' || !data.modulesPassed || !place?.deferral || !returnTo) return [];
      const { reason, askedBy = metadata.actor } = data;
      const { modulesPassed } = place.deferral;

      return [
        {
          target: returnTo.placeId,
          command: commandOf(FollowModulesPassed, {
            ...{ ...nameOf(returnTo), returnOf: nameOf(data) },
            ...{ modulesPassed, reason, askedBy, correctedAt },
          }),
        },
      ];
    },
  },
});
