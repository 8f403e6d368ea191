import {
  carriedRequestNoted,
  carryingRefused,
  exceptionAllowed,
  groupAskedToSplit,
  groupPassedOver,
  groupRequested,
  groupSplit,
  offerExtended,
  orderDrawn,
  priorityGiven,
  requestCarried,
  shareReleased,
  sponsorRecordsCounted,
  windowClosed,
} from '#places/events';
import {
  amara,
  bo,
  cohortId,
  organisationId as sponsorId,
  otherOrganisationId,
  placeId,
  sampleId,
} from './ids.js';

const place = { cohortId, placeId };
const groupId = sampleId('e', 11);
const group = { cohortId, groupId };
const laterCohortId = sampleId('d', 2);
const laterPlaceId = sampleId('e', 12);
const asked = { sponsorId, personId: amara, reference: 'L&D 2026/17', order: 7 };

export const placeOrderSamples = [
  windowClosed({ cohortId, requests: 140 }),
  orderDrawn({
    cohortId,
    seed: '8a5edab282632443219e051e4ade2d1d5bbc671c781051bf1437897cbdfea0f1',
    order: [placeId],
  }),
  shareReleased({ cohortId, sector: 'voluntary', seats: 20, unfilled: 3 }),
  sponsorRecordsCounted({ cohortId, sponsorId, sponsorIds: [sponsorId, otherOrganisationId] }),
  groupRequested({ ...group, sponsorId, placeIds: [placeId, laterPlaceId], maySplit: false }),
  groupAskedToSplit({ ...group, size: 2, free: 1, answerBy: '2026-05-11' }),
  groupSplit(group),
  groupPassedOver({ ...group, size: 2, free: 1 }),
  priorityGiven({ ...place, reason: 'Committed in the board paper of 3 March', allowedBy: bo, turn: 4 }),
  exceptionAllowed({
    ...place,
    overRules: ['capacity', 'last-joining-date-passed'],
    allowedBy: bo,
    reason: 'Promised in writing',
  }),
  offerExtended({ ...place, from: '2026-04-10', until: '2026-04-24', reason: 'The council meets late' }),
  requestCarried({ ...place, ...asked, toCohortId: laterCohortId, toPlaceId: laterPlaceId }),
  carryingRefused({ ...place, toCohortId: laterCohortId, toPlaceId: laterPlaceId, code: 'places-not-open' }),
  carriedRequestNoted({
    cohortId: laterCohortId,
    placeId: laterPlaceId,
    ...asked,
    sector: 'voluntary',
    carriedFrom: place,
  }),
];
