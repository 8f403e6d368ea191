import {
  type BusinessDate,
  Day,
  daysBetween,
  Id,
  inWords,
  isRefusal,
  nothing,
  refuse,
  rule,
  Words,
} from '#kernel';
import { type Cohort, cohortOver, isOver, stageInWords, unknownCohort } from './cohort.js';
import type { CohortModule, CohortSetup } from './cohort-setup.js';
import { rescheduled } from './cohort.steps.js';
import { type ModuleMoved, moduleRescheduled } from './events.js';
import { agreedMove, MOVE_REFUSALS } from './move-policies.js';

/** Moves one module that is still to come to other days, or to another venue; the others stay where they are. */
export class RescheduleModule {
  @Id() cohortId!: string;
  @Id() moduleId!: string;
  @Day({ example: '2027-02-15' }) startsOn!: BusinessDate;
  @Day({ example: '2027-02-17' }) endsOn!: BusinessDate;
  @Words({ optional: true, example: 'Pitlochry', description: 'Default: it stays' }) venue?: string;
  @Day({ optional: true, description: "The cohort's new last day, where the module goes beyond it" })
  cohortEndsOn?: BusinessDate;
  @Words({ max: 1_000, example: 'Snow', description: 'Never about a person' }) reason!: string;
  @Day({
    optional: true,
    description:
      'The last day on which sponsors withdraw free of charge after a long move. Default: as many working days from now as the plan says',
  })
  withdrawFreeUntil?: BusinessDate;
}

export const rescheduleModule = rule(
  RescheduleModule,
  [
    'unknown-cohort',
    'cohort-over',
    'not-to-be-rescheduled',
    'unknown-module',
    'module-begun',
    'moved-into-the-past',
    'cohort-ends-earlier',
    ...MOVE_REFUSALS,
  ],
  (command, cohort: Cohort, circumstances) => {
    const { cohortId, reason, withdrawFreeUntil } = command;
    const { setup, placesOpened } = cohort;
    if (!setup) return unknownCohort;
    if (isOver(cohort)) return cohortOver(cohort);
    if (cohort.stage === 'not_approved')
      return refuse(
        'not-to-be-rescheduled',
        `The cohort is ${stageInWords(cohort.stage)}: nothing is taught.`,
      );
    const module = setup.modules.find(({ moduleId }) => moduleId === command.moduleId);
    if (!module)
      return refuse(
        'unknown-module',
        'The cohort has no module with this id: choose one of its own.',
        'moduleId',
      );
    const moved = moveOf(command, module, setup);
    if (isSame(moved)) return nothing;
    const refusal = mayNotMove(moved, cohort, circumstances.effectiveOn);
    if (refusal) return refusal;
    const days = daysBetween(module.startsOn, moved.startsOn);
    const asked = { setup, moved: rescheduled(setup, moved), days, withdrawFreeUntil };
    const free = agreedMove(asked, cohort, circumstances);
    if (isRefusal(free)) return free;

    return [moduleRescheduled({ cohortId, ...moved, reason, ...free, placesOpened })];
  },
);

/** What has happened is not moved, and nothing is moved to where it would have happened already. */
const mayNotMove = (
  { startsOn, from, cohortEndsOn }: ModuleMoved,
  cohort: Cohort,
  decidedOn: BusinessDate,
) => {
  const hasBegun = cohort.stage === 'running' && from.startsOn <= decidedOn;
  if (hasBegun)
    return refuse(
      'module-begun',
      `The module began on ${inWords(from.startsOn)}: what has happened is not moved. If that day is wrong, correct it.`,
      'moduleId',
    );
  if (startsOn < decidedOn)
    return refuse('moved-into-the-past', `A module moves to ${inWords(decidedOn)} or later.`, 'startsOn');
  if (cohortEndsOn !== undefined && cohortEndsOn < cohort.setup!.endsOn)
    return refuse(
      'cohort-ends-earlier',
      `The cohort ends on ${inWords(cohort.setup!.endsOn)}: it may end later for a module, not earlier.`,
      'cohortEndsOn',
    );
  return undefined;
};

const moveOf = (
  { moduleId, startsOn, endsOn, venue, cohortEndsOn }: RescheduleModule,
  module: CohortModule,
  setup: CohortSetup,
): ModuleMoved => {
  const isLonger = cohortEndsOn !== undefined && cohortEndsOn !== setup.endsOn;
  return {
    moduleId,
    startsOn,
    endsOn,
    venue: venue ?? module.venue,
    ...(isLonger ? { cohortEndsOn } : {}),
    from: {
      startsOn: module.startsOn,
      endsOn: module.endsOn,
      venue: module.venue,
      ...(isLonger ? { cohortEndsOn: setup.endsOn } : {}),
    },
  };
};

const isSame = ({ startsOn, endsOn, venue, cohortEndsOn, from }: ModuleMoved): boolean =>
  startsOn === from.startsOn && endsOn === from.endsOn && venue === from.venue && cohortEndsOn === undefined;
