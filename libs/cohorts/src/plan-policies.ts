import { inWords, type Refusal, refuse } from '#kernel';
import type { CohortSetup } from './cohort-setup.js';
import { moneyPolicies } from './money-policies.js';
import { orderPolicies } from './order-policies.js';
import { type PlanRefusal, type Policy, positionOf } from './plan-refusals.js';

const endsAfterItStarts: Policy = ({ startsOn, endsOn }) =>
  endsOn < startsOn
    ? refuse(
        'ends-before-start',
        `The cohort starts on ${inWords(startsOn)}: it ends then or later.`,
        'endsOn',
      )
    : undefined;

const enrolmentClosesAfterItOpens: Policy = ({ enrolmentOpensOn, enrolmentClosesOn }) =>
  enrolmentClosesOn < enrolmentOpensOn
    ? refuse(
        'enrolment-closes-before-opening',
        `Enrolment opens on ${inWords(enrolmentOpensOn)}: it closes then or later.`,
        'enrolmentClosesOn',
      )
    : undefined;

/** A request after the last joining date could never be offered a seat. */
const enrolmentClosesInTimeToJoin: Policy = ({ enrolmentClosesOn, lastJoiningDate }) =>
  enrolmentClosesOn > lastJoiningDate
    ? refuse(
        'enrolment-closes-after-last-joining-date',
        `Nobody joins after ${inWords(lastJoiningDate)}: close enrolment by then.`,
        'enrolmentClosesOn',
      )
    : undefined;

const joiningEndsWithinTheCohort: Policy = ({ lastJoiningDate, endsOn }) =>
  lastJoiningDate > endsOn
    ? refuse(
        'last-joining-date-after-end',
        `The cohort ends on ${inWords(endsOn)}: the last joining date lies before.`,
        'lastJoiningDate',
      )
    : undefined;

const hasModules: Policy = ({ modules }) =>
  modules.length === 0
    ? refuse('modules-missing', 'A cohort has at least one module with its dates and venue.', 'modules')
    : undefined;

const namesModulesOnce: Policy = ({ modules }) => {
  const twin = modules.findIndex(({ moduleId }, index) => positionOf(modules, moduleId) < index);
  return twin < 0
    ? undefined
    : refuse(
        'module-twice',
        'This module stands in the plan already: give each an id of its own.',
        `modules.${twin}.moduleId`,
      );
};

const modulesEndAfterTheyStart: Policy = ({ modules }) => {
  const odd = modules.findIndex(({ startsOn, endsOn }) => endsOn < startsOn);
  return odd < 0
    ? undefined
    : refuse(
        'module-ends-before-start',
        `"${modules[odd]!.title}" ends on a day before it starts.`,
        `modules.${odd}.endsOn`,
      );
};

/** Instalments and refund bands go by the order of the modules. */
const modulesFollowEachOther: Policy = ({ modules }) => {
  const odd = modules.findIndex(({ startsOn }, index) => index > 0 && startsOn < modules[index - 1]!.endsOn);
  return odd < 0
    ? undefined
    : refuse(
        'modules-out-of-order',
        `"${modules[odd]!.title}" starts before "${modules[odd - 1]!.title}" ends: state modules in their order.`,
        `modules.${odd}.startsOn`,
      );
};

const modulesLieWithinTheCohort: Policy = ({ modules, startsOn, endsOn }) => {
  const odd = modules.findIndex((module) => module.startsOn < startsOn || module.endsOn > endsOn);
  return odd < 0
    ? undefined
    : refuse(
        'module-outside-cohort',
        `"${modules[odd]!.title}" lies outside the cohort, ${inWords(startsOn)} to ${inWords(endsOn)}.`,
        modules[odd]!.startsOn < startsOn ? `modules.${odd}.startsOn` : `modules.${odd}.endsOn`,
      );
};

const holdsTheMinimum: Policy = ({ capacity, minimumViable }) =>
  capacity < minimumViable
    ? refuse(
        'capacity-below-minimum',
        `The cohort needs ${minimumViable} to be viable: the capacity is that or more.`,
        'capacity',
      )
    : undefined;

const sponsorsFitTheCapacity: Policy = ({ capacity, maxPerSponsor }) =>
  maxPerSponsor !== undefined && maxPerSponsor > capacity
    ? refuse(
        'sponsor-maximum-above-capacity',
        `There are ${capacity} seats: a sponsor cannot hold more.`,
        'maxPerSponsor',
      )
    : undefined;

/** What every plan keeps to, in the order it is told. */
export const planPolicies: readonly Policy[] = [
  endsAfterItStarts,
  hasModules,
  namesModulesOnce,
  modulesEndAfterTheyStart,
  modulesFollowEachOther,
  modulesLieWithinTheCohort,
  enrolmentClosesAfterItOpens,
  joiningEndsWithinTheCohort,
  enrolmentClosesInTimeToJoin,
  holdsTheMinimum,
  sponsorsFitTheCapacity,
  ...orderPolicies,
  ...moneyPolicies,
];

/** The first policy a plan breaks, if any. */
export const brokenPolicy = (setup: CohortSetup): Refusal<PlanRefusal> | undefined => {
  for (const policy of planPolicies) {
    const refusal = policy(setup);
    if (refusal) return refusal;
  }
  return undefined;
};
