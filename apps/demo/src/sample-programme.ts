import { type BusinessDate, commandOf, daysAfter } from '#kernel';
import {
  CloseEnrolment,
  CompleteCohort,
  OpenEnrolment,
  RecommendCohort,
  RecordApproval,
  StartCohort,
} from '#cohorts';
import { GrantAward } from '#graduations';
import {
  DeclinePlace,
  FailPlace,
  RecordAwaitingAward,
  RecordNotTakenUp,
  StartPlace,
  WithdrawPlace,
} from '#places';
import { DefineProgramme, DefineProgrammeVersion } from '#programmes';
import { inDrawnOrder } from './made-up.js';
import { CAPACITY, LEAD, type SampleCohort, sampleCohorts } from './sample-cohorts.js';
import { registered, SPONSORS } from './sample-sponsors.js';
import { accept, MODULES, placeOf, plan, PROGRAMME, versionId } from './sample-words.js';

/** A day of the story and what is said on it, in order, by the commands a user would send. */
export interface Scene {
  readonly on: BusinessDate;
  readonly commands: readonly object[];
}

/** The whole story of the sample programme up to a day, as commands in the order of their days. */
export const sampleProgramme = (today: BusinessDate): readonly Scene[] => {
  const cohorts = sampleCohorts(today);
  const scenes = [
    opening(daysAfter(cohorts[0]!.startsOn, -LEAD.planned - 30)),
    ...cohorts.flatMap(cohortScenes),
  ];
  return scenes.filter(({ on }) => on <= today).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
};

const opening = (on: BusinessDate): Scene => ({
  on,
  commands: [
    ...SPONSORS.flatMap(registered),
    commandOf(DefineProgramme, {
      ...PROGRAMME,
      name: 'Leading to Deliver',
      awardName: 'Postgraduate Certificate in Leadership',
      credits: 60,
      scqfLevel: 11,
      approvingBody: 'scottish_ministers',
      levels: [
        { level: 'first_line', inWords: 'Leads a team that works directly with people' },
        { level: 'middle', inWords: 'Leads first-line managers or a service' },
        { level: 'senior', inWords: 'Leads several services' },
      ],
    }),
    commandOf(DefineProgrammeVersion, {
      programmeId: PROGRAMME.programmeId,
      versionId,
      label: 'first',
      modules: MODULES,
      targetLevels: ['first_line', 'middle', 'senior'],
    }),
  ],
});

const cohortScenes = (cohort: SampleCohort): Scene[] => {
  const { number, cohortId, startsOn, endsOn, until } = cohort;
  const [first, late] = cohort.requests;
  const before = (days: number, ...commands: object[]): Scene => ({
    on: daysAfter(startsOn, -days),
    commands,
  });
  const after = (days: number, commands: readonly object[]): Scene => ({
    on: daysAfter(startsOn, days),
    commands,
  });
  const all = Array.from({ length: first + late }, (_, index) => placeOf(cohort, index));
  // Those offered at once answer first; as many more as said no or never answered are offered a seat after them.
  const offeredFirst = all.slice(0, Math.min(first, CAPACITY));
  const declining = offeredFirst.slice(0, cohort.declined);
  const accepting = offeredFirst.slice(cohort.declined + cohort.lapsed);
  const seatsLeft = CAPACITY - accepting.length;
  const acceptingLate = until === 'enrolling' ? [] : all.slice(first, first + Math.min(seatsLeft, late));
  const tooLate = all.slice(first + acceptingLate.length).slice(0, cohort.withdrawnBeforeStart);
  const accepted = [...accepting, ...acceptingLate];
  // What becomes of people has nothing to do with when their sponsor asked.
  const mixed = inDrawnOrder(accepted, number);
  const withdrawing = mixed.slice(0, cohort.withdrawnBeforeStart);
  const holding = mixed.slice(cohort.withdrawnBeforeStart);
  const starting = holding.slice(cohort.notTakenUp);
  const leaving = starting.slice(0, cohort.withdrawnAfterStart);
  const finishing = starting.slice(cohort.withdrawnAfterStart);
  const failing = finishing.slice(0, cohort.failed);
  const confirmed = until === 'enrolling' ? accepted.slice(0, 30) : accepted;
  return [
    before(LEAD.planned, plan(cohort)),
    before(LEAD.recommended, commandOf(RecommendCohort, { cohortId, reference: `Sample paper ${number}` })),
    before(
      LEAD.approved,
      commandOf(RecordApproval, { cohortId, decision: 'approved', reference: `Sample letter ${number}` }),
    ),
    before(LEAD.opened, commandOf(OpenEnrolment, { cohortId })),
    before(LEAD.first, ...all.slice(0, first).map(({ request }) => request)),
    before(LEAD.first - 5, ...declining.map(({ placeId }) => commandOf(DeclinePlace, { cohortId, placeId }))),
    before(LEAD.first - 9, ...accepting.map(accept)),
    // Days on which only the timetable has something to do: offers lapse, requests end as not placed.
    before(LEAD.lapsed),
    after(1, []),
    before(LEAD.late, ...all.slice(first).map(({ request }) => request)),
    before(LEAD.late - 3, ...acceptingLate.map(accept)),
    before(
      until === 'enrolling' ? LEAD.late + 12 : LEAD.confirmed + 7,
      ...confirmed.flatMap(({ people }) => people),
    ),
    before(
      until === 'enrolling' ? LEAD.late + 10 : LEAD.confirmed,
      ...confirmed.map(({ confirm }) => confirm),
    ),
    before(7, commandOf(CloseEnrolment, { cohortId })),
    before(
      2,
      ...withdrawing.map(({ placeId }) =>
        commandOf(WithdrawPlace, { cohortId, placeId, reasonClass: 'work' }),
      ),
    ),
    before(1, ...tooLate.map(({ placeId }) => commandOf(DeclinePlace, { cohortId, placeId }))),
    after(0, [
      commandOf(StartCohort, { cohortId }),
      ...starting.map(({ placeId }) => commandOf(StartPlace, { cohortId, placeId })),
    ]),
    after(
      3,
      holding
        .slice(0, cohort.notTakenUp)
        .map(({ placeId }) => commandOf(RecordNotTakenUp, { cohortId, placeId })),
    ),
    after(
      120,
      leaving.map(({ placeId }) => commandOf(WithdrawPlace, { cohortId, placeId, reasonClass: 'personal' })),
    ),
    {
      on: endsOn,
      commands: [
        commandOf(CompleteCohort, { cohortId }),
        ...finishing.map(({ placeId }) => commandOf(RecordAwaitingAward, { cohortId, placeId })),
      ],
    },
    {
      on: daysAfter(endsOn, 40),
      commands: failing.map(({ placeId }) => commandOf(FailPlace, { cohortId, placeId, outcome: 'failed' })),
    },
    {
      on: daysAfter(endsOn, 42),
      commands: finishing.slice(cohort.failed).map(({ placeId, personId }) =>
        commandOf(GrantAward, {
          placeId,
          cohortId,
          personId,
          awardId: PROGRAMME.awardId,
          minute: `Sample board ${number}, item 1`,
        }),
      ),
    },
  ];
};
