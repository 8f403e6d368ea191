import { type BusinessDate, inWords, refuse } from '#kernel';
import type { SectorShare } from './cohort-setup.js';
import type { Policy } from './plan-refusals.js';

const onlyWindowsClose: Policy = ({ orderRule, windowClosesOn }) =>
  orderRule !== 'window' && windowClosesOn !== undefined
    ? refuse(
        'window-without-order-rule',
        'Seats are given out as requests come: state the order rule "window", or no day it closes.',
        'windowClosesOn',
      )
    : undefined;

/** Who asks after enrolment has closed asks in vain; a window that closes before it opens draws nobody. */
const windowLiesWithinEnrolment: Policy = ({ windowClosesOn, enrolmentOpensOn, enrolmentClosesOn }) =>
  windowClosesOn !== undefined && (windowClosesOn < enrolmentOpensOn || windowClosesOn > enrolmentClosesOn)
    ? refuse(
        'window-outside-enrolment',
        `Enrolment is open from ${inWords(enrolmentOpensOn)} to ${inWords(enrolmentClosesOn)}: the window closes between them.`,
        'windowClosesOn',
      )
    : undefined;

const namesSectorsOnce: Policy = ({ sectorShares = [] }) => {
  const twin = sectorShares.findIndex(
    ({ sector }, index) => sectorShares.findIndex((other) => other.sector === sector) < index,
  );
  return twin < 0
    ? undefined
    : refuse('sector-twice', 'State the share of each sector once.', `sectorShares.${twin}.sector`);
};

const sharesFitTheCapacity: Policy = ({ sectorShares = [], capacity }) => {
  const kept = seatsOf(sectorShares);
  return kept > capacity
    ? refuse(
        'sector-shares-above-capacity',
        `The shares sum to ${kept} seats, there are ${capacity}.`,
        'sectorShares',
      )
    : undefined;
};

/** A seat released later could not be given to anybody. */
const sharesAreReleasedInTime: Policy = ({ sectorShares = [], lastJoiningDate }) => {
  const late = sectorShares.findIndex(({ releasedOn }) => releasedOn > lastJoiningDate);
  return late < 0
    ? undefined
    : refuse(
        'share-released-after-last-joining-date',
        `Nobody joins after ${inWords(lastJoiningDate)}: release the seats by then.`,
        `sectorShares.${late}.releasedOn`,
      );
};

/** What the order rule and the sector shares of a plan keep to, in the order it is told. */
export const orderPolicies: readonly Policy[] = [
  onlyWindowsClose,
  windowLiesWithinEnrolment,
  namesSectorsOnce,
  sharesFitTheCapacity,
  sharesAreReleasedInTime,
];

/** The seats still kept for sectors on a day: a share counts until the day before its release. */
export const seatsKeptOn = (day: BusinessDate, sectorShares: readonly SectorShare[] = []): number =>
  seatsOf(sectorShares.filter(({ releasedOn }) => releasedOn > day));

const seatsOf = (shares: readonly SectorShare[]): number => shares.reduce((sum, { seats }) => sum + seats, 0);
