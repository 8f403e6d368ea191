import { type BusinessDate, commandOf, processOf, type Send } from '#kernel';
import type { GraduationEvent } from '#graduations/events';
import { candidacyId, RecordAwardHeld, RecordAwardNoLongerHeld } from '#places';

interface OfAward {
  readonly placeId: string;
  readonly cohortId: string;
  readonly personId: string;
  readonly awardId: string;
}

const ofAward = ({ placeId, cohortId, personId, awardId }: OfAward): OfAward => ({
  placeId,
  cohortId,
  personId,
  awardId,
});

const held = (award: OfAward, grantedOn: BusinessDate): readonly Send[] => [
  {
    target: candidacyId(award),
    command: commandOf(RecordAwardHeld, { ...ofAward(award), grantedOn }),
    effectiveOn: grantedOn,
  },
];

const heldNoMore = (award: OfAward, effectiveOn: BusinessDate): readonly Send[] => [
  {
    target: candidacyId(award),
    command: commandOf(RecordAwardNoLongerHeld, ofAward(award)),
    effectiveOn,
  },
];

/** Nobody takes the same award twice; one that was corrected to not granted was never held. */
export const aHolderOfTheAwardIsACandidateNoMore = processOf<GraduationEvent>()({
  name: 'a-holder-of-the-award-is-a-candidate-no-more',
  sends: [
    { command: RecordAwardHeld, ends: [] },
    { command: RecordAwardNoLongerHeld, ends: [] },
  ],
  on: {
    AwardGranted: ({ data, effectiveOn }) => held(data, effectiveOn),
    AwardCorrected: ({ data, effectiveOn }) =>
      data.granted && data.grantedOn !== undefined
        ? [
            ...(data.insteadOf === undefined
              ? []
              : heldNoMore({ ...data, personId: data.insteadOf }, effectiveOn)),
            ...held(data, data.grantedOn),
          ]
        : heldNoMore(data, effectiveOn),
  },
});
