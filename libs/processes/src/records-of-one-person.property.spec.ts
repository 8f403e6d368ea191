import fc from 'fast-check';
import { commandOf, derivedId, keptOf } from '#kernel';
import { MergePeople, people, peopleContext, personMerges, RegisterPerson, UndoMergeOfPeople } from '#people';
import {
  AcceptPlace,
  candidacies,
  candidacyId,
  DeclinePlace,
  OpenPlaces,
  participation,
  placeKey,
  places,
  RequestPlace,
  WithdrawPlace,
} from '#places';
import { MERGES } from '#platform';
import { aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward } from './a-confirmed-candidacy-ends-the-persons-other-live-requests-for-that-award.js';
import { aGrantedCandidacySettlesThePlaceThatAsked } from './a-granted-candidacy-settles-the-place-that-asked.js';
import { aNamedPlaceClaimsThePersonsCandidacy } from './a-named-place-claims-the-persons-candidacy.js';
import { aPersonKnowsThePlacesThatNameThem } from './a-person-knows-the-places-that-name-them.js';
import { aPlaceThatEndsReleasesItsCandidacy } from './a-place-that-ends-releases-its-candidacy.js';
import { aRequestThatNamesAPersonIsNoted } from './a-request-that-names-a-person-is-noted.js';
import { said, Simulation } from './simulation.js';
import { whatAMergedRecordHeldIsTheKeptOnes } from './what-a-merged-record-held-is-the-kept-ones.js';

const awardId = derivedId('certificate');
const PEOPLE = ['amara', 'amara, twice', 'amara, three times', 'bo'].map((name) => derivedId(name));
const COHORTS = ['autumn', 'spring'].map((name) => derivedId(name));
const PLACES = Array.from({ length: 5 }, (_, nth) => ({
  cohortId: COHORTS[nth % 2]!,
  placeId: derivedId('place', nth),
}));
const PROCESSES = [
  aNamedPlaceClaimsThePersonsCandidacy,
  aGrantedCandidacySettlesThePlaceThatAsked,
  aRequestThatNamesAPersonIsNoted,
  aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward,
  aPersonKnowsThePlacesThatNameThem,
  aPlaceThatEndsReleasesItsCandidacy,
  whatAMergedRecordHeldIsTheKeptOnes,
];
const rules = {
  programmeId: derivedId('leading to deliver'),
  awardId,
  capacity: 9,
  lastJoiningDate: '2026-11-30',
  startsOn: '2026-11-16',
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 300_000,
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
};
const reason = 'The registers show one number';

const anyPerson = fc.constantFrom(...PEOPLE);
const anyPlace = fc.constantFrom(...PLACES);
type Step = (simulation: Simulation) => Promise<unknown>;
/** A step that a failure can name. */
const named = (name: string, take: Step): Step => Object.assign(take, { [fc.toStringMethod]: () => name });
const sent = (command: object) =>
  named(JSON.stringify(said(command)), async (simulation) => simulation.send(command));
const step = fc.oneof(
  fc
    .tuple(anyPlace, anyPerson)
    .map(([place, personId]) =>
      sent(commandOf(RequestPlace, { ...place, sponsorId: derivedId('a council'), personId })),
    ),
  anyPlace.map((place) => sent(commandOf(AcceptPlace, { ...place }))),
  fc
    .tuple(anyPlace, anyPerson)
    .map(([place, personId]) => sent(commandOf(AcceptPlace, { ...place, personId }))),
  anyPlace.map((place) => sent(commandOf(DeclinePlace, { ...place }))),
  anyPlace.map((place) =>
    sent(commandOf(WithdrawPlace, { ...place, reasonClass: 'work', notifiedOn: '2026-09-01' })),
  ),
  fc
    .tuple(anyPerson, anyPerson)
    .map(([keptId, mergedId]) => sent(commandOf(MergePeople, { keptId, mergedId, reason }))),
  anyPerson.map((mergedId) => sent(commandOf(UndoMergeOfPeople, { mergedId, reason }))),
  fc
    .tuple(fc.constantFrom(...PROCESSES), fc.nat({ max: 6 }), fc.constantFrom(0, 1, Infinity))
    .map(([process, times, crashAfter]) =>
      named(`${process.name} x ${times}, crash after ${crashAfter}`, async (simulation) => {
        for (let time = 0; time < times; time += 1) await simulation.follow(process, crashAfter);
      }),
    ),
  fc.constant(named('settle', (simulation) => simulation.settle())),
);

const HOLDS = new Set(['accepted', 'confirmed', 'started', 'awaiting_award', 'completed']);

/** Every place that holds somebody holds whoever stands for them now, and nobody else is held. */
const everyoneIsHeldByTheirPlaces = (simulation: Simulation): void => {
  const merges = simulation.stateOf(personMerges, MERGES);
  const expected = new Map(PEOPLE.map((personId) => [personId, new Set<string>()]));
  for (const place of PLACES) {
    const { state, personId, claimedIn } =
      simulation.stateOf(places, place.cohortId).places.get(place.placeId) ?? {};
    if (!state || !HOLDS.has(state) || personId === undefined || claimedIn === undefined) continue;
    expected.get(keptOf(merges, personId))?.add(placeKey(place));
  }
  const held = new Map(
    PEOPLE.map((personId) => [
      personId,
      new Set(simulation.stateOf(candidacies, candidacyId({ personId, awardId })).claims.keys()),
    ]),
  );
  expect(held).toEqual(expected);
};

describe('records of one person, merged and told apart at any time', () => {
  it('hold what their places hold, whatever the order, and however often a process starts again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 40 }), async (steps) => {
        const simulation = new Simulation(
          [places, candidacies, participation, people, personMerges],
          PROCESSES,
          '2026-09-01T08:00:00.000Z',
          peopleContext.merged,
        );
        for (const personId of PEOPLE)
          simulation.send(commandOf(RegisterPerson, { personId, name: 'Amara' }));
        for (const cohortId of COHORTS) simulation.send(commandOf(OpenPlaces, { cohortId, rules }));
        for (const take of steps) await take(simulation);
        await simulation.settle();
        everyoneIsHeldByTheirPlaces(simulation);
        expect(simulation.workItems).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
