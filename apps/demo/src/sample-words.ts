import { commandOf, daysAfter, derivedId } from '#kernel';
import { PlanCohort } from '#cohorts';
import type { Level } from '#people/events';
import { RegisterPerson } from '#people';
import { AcceptPlace, ConfirmPlace, RequestPlace } from '#places';
import { drawing, madeUpPerson, pick } from './made-up.js';
import { CAPACITY, LEAD, type SampleCohort } from './sample-cohorts.js';
import { sponsorFor } from './sample-sponsors.js';

export const PROGRAMME = {
  programmeId: derivedId('sample', 'programme'),
  awardId: derivedId('sample', 'award'),
} as const;
export const versionId = derivedId('sample', 'version');
export const MODULES = ['Leading yourself', 'Leading people', 'Leading services', 'Leading change'].map(
  (title, index) => ({
    title,
    moduleId: derivedId('sample', 'module', index),
  }),
);

/** The sponsor takes the place; the purchase order follows. */
export const accept = ({ cohortId, placeId }: { cohortId: string; placeId: string }) =>
  commandOf(AcceptPlace, { cohortId, placeId, orderToFollow: true, releaseDays: 12 });

/** The place a request asks for, with who it is for and every word said about it later. */
export const placeOf = ({ number, cohortId }: SampleCohort, index: number) => {
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

/** The plan of a sample cohort. */
export const plan = ({ number, cohortId, startsOn, endsOn }: SampleCohort) =>
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
