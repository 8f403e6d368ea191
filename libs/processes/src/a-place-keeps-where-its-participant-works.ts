import { isDeepStrictEqual } from 'node:util';
import { type BusinessDate, commandOf, type FactsOf, processOf, type ProcessTools, type Send } from '#kernel';
import { employmentTogether, isErased, people, type Person } from '#people';
import type { PersonEvent, PersonMergeEvent } from '#people/events';
import {
  KeepParticipantFacts,
  participation,
  placeKey,
  type PlaceName,
  type PlaceOfPerson,
  places,
} from '#places';
import {
  LEVELS,
  type ParticipantFacts,
  type ParticipationEvent,
  type placeFactStruck,
  type placeRequested,
} from '#places/events';
import { idsOf } from './one-person.js';

type AsAt = 'request' | 'start';

/** Where the place keeps the person as working: asked of every record of theirs, and of the book whether it still names them. */
const kept = async (
  personId: string,
  { cohortId, placeId }: PlaceName,
  asAt: AsAt,
  on: BusinessDate,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const place = (await tools.stateOf(places, cohortId)).places.get(placeId);
  if (place?.personId !== personId) return [];
  const records = await recordsOf(personId, tools);
  // What a place keeps of somebody stays when they are erased: no rate moves.
  if (records.some(isErased) && place.kept[asAt]) return [];

  const facts = factsOn(records, on);
  // What was stated at the confirmation (a secondment, say) stands while the record says what it said then.
  const asConfirmed =
    asAt === 'start' &&
    place.confirmedOn !== undefined &&
    isDeepStrictEqual(factsOn(records, place.confirmedOn), facts);
  return [keeping({ cohortId, placeId }, asAt, on, { ...facts, ...(asConfirmed ? { asConfirmed } : {}) })];
};

const keeping = (
  { cohortId, placeId }: PlaceName,
  asAt: AsAt,
  on: BusinessDate,
  facts: ParticipantFacts & { readonly asConfirmed?: boolean },
): Send => ({
  target: `${placeId}/${asAt}`,
  command: commandOf(KeepParticipantFacts, { cohortId, placeId, asAt, ...facts }),
  effectiveOn: on,
});

const recordsOf = async (personId: string, tools: ProcessTools): Promise<readonly Person[]> =>
  Promise.all((await idsOf(personId, tools)).map((id) => tools.stateOf(people, id)));

const factsOn = (records: readonly Person[], day: BusinessDate): ParticipantFacts => {
  const { employerId, level } = employmentTogether(records, day);
  return {
    ...(employerId === undefined ? {} : { homeOrganisationId: employerId }),
    ...(level === undefined ? {} : { level: LEVELS.find((word) => word === level) }),
  };
};

/** All that one place rests on what is known of the person: said again, it changes only what reads otherwise now. */
const placeKept = async (
  personId: string,
  place: PlaceOfPerson,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const sends: Send[] = [];
  for (const asAt of ['request', 'start'] as const) {
    const day = place.days[asAt];
    if (day) sends.push(...(await kept(personId, place, asAt, day.on, tools)));
  }
  return sends;
};

const keptAgain = async (personIds: readonly string[], tools: ProcessTools): Promise<readonly Send[]> => {
  const sends: Send[] = [];
  for (const personId of personIds)
    for (const place of (await tools.stateOf(participation, personId)).places.values())
      sends.push(...(await placeKept(personId, place, tools)));
  return sends;
};

/** Whoever the place names again, since what named another never was. */
const namedAgain = async (
  { data: { personId, ...name } }: { readonly data: PlaceName & { readonly personId?: string } },
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  if (personId === undefined) return [];

  const place = (await tools.stateOf(participation, personId)).places.get(placeKey(name));
  return place ? placeKept(personId, place, tools) : [];
};

const knownOtherwise = async (
  { data: { personId } }: { readonly data: { readonly personId: string } },
  tools: ProcessTools,
): Promise<readonly Send[]> => keptAgain(await idsOf(personId, tools), tools);

const recordsJoined = (
  { data: { keptId, ids } }: { readonly data: { readonly keptId: string; readonly ids: readonly string[] } },
  tools: ProcessTools,
) => keptAgain([keptId, ...ids], tools);

type BookEvent = FactsOf<{ a: typeof placeRequested; b: typeof placeFactStruck }>;

/** Ids and codes as they were on the day, so that no rate moves when a participant changes employer or is erased; and moves when what was known of that day was wrong. */
export const aPlaceKeepsWhereItsParticipantWorks = processOf<
  BookEvent | ParticipationEvent | PersonEvent | PersonMergeEvent
>()({
  name: 'a-place-keeps-where-its-participant-works',
  sends: [{ command: KeepParticipantFacts, ends: [] }],
  on: {
    // Nobody named: what the sponsor states of the participant to be, if anything.
    PlaceRequested: ({ data, effectiveOn }) =>
      data.personId === undefined && (data.homeOrganisationId ?? data.level) !== undefined
        ? [keeping(data, 'request', effectiveOn, {})]
        : [],
    ParticipationNoted: ({ data }, tools) => kept(data.personId, data, data.asAt, data.on, tools),
    PlaceFactStruck: namedAgain,
    PersonRegistered: knownOtherwise,
    PersonAmended: knownOtherwise,
    EmployerChanged: knownOtherwise,
    PersonFactCorrected: knownOtherwise,
    PersonFactStruck: knownOtherwise,
    PeopleMerged: recordsJoined,
    MergeOfPeopleUndone: recordsJoined,
  },
});
