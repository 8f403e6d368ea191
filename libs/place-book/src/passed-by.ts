import { countOf, inWords } from '#kernel';
import { isAhead, type Line } from './line.js';

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

const groupDidNotFit: Reason = ({ requests, passedOver }, _, leftId) => {
  const groupId = requests.get(leftId)?.groupId;
  const size = groupId === undefined ? undefined : passedOver.get(groupId);

  return size === undefined
    ? undefined
    : `it belongs to a group of ${size} that did not fit in the free seats, was asked to split and was passed over; it keeps its rank`;
};

const sponsorHadItsMaximum: Reason = ({ rules, requests, bySponsor, sponsorRecords }, _, leftId) => {
  const sponsorId = requests.get(leftId)?.sponsorId;
  const most = rules?.maxPerSponsor;

  return most !== undefined &&
    sponsorId !== undefined &&
    countOf(bySponsor, sponsorRecords, sponsorId) >= most
    ? `its sponsor held its maximum of ${most}`
    : undefined;
};

const seatWasKeptForASector: Reason = ({ rules, requests, released }, gotId, leftId) => {
  const sector = requests.get(gotId)?.sector;
  const share = rules?.sectorShares?.find((one) => one.sector === sector && !released.has(one.sector));

  return share && requests.get(leftId)?.sector !== sector
    ? `the seat was kept for sponsors of the sector "${share.sector.replaceAll('_', ' ')}" until ${inWords(share.releasedOn)}`
    : undefined;
};

const REASONS: readonly Reason[] = [
  wasAnException,
  groupDidNotFit,
  sponsorHadItsMaximum,
  seatWasKeptForASector,
];
