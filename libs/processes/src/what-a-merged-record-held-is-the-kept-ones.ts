import { commandOf, type Fact, processOf, type ProcessTools, type Recorded, type Send } from '#kernel';
import type { PersonMergeEvent } from '#people/events';
import {
  candidacies,
  candidacyId,
  isOngoing,
  MoveCandidacy,
  participation,
  placeIn,
  placeKey,
  type PlaceName,
  places,
  ReleaseCandidacy,
  TakeOverCandidacy,
} from '#places';
import type { CandidacyEvent } from '#places/events';
import { standingId } from './one-person.js';

type Of<Event extends Fact, Name extends Event['type']> = Recorded<Extract<Event, { type: Name }>>;

const move = (personId: string, awardId: string, toPersonId: string, only?: readonly PlaceName[]): Send => ({
  target: `${candidacyId({ personId, awardId })}/${toPersonId}`,
  command: commandOf(MoveCandidacy, {
    personId,
    awardId,
    toPersonId,
    ...(only ? { places: only.map(({ cohortId, placeId }) => ({ cohortId, placeId })) } : {}),
  }),
});

const awardsOf = async (personIds: readonly string[], tools: ProcessTools): Promise<readonly string[]> => {
  const known = await Promise.all(personIds.map((id) => tools.stateOf(participation, id)));
  const awards = known.flatMap(({ places: named }) => [...named.values()].map(({ awardId }) => awardId));
  return [...new Set(awards.filter((awardId) => awardId !== undefined))];
};

// This may be old news: a merge that was undone meanwhile moves nothing.
const merged = async (
  { data: { ids } }: Of<PersonMergeEvent, 'PeopleMerged'>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const sends: Send[] = [];
  for (const personId of ids)
    for (const awardId of await awardsOf([personId], tools))
      sends.push(...(await moveOn({ data: { personId, awardId } }, tools)));
  return sends;
};

const undone = async (
  { data: { keptId, ids } }: Of<PersonMergeEvent, 'MergeOfPeopleUndone'>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const sends: Send[] = [];
  for (const awardId of await awardsOf([keptId, ...ids], tools)) {
    const { claims, interests, awards, past } = await tools.stateOf(
      candidacies,
      candidacyId({ personId: keptId, awardId }),
    );
    const held = [...new Set([...claims.keys(), ...interests.keys(), ...awards.keys(), ...past.keys()])].map(
      placeIn,
    );
    sends.push(...(await misplaced(keptId, awardId, held, tools)));
  }
  return sends;
};

interface OfCandidacy {
  readonly data: { readonly personId: string; readonly awardId: string };
}

/** What reaches a merged record all the same, since it was on its way, follows the rest. */
const moveOn = async (
  { data: { personId, awardId } }: OfCandidacy,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const keptId = await standingId(personId, tools);
  return keptId === personId ? [] : [move(personId, awardId, keptId)];
};

/** What places hold under an id that stands for nobody they name: it goes to whoever does. */
const misplaced = async (
  personId: string,
  awardId: string,
  held: readonly PlaceName[],
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const byOwner = new Map<string, Map<string, PlaceName>>();
  for (const name of held) {
    const place = (await tools.stateOf(places, name.cohortId)).places.get(name.placeId);
    const named = [place?.asking?.personId, place?.personId].filter((id) => id !== undefined);
    const owners = await Promise.all(named.map((id) => standingId(id, tools)));
    if (owners[0] === undefined || owners.includes(personId)) continue;
    const its = byOwner.get(owners[0]) ?? new Map<string, PlaceName>();
    byOwner.set(owners[0], its.set(placeKey(name), name));
  }
  return [...byOwner].map(([owner, its]) => move(personId, awardId, owner, [...its.values()]));
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

// A place that ended, or claims no more, while its claim moved gave it back where it was no more: asked of the book once more.
const takenOver = async (
  event: Of<CandidacyEvent, 'CandidacyTakenOver'>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const { personId, awardId, claims, interests, awards, past } = event.data;
  const held = [...claims, ...interests, ...awards, ...past];
  const sends: Send[] = [...(await misplaced(personId, awardId, held, tools))];
  for (const { cohortId, placeId, askedIn } of [...claims, ...interests.map(unclaimed)]) {
    const place = (await tools.stateOf(places, cohortId)).places.get(placeId);
    if (place === undefined || place.state === 'completed') continue;
    const of = { personId, awardId, cohortId, placeId };
    const gone = askedIn.filter((claim) => claim !== place.claimedIn && claim !== place.asking?.askedIn);
    if (!isOngoing(place.state))
      sends.push({ target: `${cohortId}/${placeId}`, command: commandOf(ReleaseCandidacy, of) });
    else
      for (const claim of gone)
        sends.push({ target: claim, command: commandOf(ReleaseCandidacy, { ...of, askedIn: claim }) });
  }
  return sends;
};

const unclaimed = (interest: PlaceName) => ({ ...interest, askedIn: [] as readonly string[] });

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
