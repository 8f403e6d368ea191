import { type BusinessDate, inWords, refuse, workingDaysAfter } from '#kernel';
import type { WholeSetup } from './whole-setup.js';

/** What a move lets sponsors do, by how far it goes. */
interface Move {
  readonly setup: WholeSetup;
  /** How many days later, or earlier when negative. */
  readonly days: number;
  /** As the command states it. */
  readonly withdrawFreeUntil?: BusinessDate;
  readonly today: BusinessDate;
}

/** The refusals of `freeWithdrawal`. */
export const FREE_WITHDRAWAL_REFUSALS = ['free-withdrawal-in-the-past', 'move-too-short'] as const;

/**
 * Until when sponsors may withdraw free of charge: after a move of more days than the plan says, in either direction,
 * until the day that is stated, else so many working days from the day it is decided. A deadline is never back-dated.
 */
export const freeWithdrawal = ({ setup, days, withdrawFreeUntil, today }: Move) => {
  const isLong = Math.abs(days) > setup.freeMoveDays;
  if (withdrawFreeUntil !== undefined && !isLong)
    return refuse(
      'move-too-short',
      `It moves by ${Math.abs(days)} days: sponsors withdraw free of charge after more than ${setup.freeMoveDays}. Leave the day out.`,
      'withdrawFreeUntil',
    );
  if (withdrawFreeUntil !== undefined && withdrawFreeUntil < today)
    return refuse(
      'free-withdrawal-in-the-past',
      `Sponsors could not withdraw any more: state ${inWords(today)} or a later day.`,
      'withdrawFreeUntil',
    );
  if (!isLong) return {};

  return {
    freeWithdrawalUntil: withdrawFreeUntil ?? workingDaysAfter(today, setup.freeWithdrawalWorkingDays),
  };
};
