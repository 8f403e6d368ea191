import { daysAfter, derivedId } from '#kernel';
import type { Office } from './office.js';

/** What is needed of an office to set something up in it. */
type Sender = Pick<Office, 'done' | 'settle'>;

/** Ids of a story: the same name is the same thing. */
export const idOf = (name: string): string => derivedId('story', name);

export const PROGRAMME = {
  programmeId: idOf('programme'),
  name: 'Leading to Deliver',
  awardId: idOf('award'),
  awardName: 'Postgraduate Certificate in Leadership',
  credits: 60,
  scqfLevel: 11,
  approvingBody: 'board',
  levels: [{ level: 'middle', inWords: 'Manages first-line managers' }],
};

/** Its one version. */
export const VERSION = {
  versionId: idOf('version'),
  label: 'pilot',
  targetLevels: ['middle'],
  modules: [
    { moduleId: idOf('module 1'), title: 'Leading people' },
    { moduleId: idOf('module 2'), title: 'Leading services' },
  ],
};

/** A cohort that enrols from a day on, for 91 days, and starts 132 days after it: on 11 January 2027 unless told otherwise. */
export const autumnCohort = (capacity: number, opensOn = '2026-09-01') => {
  const on = (days: number) => daysAfter(opensOn, days);
  return {
    cohortId: idOf('autumn cohort'),
    programmeId: PROGRAMME.programmeId,
    versionId: VERSION.versionId,
    awardId: PROGRAMME.awardId,
    approvingBody: 'board',
    number: 1,
    name: 'Autumn',
    deliveryCentre: 'Stirling',
    capacity,
    minimumViable: 1,
    enrolmentOpensOn: opensOn,
    enrolmentClosesOn: on(91),
    lastJoiningDate: on(132),
    startsOn: on(132),
    endsOn: on(302),
    pricePence: 300_000,
    fundingModel: 'sponsor_paid',
    modules: VERSION.modules.map((module, index) => ({
      ...module,
      startsOn: on(132 + index * 56),
      endsOn: on(134 + index * 56),
      venue: 'Dunblane',
    })),
  };
};

/** Defines the programme, plans the cohort, with whatever else is stated of it, has it approved and opens its enrolment. */
export const enrolling = async (
  office: Sender,
  capacity: number,
  opensOn?: string,
  more: object = {},
): Promise<string> => {
  const cohort = { ...autumnCohort(capacity, opensOn), ...more };
  await office.done('programmes', PROGRAMME);
  await office.done(`programmes/${PROGRAMME.programmeId}/versions`, VERSION);
  await office.done('cohorts', cohort);
  await opening(office, cohort.cohortId);
  return cohort.cohortId;
};

/** Has a planned cohort approved and opens its enrolment. */
export const opening = async (office: Sender, cohortId: string): Promise<void> => {
  await office.done(`cohorts/${cohortId}/recommendation`);
  await office.done(`cohorts/${cohortId}/approval`, { decision: 'approved', reference: 'Board 4/2026' });
  await office.done(`cohorts/${cohortId}/enrolment/opening`);
  await office.settle();
};

/** Registers a council and people who work there; line managers included. */
export const registered = async (
  office: Pick<Office, 'done'>,
  sponsor: string,
  people: readonly string[],
): Promise<void> => {
  await office.done('organisations', {
    organisationId: idOf(sponsor),
    name: sponsor,
    sector: 'local_authority',
  });
  for (const name of people)
    await office.done('people', {
      personId: idOf(name),
      name,
      email: `${name}@example.org`,
      employerId: idOf(sponsor),
      level: 'middle',
    });
};

/** The body of a confirmation of a place for a person. */
export const confirmationOf = (name: string, manager: string) => ({
  personId: idOf(name),
  lineManagerId: idOf(manager),
  privacyNoticeVersion: '2026-1',
  checks: ['level', 'entry_requirements', 'employers_statement', 'university_registration'].map((check) => ({
    check,
    outcome: 'met',
  })),
});
