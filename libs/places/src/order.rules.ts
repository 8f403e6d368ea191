import { admitByException } from './admit-by-exception.js';
import { askForCarried, carryRequest, receiveCarriedRequest } from './carry-request.js';
import { countSponsorRecords } from './count-sponsor-records.js';
import { extendOffer } from './extend-offer.js';
import { givePriority } from './give-priority.js';
import { releaseShare } from './release-share.js';
import { requestGroup } from './request-group.js';
import { allowSplitting, passOverGroup } from './split-group.js';
import { takeCarryingBack } from './take-carrying-back.js';
import { closeWindow, drawOrder } from './window.js';

/** The rules by which the order of a book is kept. */
export const orderRules = [
  requestGroup,
  allowSplitting,
  passOverGroup,
  closeWindow,
  drawOrder,
  releaseShare,
  countSponsorRecords,
  givePriority,
  extendOffer,
  admitByException,
  carryRequest,
  takeCarryingBack,
  receiveCarriedRequest,
  askForCarried,
] as const;
