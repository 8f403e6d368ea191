import type { BusinessDate, Circumstances } from '#kernel';
import { changedSince, type Cohort } from './cohort.js';
import { FREE_WITHDRAWAL_REFUSALS, freeWithdrawal } from './free-withdrawal.js';
import { brokenPolicy } from './plan-policies.js';
import { PLAN_REFUSALS } from './plan-refusals.js';
import type { WholeSetup } from './whole-setup.js';

/** A move of days as a command asks for it. */
interface Move {
  readonly setup: WholeSetup;
  /** The set-up as it would be. */
  readonly moved: WholeSetup;
  /** How many days later, or earlier when negative. */
  readonly days: number;
  readonly withdrawFreeUntil?: BusinessDate;
}

/** The refusals of `agreedMove`. */
export const MOVE_REFUSALS = ['set-up-changed-since', ...FREE_WITHDRAWAL_REFUSALS, ...PLAN_REFUSALS] as const;

/**
 * What every move keeps to that may be made at all: the plan stays sound, and it follows the last change. Answers what
 * sponsors may do because of it, or the refusal.
 */
export const agreedMove = (
  { setup, moved, days, withdrawFreeUntil }: Move,
  cohort: Cohort,
  { today, effectiveOn }: Circumstances,
) => {
  const broken = brokenPolicy(moved);
  if (broken) return broken;
  if (effectiveOn < cohort.changedOn) return changedSince(cohort);

  return freeWithdrawal({ setup, days, withdrawFreeUntil, today });
};
