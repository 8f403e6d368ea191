import { isDeepStrictEqual } from 'node:util';
import {
  type BusinessDate,
  Day,
  daysAfter,
  daysBetween,
  Id,
  inWords,
  isRefusal,
  ListOf,
  nothing,
  refuse,
  rule,
  Words,
} from '#kernel';
import { type Cohort, cohortOver, isOver, stageInWords, unknownCohort } from './cohort.js';
import type { CohortModule, CohortSetup } from './cohort-setup.js';
import { postponed } from './cohort.steps.js';
import { type CohortMoved, cohortPostponed } from './events.js';
import { agreedMove, MOVE_REFUSALS } from './move-policies.js';

/** The new days of one module. */
export class ModuleDates {
  @Id() moduleId!: string;
  @Day({ example: '2026-11-16' }) startsOn!: BusinessDate;
  @Day({ example: '2026-11-18' }) endsOn!: BusinessDate;
}

/** Lets a cohort start later than planned. Whoever has accepted keeps the place, and may give it up free of charge after a long move. */
export class PostponeCohort {
  @Id() cohortId!: string;
  @Day({ example: '2026-11-16' }) startsOn!: BusinessDate;
  @Day({ example: '2027-08-31' }) endsOn!: BusinessDate;
  @ListOf(() => ModuleDates, 30, { description: 'All modules, in their order' }) modules!: ModuleDates[];
  @Day({ optional: true, description: 'Default: it moves by as many days as the start' })
  lastJoiningDate?: BusinessDate;
  @Day({ optional: true, description: 'The new last day of enrolment. Default: it stays' })
  enrolmentClosesOn?: BusinessDate;
  @Words({ max: 1_000, example: 'The venue burnt down', description: 'Never about a person' })
  reason!: string;
  @Day({
    optional: true,
    description:
      'The last day on which sponsors withdraw free of charge after a long move. Default: as many working days from now as the plan says',
  })
  withdrawFreeUntil?: BusinessDate;
}

export const postponeCohort = rule(
  PostponeCohort,
  [
    'unknown-cohort',
    'cohort-over',
    'cohort-running',
    'not-to-be-postponed',
    'not-later',
    'moved-into-the-past',
    'modules-differ',
    'enrolment-closed',
    ...MOVE_REFUSALS,
  ],
  (command, cohort: Cohort, circumstances) => {
    const { cohortId, reason, withdrawFreeUntil } = command;
    const { setup, placesOpened } = cohort;
    if (!setup) return unknownCohort;
    const refusal = mayNotMove(command, cohort, circumstances.effectiveOn);
    if (refusal) return refusal;
    if (!namesAllModules(command, setup))
      return refuse(
        'modules-differ',
        `State the new days of all ${setup.modules.length} modules, in their order.`,
        'modules',
      );
    const moved = moveOf(command, setup);
    if (isSameDates(moved)) return nothing;
    const asked = { setup, moved: postponed(setup, moved), days: farthestOf(moved), withdrawFreeUntil };
    const free = agreedMove(asked, cohort, circumstances);
    if (isRefusal(free)) return free;

    return [cohortPostponed({ cohortId, ...moved, reason, ...free, placesOpened })];
  },
);

const mayNotMove = (
  { startsOn, enrolmentClosesOn }: PostponeCohort,
  cohort: Cohort,
  decidedOn: BusinessDate,
) => {
  if (isOver(cohort)) return cohortOver(cohort);
  if (cohort.stage === 'running')
    return refuse('cohort-running', 'The cohort has started: reschedule the modules that are still to come.');
  if (cohort.stage === 'not_approved')
    return refuse(
      'not-to-be-postponed',
      `The cohort is ${stageInWords(cohort.stage)}: it has nothing to postpone.`,
    );
  const from = cohort.setup!.startsOn;
  if (startsOn < from)
    return refuse(
      'not-later',
      `The cohort starts on ${inWords(from)}: what sponsors agreed to is put off, not brought forward.`,
      'startsOn',
    );
  if (startsOn < decidedOn)
    return refuse(
      'moved-into-the-past',
      `A cohort is put off to ${inWords(decidedOn)} or later.`,
      'startsOn',
    );
  if (enrolmentClosesOn !== undefined && cohort.stage === 'enrolment_closed')
    return refuse(
      'enrolment-closed',
      'Enrolment is closed and stays so: leave its last day as it is.',
      'enrolmentClosesOn',
    );
  return undefined;
};

const namesAllModules = ({ modules }: PostponeCohort, setup: CohortSetup): boolean =>
  modules.length === setup.modules.length &&
  modules.every(({ moduleId }, index) => moduleId === setup.modules[index]!.moduleId);

const moveOf = (command: PostponeCohort, setup: CohortSetup): CohortMoved => {
  const { startsOn, endsOn, enrolmentClosesOn } = command;
  const days = daysBetween(setup.startsOn, startsOn);
  const moves = enrolmentClosesOn !== undefined && enrolmentClosesOn !== setup.enrolmentClosesOn;
  return {
    startsOn,
    endsOn,
    lastJoiningDate: command.lastJoiningDate ?? daysAfter(setup.lastJoiningDate, days),
    ...(moves ? { enrolmentClosesOn } : {}),
    modules: command.modules.map((dates, index): CohortModule => {
      const { title, venue } = setup.modules[index]!;
      return { moduleId: dates.moduleId, title, startsOn: dates.startsOn, endsOn: dates.endsOn, venue };
    }),
    from: {
      startsOn: setup.startsOn,
      endsOn: setup.endsOn,
      lastJoiningDate: setup.lastJoiningDate,
      ...(moves ? { enrolmentClosesOn: setup.enrolmentClosesOn } : {}),
      modules: setup.modules,
    },
  };
};

// Sponsors agreed to the modules as much as to the start: the longest move of any of them counts.
const farthestOf = ({ from, startsOn, modules }: CohortMoved): number =>
  [
    daysBetween(from.startsOn, startsOn),
    ...modules.map((module, index) => daysBetween(from.modules[index]!.startsOn, module.startsOn)),
  ].reduce((most, days) => (Math.abs(days) > Math.abs(most) ? days : most), 0);

const isSameDates = ({ from, ...to }: CohortMoved): boolean => isDeepStrictEqual(from, to);
