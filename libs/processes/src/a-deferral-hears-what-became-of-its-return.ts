import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import {
  candidacyId,
  ClaimCandidacy,
  FollowReturnDate,
  GiveBackReturn,
  isOngoing,
  type Place,
  type PlaceName,
  places,
  RecordReturn,
  RecordReturnLost,
  ReleaseCandidacy,
  RenewReturn,
  UndoReturn,
} from '#places';
import { type PlaceEvent, type ReturnLossReason, SIDE_FACTS } from '#places/events';
import { areOnePerson } from './one-person.js';

interface OfPlace {
  readonly data: PlaceName;
  readonly effectiveOn: BusinessDate;
}

const placeOf = async ({ cohortId, placeId }: PlaceName, tools: ProcessTools) =>
  (await tools.stateOf(places, cohortId)).places.get(placeId);

/** The deferred place whose participant returns to this one, if it is such a place. */
const returnOf = async (name: PlaceName, tools: ProcessTools) => (await placeOf(name, tools))?.returnOf;

const nameOf = ({ cohortId, placeId }: PlaceName): PlaceName => ({ cohortId, placeId });

const undone = (deferred: PlaceName, here: PlaceName): Send => ({
  target: deferred.placeId,
  command: commandOf(UndoReturn, { ...deferred, returnedTo: nameOf(here) }),
});

const begun = (deferred: PlaceName, here: PlaceName, effectiveOn: BusinessDate): Send => ({
  target: deferred.placeId,
  command: commandOf(RecordReturn, { ...deferred, returnedTo: nameOf(here) }),
  effectiveOn,
});

const startCorrected = async (
  here: PlaceName,
  { reason, askedBy }: Pick<FollowReturnDate, 'reason' | 'askedBy'>,
  effectiveOn: BusinessDate,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const deferred = await returnOf(here, tools);
  return deferred
    ? [
        {
          target: deferred.placeId,
          command: commandOf(FollowReturnDate, { ...deferred, returnedTo: nameOf(here), reason, askedBy }),
          effectiveOn,
        },
      ]
    : [];
};

// A fact of the place of return never was: what followed of it for the deferral follows again.
const standsAgain = (deferred: PlaceName, here: PlaceName, { state, startedOn }: Place): readonly Send[] => {
  if (!isOngoing(state)) return [];
  if (startedOn !== undefined) return [begun(deferred, here, startedOn)];

  return [
    undone(deferred, here),
    {
      target: deferred.placeId,
      command: commandOf(RenewReturn, { ...deferred, returnTo: nameOf(here) }),
    },
  ];
};

// The deferral was recorded as ended in error: its return was given up by then, or has started.
const stoodMeanwhile = async (
  deferred: PlaceName,
  named: PlaceName,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const there = await placeOf(named, tools);
  if (there && isOngoing(there.state))
    return there.startedOn === undefined ? [] : [begun(deferred, named, there.startedOn)];

  return [
    {
      target: deferred.placeId,
      command: commandOf(RecordReturnLost, {
        ...nameOf(deferred),
        returnTo: named,
        because: 'withdrawn',
      }),
    },
  ];
};

const giveBack = ({ cohortId, placeId, returnTo }: RenewReturn) => ({
  target: returnTo.placeId,
  command: commandOf(GiveBackReturn, {
    ...returnTo,
    returnOf: { cohortId, placeId },
  }),
});

// Whatever was recorded of a start before is taken back first.
const lost =
  (because: ReturnLossReason) =>
  async ({ data, effectiveOn }: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
    const deferred = await returnOf(data, tools);
    return deferred
      ? [
          undone(deferred, data),
          {
            target: deferred.placeId,
            command: commandOf(RecordReturnLost, { ...deferred, returnTo: nameOf(data), because }),
            effectiveOn,
          },
        ]
      : [];
  };

const releaseOf = (name: PlaceName, personId: string, awardId: string, effectiveOn: BusinessDate): Send => ({
  target: candidacyId({ personId, awardId }),
  command: commandOf(ReleaseCandidacy, { personId, awardId, ...name }),
  effectiveOn,
});

// Claimed for a correction while the participant returned: from the start on the place of return alone holds the person. Until
// that is theirs too, or cannot be, the claim stands, so that no other place takes them meanwhile.
const givenUpIfMoved =
  (isTheirs: (there: Place, personId: string, tools: ProcessTools) => Promise<boolean>) =>
  async ({ data, effectiveOn }: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
    const here = await placeOf(data, tools);
    const left = here?.returnOf && (await placeOf(here.returnOf, tools));
    const moved = left?.state === 'moved' ? here?.returnOf : nameOf(data);
    const { state, personId, deferral } = (left?.state === 'moved' ? left : here) ?? {};
    const there = deferral?.returnTo && (await placeOf(deferral.returnTo, tools));
    if (state !== 'moved' || !moved || personId === undefined || !there) return [];
    if (!(await isTheirs(there, personId, tools))) return [];

    const awardId = (await tools.stateOf(places, moved.cohortId)).rules?.awardId ?? '';
    return [releaseOf(moved, personId, awardId, effectiveOn)];
  };

const isTheirs = async ({ asking, personId: holder }: Place, personId: string, tools: ProcessTools) =>
  !asking && holder !== undefined && areOnePerson(personId, holder, tools);

interface CorrectedFrom extends OfPlace {
  readonly data: PlaceName & { readonly awardId: string; readonly insteadOf: { readonly personId: string } };
}

// What was claimed for whom it names no more, perhaps only after the participant had returned, is not kept either.
const correctedWhileMoved = async (
  { data: { awardId, insteadOf, ...of }, effectiveOn }: CorrectedFrom,
  tools: ProcessTools,
): Promise<readonly Send[]> =>
  (await placeOf(of, tools))?.state === 'moved'
    ? [releaseOf(nameOf(of), insteadOf.personId, awardId, effectiveOn)]
    : [];

/** The place that was left learns that its participant has started elsewhere, or will not: then it is deferred as before. */
export const aDeferralHearsWhatBecameOfItsReturn = processOf<PlaceEvent>()({
  name: 'a-deferral-hears-what-became-of-its-return',
  sends: [
    { command: RecordReturn, ends: [] },
    { command: FollowReturnDate, ends: [] },
    { command: RecordReturnLost, ends: [] },
    { command: UndoReturn, ends: [] },
    { command: RenewReturn, ends: [], answers: { 'returns-elsewhere': giveBack } },
    { command: GiveBackReturn, ends: ['return-started'] },
    { command: ReleaseCandidacy, ends: [] },
    { command: ClaimCandidacy, ends: [] },
  ],
  on: {
    PlaceStarted: async ({ data, effectiveOn }, tools) => {
      const deferred = await returnOf(data, tools);
      return deferred ? [begun(deferred, data, effectiveOn)] : [];
    },
    PlaceWithdrawn: (event, tools) => (event.data.hadStarted ? [] : lost('withdrawn')(event, tools)),
    RequestWithdrawn: lost('withdrawn'),
    RequestRefused: lost('refused'),
    PlaceNotTakenUp: lost('not_taken_up'),
    PlaceNotPlaced: lost('not_placed'),
    PlaceCancelled: (event, tools) =>
      event.data.startedOn === undefined ? lost('cancelled')(event, tools) : [],
    PlaceFactStruck: async ({ data }, tools) => {
      // Who answers for it, or how long it may wait, says nothing of its return.
      if ((SIDE_FACTS as readonly string[]).includes(data.fact)) return [];
      const place = await placeOf(data, tools);
      if (place?.returnOf) return standsAgain(place.returnOf, data, place);

      const named = place?.state === 'deferred' ? place.deferral?.returnTo : undefined;
      return named ? stoodMeanwhile(data, named, tools) : [];
    },
    ParticipantCorrected: async (event, tools) => [
      ...(await correctedWhileMoved(event, tools)),
      ...(await givenUpIfMoved(isTheirs)(event, tools)),
    ],
    ParticipantCorrectionRefused: givenUpIfMoved(async () => true),
    PlaceDateCorrected: async ({ data, effectiveOn, metadata }, tools) => {
      if (data.fact === 'started' && data.hadStarted === undefined)
        return startCorrected(
          data,
          { reason: data.reason, askedBy: data.askedBy ?? metadata.actor },
          effectiveOn,
          tools,
        );
      // Withdrawn on the other side of its start than was recorded: the participant had returned, or had not.
      const place = data.hadStarted === undefined ? undefined : await placeOf(data, tools);
      if (place?.state !== 'withdrawn' || !place.returnOf) return [];
      const { startedOn = effectiveOn } = place;

      return data.hadStarted
        ? [begun(place.returnOf, data, startedOn)]
        : lost('withdrawn')({ data, effectiveOn }, tools);
    },
    // From its start on the place of return alone holds the person.
    DeferredPlaceReturned: ({ data, effectiveOn }) => [
      releaseOf(nameOf(data), data.personId, data.awardId, effectiveOn),
    ],
    ReturnUndone: ({ id, data: { cohortId, placeId, personId, awardId, returnTo }, effectiveOn }) => [
      {
        target: candidacyId({ personId, awardId }),
        command: commandOf(ClaimCandidacy, {
          ...{ personId, awardId, cohortId, placeId },
          askedIn: id,
          notReturnedTo: returnTo,
        }),
        effectiveOn,
      },
    ],
  },
});
