import { aCarriedRequestAsksInTheCohortItWasCarriedTo } from './a-carried-request-asks-in-the-cohort-it-was-carried-to.js';
import { aCorrectedSectorCountsWhereItsSponsorAsked } from './a-corrected-sector-counts-where-its-sponsor-asked.js';
import { aGroupThatDoesNotAnswerIsPassedOver } from './a-group-that-does-not-answer-is-passed-over.js';
import { aWindowThatIsOverIsDrawn } from './a-window-that-is-over-is-drawn.js';
import { carriedRequestsEndWithACohortThatNeverOpened } from './carried-requests-end-with-a-cohort-that-never-opened.js';
import { requestsWaitAgainThatAWrongLastJoiningDateHadEnded } from './requests-wait-again-that-a-wrong-last-joining-date-had-ended.js';
import { sharesAreReleasedOnTheirDay } from './shares-are-released-on-their-day.js';

/** What the order of a book needs of the timetable, of the log and of other books. */
export const orderProcesses = [
  sharesAreReleasedOnTheirDay,
  aWindowThatIsOverIsDrawn,
  aGroupThatDoesNotAnswerIsPassedOver,
  aCarriedRequestAsksInTheCohortItWasCarriedTo,
  aCorrectedSectorCountsWhereItsSponsorAsked,
  carriedRequestsEndWithACohortThatNeverOpened,
  requestsWaitAgainThatAWrongLastJoiningDateHadEnded,
] as const;
