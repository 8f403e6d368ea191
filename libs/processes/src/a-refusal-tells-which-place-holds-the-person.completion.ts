import { candidacies, candidacyId, placeIn, placeKey, places, RefuseRequest } from '#places';
import { CANDIDACY_REFUSALS } from '#places/events';
import type { Completion } from '#platform';
import { standingId } from './one-person.js';

/** Kept with the refusal, which is taken back where that place turns out never to have held the person. */
export const aRefusalTellsWhichPlaceHoldsThePerson: Completion<RefuseRequest> = {
  command: RefuseRequest,
  fills: ['heldBy'],
  fill: async ({ cohortId, placeId, code, heldBy }, commands) => {
    if (heldBy || !(CANDIDACY_REFUSALS as readonly string[]).includes(code)) return {};
    const { rules, places: known } = await commands.stateOf(places, cohortId);
    const named = known.get(placeId)?.personId;
    if (!rules || named === undefined) return {};

    const { awardId } = rules;
    const personId = await standingId(named, commands);
    const { claims, awards } = await commands.stateOf(candidacies, candidacyId({ personId, awardId }));
    const holders = code === 'holds-the-award' ? awards.keySeq() : claims.keySeq();
    const holder = holders.find((key) => key !== placeKey({ cohortId, placeId }));
    return holder === undefined ? {} : { heldBy: placeIn(holder) };
  },
};
