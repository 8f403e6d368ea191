import { commandOf, type Fact, processOf, type ProcessTools, type Recorded, type Send } from '#kernel';
import type { PersonMergeEvent } from '#people/events';
import {
  candidacyId,
  isOngoing,
  MoveCandidacy,
  participation,
  type PlaceOfPerson,
  places,
  ReleaseCandidacy,
  TakeOverCandidacy,
} from '#places';
import type { CandidacyEvent } from '#places/events';
import { standingId } from './one-person.js';

type Of<Event extends Fact, Name extends Event['type']> = Recorded<Extract<Event, { type: Name }>>;

const move = (
  personId: string,
  awardId: string,
  toPersonId: string,
  only?: readonly PlaceOfPerson[],
): Send => ({
  target: candidacyId({ personId, awardId }),
  command: commandOf(MoveCandidacy, {
    personId,
    awardId,
    toPersonId,
    ...(only ? { places: only.map(({ cohortId, placeId }) => ({ cohortId, placeId })) } : {}),
  }),
});

const placesOf = async (personId: string, tools: ProcessTools): Promise<readonly PlaceOfPerson[]> => [
  ...(await tools.stateOf(participation, personId)).places.values(),
];

const awardsIn = (named: readonly PlaceOfPerson[]): readonly string[] => [
  ...new Set(named.map(({ awardId }) => awardId).filter((awardId) => awardId !== undefined)),
];

const merged = async (
  { data: { keptId, ids } }: Of<PersonMergeEvent, 'PeopleMerged'>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const sends: Send[] = [];
  for (const id of ids)
    sends.push(...awardsIn(await placesOf(id, tools)).map((awardId) => move(id, awardId, keptId)));
  return sends;
};

// Places that were named under the ids that answer for themselves again; what the kept id was named for since stays its own.
const undone = async (
  { data: { keptId, mergedId, ids } }: Of<PersonMergeEvent, 'MergeOfPeopleUndone'>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const named = (await Promise.all(ids.map((id) => placesOf(id, tools)))).flat();
  return awardsIn(named).map((awardId) =>
    move(
      keptId,
      awardId,
      mergedId,
      named.filter((place) => place.awardId === awardId),
    ),
  );
};

/** What reaches a merged record all the same, since it was on its way, follows the rest. */
const moveOn = async (
  { data: { personId, awardId } }: { readonly data: { readonly personId: string; readonly awardId: string } },
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const keptId = await standingId(personId, tools);
  return keptId === personId ? [] : [move(personId, awardId, keptId)];
};

const takeOver = ({
  id,
  data: { personId, awardId, toPersonId, claims, interests, awards, past },
}: Of<CandidacyEvent, 'CandidacyMoved'>): readonly Send[] => [
  {
    target: candidacyId({ personId: toPersonId, awardId }),
    command: commandOf(TakeOverCandidacy, {
      personId: toPersonId,
      awardId,
      fromPersonId: personId,
      movedIn: id,
      holdings: { claims, interests, awards, past },
    }),
  },
];

// A place that ended while its claim moved gave it back where it was no more: asked of the book once more.
const takenOver = async (
  event: Of<CandidacyEvent, 'CandidacyTakenOver'>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const { personId, awardId, claims, interests } = event.data;
  const sends: Send[] = [...(await moveOn(event, tools))];
  for (const { cohortId, placeId } of [...claims, ...interests]) {
    const state = (await tools.stateOf(places, cohortId)).places.get(placeId)?.state;
    if (state === undefined || isOngoing(state) || state === 'completed') continue;
    sends.push({
      target: `${cohortId}/${placeId}`,
      command: commandOf(ReleaseCandidacy, { personId, awardId, cohortId, placeId }),
    });
  }
  return sends;
};

/** Whoever has two records holds what both of them hold; two live places for one award are listed, and refused from then on. */
export const whatAMergedRecordHeldIsTheKeptOnes = processOf<PersonMergeEvent | CandidacyEvent>()({
  name: 'what-a-merged-record-held-is-the-kept-ones',
  sends: [
    { command: MoveCandidacy, ends: [] },
    { command: TakeOverCandidacy, ends: [] },
    { command: ReleaseCandidacy, ends: [] },
  ],
  on: {
    PeopleMerged: merged,
    MergeOfPeopleUndone: undone,
    CandidacyClaimed: moveOn,
    InterestNoted: moveOn,
    AwardHeld: moveOn,
    CandidacyMoved: takeOver,
    CandidacyTakenOver: takenOver,
  },
});
