import { inWords } from '#kernel';
import { awaitsDraw, groupOf, isAhead, type Line, roomOf } from './line.js';

/**
 * Why a seat went to one place while another waited, in words that begin behind "because": read from the line as it stood
 * just before. Undefined where the one simply stood ahead of the other.
 */
export const whyPassedBy = (line: Line, gotId: string, leftId: string): string | undefined => {
  const got = line.waiting.get(gotId);
  const left = line.waiting.get(leftId);
  if (!left) return undefined;
  if (got && isAhead(line, got, left))
    return got[0] < left[0] ? `${CLASSES[got[0]]} before those without such a reason` : undefined;

  for (const reason of REASONS) {
    const words = reason(line, gotId, leftId);
    if (words) return words;
  }
  return undefined;
};

const CLASSES: Readonly<Record<number, string>> = {
  0: 'a place whose seat was taken from it in error goes',
  1: 'participants who return go',
  2: 'requests with priority go',
};

type Reason = (line: Line, gotId: string, leftId: string) => string | undefined;

const wasAnException: Reason = ({ excepted }, gotId) =>
  excepted.has(gotId) ? 'a named exception had been allowed for the other' : undefined;

const awaitedItsDraw: Reason = (line, _, leftId) => {
  const left = line.waiting.get(leftId);

  return left && awaitsDraw(line, left) ? 'the order of its window was not drawn yet' : undefined;
};

const groupWasPassedOver: Reason = (line, _, leftId) => {
  const { passedOver, askedToSplit } = groupOf(line, leftId) ?? {};
  if (passedOver === undefined) return undefined;

  const asked = askedToSplit ? ', was asked to split' : '';
  return `it belongs to a group of ${passedOver} that did not fit in the free seats${asked} and was passed over; it keeps its rank`;
};

const sponsorHadItsMaximum: Reason = (line, _, leftId) => {
  const room = roomOf(line, leftId);
  const most = line.rules?.maxPerSponsor;
  if (room === undefined || most === undefined) return undefined;
  if (room === 0) return `its sponsor held its maximum of ${most}`;

  const size = waitingTogether(line, leftId);
  return size > room
    ? `its sponsor might hold ${most} at most and held ${most - room}, which left too few for its group of ${size}`
    : undefined;
};

const seatWasKeptForASector: Reason = ({ rules, requests, released }, gotId, leftId) => {
  const sector = requests.get(gotId)?.sector;
  const share = rules?.sectorShares?.find((one) => one.sector === sector && !released.has(one.sector));

  return share && requests.get(leftId)?.sector !== sector
    ? `the seat was kept for sponsors of the sector "${share.sector.replaceAll('_', ' ')}" until ${inWords(share.releasedOn)}`
    : undefined;
};

const groupNeededMore: Reason = (line, _, leftId) => {
  const size = waitingTogether(line, leftId);

  return size > 1
    ? `it belongs to a group of ${size} that needs more seats at once than were free for it`
    : undefined;
};

const waitingTogether = (line: Line, placeId: string): number =>
  groupOf(line, placeId)?.placeIds.filter((member) => line.waiting.has(member) && groupOf(line, member))
    .length ?? 1;

const REASONS: readonly Reason[] = [
  wasAnException,
  awaitedItsDraw,
  groupWasPassedOver,
  sponsorHadItsMaximum,
  seatWasKeptForASector,
  groupNeededMore,
];
