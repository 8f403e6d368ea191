import { type BusinessDate, commandOf, daysAfter, derivedId } from '#kernel';
import {
  CloseEnrolment,
  CompleteCohort,
  OpenEnrolment,
  PlanCohort,
  RecommendCohort,
  RecordApproval,
  StartCohort,
} from '#cohorts';
import { GrantAward } from '#graduations';
import { RecordCouncilAreas, RecordSizeFigures, RegisterOrganisation } from '#organisations';
import type { Level } from '#people/events';
import { RegisterPerson } from '#people';
import {
  AcceptPlace,
  ConfirmPlace,
  DeclinePlace,
  FailPlace,
  RecordAwaitingAward,
  RecordNotTakenUp,
  RequestPlace,
  StartPlace,
  WithdrawPlace,
} from '#places';
import { DefineProgramme, DefineProgrammeVersion } from '#programmes';
import { drawing, inDrawnOrder, madeUpOrganisation, madeUpPerson, pick } from './made-up.js';
import { CAPACITY, LEAD, type SampleCohort, sampleCohorts } from './sample-cohorts.js';
import { COUNCILS, NHS_BOARDS } from './scotland.js';

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

export const PROGRAMME = {
  programmeId: derivedId('sample', 'programme'),
  awardId: derivedId('sample', 'award'),
} as const;
const versionId = derivedId('sample', 'version');
const MODULES = ['Leading yourself', 'Leading people', 'Leading services', 'Leading change'].map(
  (title, index) => ({
    title,
    moduleId: derivedId('sample', 'module', index),
  }),
);

const MADE_UP = { voluntary: 44, private: 26 } as const;

interface Sponsor {
  readonly organisationId: string;
  readonly name: string;
  readonly sector: 'local_authority' | 'health' | 'voluntary' | 'private';
  readonly areas: readonly string[];
  readonly staffWte?: number;
}

const sponsors = (): readonly Sponsor[] => {
  const draw = drawing(2003);
  const organisation = (
    name: string,
    sector: Sponsor['sector'],
    areas: readonly string[],
    staffWte?: number,
  ): Sponsor => ({
    organisationId: derivedId('sample', 'organisation', name),
    name,
    sector,
    areas,
    ...(staffWte === undefined ? {} : { staffWte }),
  });
  const made = (sector: 'voluntary' | 'private') =>
    Array.from({ length: MADE_UP[sector] }, (_, index) => {
      const area = pick(COUNCILS, draw())[1];
      const areas = draw() < 0.2 ? [area, pick(COUNCILS, draw())[1]] : [area];
      const staff = Math.round(10 ** (0.5 + draw() * 2.2) * 10) / 10;
      return organisation(
        madeUpOrganisation(index, sector),
        sector,
        [...new Set(areas)],
        draw() < 0.1 ? undefined : staff,
      );
    });
  return [
    ...COUNCILS.map(([name, area]) =>
      organisation(name, 'local_authority', [area], 400 + Math.round(draw() * 3000)),
    ),
    ...NHS_BOARDS.map(([name, area]) => organisation(name, 'health', [area], 20 + Math.round(draw() * 800))),
    ...made('voluntary'),
    ...made('private'),
  ];
};

const SPONSORS = sponsors();
const SHARES: Readonly<Record<Sponsor['sector'], number>> = {
  local_authority: 0.58,
  voluntary: 0.24,
  health: 0.11,
  private: 0.07,
};

const sponsorFor = (first: number, second: number): Sponsor => {
  let left = first;
  for (const [sector, share] of Object.entries(SHARES)) {
    if (left < share)
      return pick(
        SPONSORS.filter((sponsor) => sponsor.sector === sector),
        second,
      );
    left -= share;
  }
  return SPONSORS[0]!;
};

const opening = (on: BusinessDate): Scene => ({
  on,
  commands: [
    ...SPONSORS.flatMap(({ organisationId, name, sector, areas, staffWte }) => [
      commandOf(RegisterOrganisation, { organisationId, name, sector }),
      commandOf(RecordCouncilAreas, { organisationId, councilAreas: [...areas] }),
      ...(staffWte === undefined
        ? []
        : [commandOf(RecordSizeFigures, { organisationId, staffWte, source: 'sample' })]),
    ]),
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

const accept = ({ cohortId, placeId }: { cohortId: string; placeId: string }) =>
  commandOf(AcceptPlace, { cohortId, placeId, orderToFollow: true, releaseDays: 12 });

/** The place a request asks for, with who it is for and every word said about it later. */
const placeOf = ({ number, cohortId }: SampleCohort, index: number) => {
  const draw = drawing(number * 10_000 + index);
  const sponsor = sponsorFor(draw(), draw());
  const level = pick<Level>(['first_line', 'first_line', 'middle', 'middle', 'senior'], draw());
  const placeId = derivedId('sample', 'place', number, index);
  const serial = (number - 1) * 130 + index;
  const personId = derivedId('sample', 'person', serial);
  const managerId = derivedId('sample', 'manager', serial);
  const of = { cohortId, placeId };
  return {
    ...of,
    personId,
    request: commandOf(RequestPlace, {
      ...of,
      sponsorId: sponsor.organisationId,
      level,
      reference: `Sample ${number}/${index + 1}`,
    }),
    people: [
      commandOf(RegisterPerson, {
        personId,
        ...madeUpPerson(serial),
        employerId: sponsor.organisationId,
        level,
      }),
      commandOf(RegisterPerson, {
        personId: managerId,
        ...madeUpPerson(serial + 1000),
        email: `manager-${serial}@example.org`,
        employerId: sponsor.organisationId,
      }),
    ],
    confirm: commandOf(ConfirmPlace, {
      ...of,
      personId,
      lineManagerId: managerId,
      privacyNoticeVersion: '1',
      checks: [
        { check: 'level', outcome: 'met' },
        { check: 'entry_requirements', outcome: 'met' },
        { check: 'employers_statement', outcome: 'met' },
        { check: 'university_registration', outcome: 'met' },
      ],
    }),
  };
};

const plan = ({ number, cohortId, startsOn, endsOn }: SampleCohort) =>
  commandOf(PlanCohort, {
    cohortId,
    ...PROGRAMME,
    versionId,
    approvingBody: 'scottish_ministers',
    number,
    name: `Cohort ${number}`,
    deliveryCentre: number % 2 ? 'Stirling' : 'Inverness',
    capacity: CAPACITY,
    minimumViable: 60,
    enrolmentOpensOn: daysAfter(startsOn, -LEAD.opened),
    enrolmentClosesOn: daysAfter(startsOn, -7),
    startsOn,
    endsOn,
    modules: MODULES.map((module, index) => ({
      ...module,
      startsOn: daysAfter(startsOn, index * 84),
      endsOn: daysAfter(startsOn, index * 84 + 2),
      venue: 'Sample Conference House',
    })),
    pricePence: 300_000,
    fundingModel: number < 3 ? 'central' : 'sponsor_paid',
  });
