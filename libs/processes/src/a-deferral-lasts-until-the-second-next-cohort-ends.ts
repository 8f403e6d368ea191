import { commandOf, processOf, type Send } from '#kernel';
import { secondNextAfter, succession } from '#cohorts';
import type { SuccessionEvent } from '#cohorts/events';
import { ExtendDeferral, ExtendDeferrals, limitOf, places, withPauses } from '#places';
import type { PlaceEvent } from '#places/events';

const LATER = 'The deferral began later.';

interface Succeeded {
  readonly data: {
    readonly later: readonly { readonly cohortId: string; readonly secondNextEndsOn: string }[];
  };
}

const extend = (cohortId: string, secondNextEndsOn: string): Send => ({
  target: cohortId,
  command: commandOf(ExtendDeferrals, { cohortId, secondNextEndsOn }),
});

const extendLater = ({ data: { later } }: Succeeded): readonly Send[] =>
  later.map(({ cohortId, secondNextEndsOn }) => extend(cohortId, secondNextEndsOn));

/**
 * A late or a cancelled cohort extends what is deferred from those before it, and never shortens it. What the cohorts said
 * while a deferral was being decided is looked up once it is recorded.
 */
export const aDeferralLastsUntilTheSecondNextCohortEnds = processOf<SuccessionEvent | PlaceEvent>()({
  name: 'a-deferral-lasts-until-the-second-next-cohort-ends',
  sends: [
    { command: ExtendDeferrals, ends: [] },
    { command: ExtendDeferral, ends: ['limit-not-later', 'not-deferred'] },
  ],
  on: {
    CohortJoinedSuccession: extendLater,
    CohortMovedInSuccession: extendLater,
    CohortLeftSuccession: extendLater,
    PlaceDeferred: async ({ data: { cohortId, limitOn } }, tools) => {
      const { rules } = await tools.stateOf(places, cohortId);
      if (!rules) return [];

      const order = await tools.stateOf(succession, rules.programmeId);
      const endsOn = secondNextAfter(order, cohortId)?.endsOn;
      return endsOn !== undefined && endsOn > limitOn ? [extend(cohortId, endsOn)] : [];
    },
    // A deferral that began later than was recorded lasts as long as if it had been recorded so.
    PlaceDateCorrected: async ({ data: { cohortId, placeId, fact }, effectiveOn }, tools) => {
      const { rules, places: all } = await tools.stateOf(places, cohortId);
      const deferral = all.get(placeId)?.deferral;
      if (fact !== 'deferred' || !rules || !deferral) return [];

      const withoutPauses = limitOf(rules, effectiveOn, undefined);
      const limitOn = withPauses(withoutPauses, deferral);
      return [
        {
          target: placeId,
          command: commandOf(ExtendDeferral, {
            ...{ cohortId, placeId, limitOn, withoutPauses, reason: LATER },
          }),
        },
      ];
    },
    DeferralExtended: ({ data: { cohortId, othersUntil } }) =>
      othersUntil === undefined ? [] : [extend(cohortId, othersUntil)],
  },
});
