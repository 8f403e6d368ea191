import { inWords, type Refusal, refuse } from '#kernel';
import { cohorts, secondNextAfter, succession } from '#cohorts';
import { ConfirmPlace, DeferPlace, NameReturn, type ReturnPlace, SubstituteParticipant } from '#places';
import type { Commands, Completion, Guard } from '#platform';
import { idsOf } from './one-person.js';

const REFUSES = ['unknown-cohort', 'another-programme', 'return-not-later', 'return-cohort-over'] as const;

type Asking = Pick<Commands, 'stateOf'>;

const mismatchOf = async (
  cohortId: string,
  returnTo: ReturnPlace | undefined,
  commands: Asking,
): Promise<Refusal<(typeof REFUSES)[number]> | undefined> => {
  if (!returnTo) return undefined;
  const [own, other] = [
    await commands.stateOf(cohorts, cohortId),
    await commands.stateOf(cohorts, returnTo.cohortId),
  ];
  if (!own.setup) return undefined;
  if (!other.setup)
    return refuse('unknown-cohort', 'There is no cohort with this id: plan it first.', 'returnTo');
  if (other.setup.programmeId !== own.setup.programmeId || other.setup.awardId !== own.setup.awardId)
    return refuse(
      'another-programme',
      'A participant returns to a cohort of the same programme. Name one of those.',
      'returnTo',
    );
  if (other.setup.startsOn <= own.setup.startsOn)
    return refuse(
      'return-not-later',
      `The cohort that is left starts on ${inWords(own.setup.startsOn)}. Name one that starts later.`,
      'returnTo',
    );

  return other.stage === 'completed' || other.stage === 'cancelled'
    ? refuse(
        'return-cohort-over',
        `That cohort is ${other.stage}. Name one that is still to come.`,
        'returnTo',
      )
    : undefined;
};

const returnStartsOn = async (returnTo: ReturnPlace | undefined, commands: Asking) => {
  const startsOn = returnTo && (await commands.stateOf(cohorts, returnTo.cohortId)).setup?.startsOn;
  return startsOn === undefined ? {} : { returnStartsOn: startsOn };
};

const otherIdsOf = async (personId: string, commands: Asking) => {
  const others = (await idsOf(personId, commands)).filter((id) => id !== personId);
  return others.length > 0 ? { alsoKnownAs: others } : {};
};

/** The cohort of return is of the same programme, leads to the same award and starts later. */
export const aParticipantReturnsToALaterCohort: readonly Guard[] = [
  {
    command: DeferPlace,
    refuses: REFUSES,
    check: ({ cohortId, returnTo }: DeferPlace, commands) => mismatchOf(cohortId, returnTo, commands),
  },
  {
    command: NameReturn,
    refuses: REFUSES,
    check: ({ cohortId, returnTo }: NameReturn, commands) => mismatchOf(cohortId, returnTo, commands),
  },
];

/** How long a deferral lasts goes by the dates of other cohorts; who returns may go by another id since. */
export const aDeferralKnowsTheCohortsThatFollow: readonly Completion[] = [
  {
    command: DeferPlace,
    fills: ['secondNextEndsOn', 'returnStartsOn'],
    fill: async ({ cohortId, returnTo }: DeferPlace, commands) => {
      const { setup } = await commands.stateOf(cohorts, cohortId);
      const order = setup && (await commands.stateOf(succession, setup.programmeId));
      const second = order && secondNextAfter(order, cohortId);
      return {
        ...(second ? { secondNextEndsOn: second.endsOn } : {}),
        ...(await returnStartsOn(returnTo, commands)),
      };
    },
  },
  {
    command: NameReturn,
    fills: ['returnStartsOn'],
    fill: ({ returnTo }: NameReturn, commands) => returnStartsOn(returnTo, commands),
  },
  {
    command: ConfirmPlace,
    fills: ['alsoKnownAs'],
    fill: ({ personId }: ConfirmPlace, commands) => otherIdsOf(personId, commands),
  },
  {
    command: SubstituteParticipant,
    fills: ['alsoKnownAs'],
    fill: ({ personId }: SubstituteParticipant, commands) => otherIdsOf(personId, commands),
  },
];
