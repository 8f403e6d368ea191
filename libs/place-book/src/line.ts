import { countOf, noneTogether, type Together } from '#kernel';
import type { BookRules } from '#places/events';
import { Map, Set } from 'immutable';

/** Where a request stands: by class (0 a corrected place, 1 a returner, 2 priority, 3 all others), then by turn. */
export type Standing = readonly [lineClass: number, turn: number];

/** What the line must know of a request to say why it was, or was not, its turn. */
export interface Asked {
  readonly sponsorId: string;
  readonly sector: string;
  readonly groupId?: string;
  /** Its own class, where it is not like all others: that of returners, or of requests with priority. */
  readonly lineClass?: number;
}

/** A group that was not split: of which places, and what came of it where it did not fit. */
export interface GroupInLine {
  readonly sponsorId: string;
  readonly placeIds: readonly string[];
  readonly askedToSplit?: true;
  /** How many they were as they were passed over. */
  readonly passedOver?: number;
}

/** The line of a book and all that gives a seat to one who waits and not to another, as far as the book has been read. */
export interface Line {
  readonly rules?: BookRules;
  readonly capacity: number;
  /** The order of a window was drawn. */
  readonly drawn: boolean;
  /** How many have asked. */
  readonly asked: number;
  readonly requests: Map<string, Asked>;
  readonly waiting: Map<string, Standing>;
  /** Where those stood who have left it, last. */
  readonly stood: Map<string, Standing>;
  readonly holding: Set<string>;
  /** Seats and offers a sponsor holds. */
  readonly bySponsor: Map<string, number>;
  /** Which records of organisations are of one sponsor. */
  readonly sponsorRecords: Together;
  readonly released: Set<string>;
  /** Groups whose places take their turn together. */
  readonly groups: Map<string, GroupInLine>;
  /** Requests that were carried here before the book opened. */
  readonly carried: Set<string>;
  /** Places a named exception was allowed for. */
  readonly excepted: Set<string>;
}

export const emptyLine: Line = {
  capacity: 0,
  drawn: false,
  asked: 0,
  requests: Map(),
  waiting: Map(),
  stood: Map(),
  holding: Set(),
  bySponsor: Map(),
  sponsorRecords: noneTogether,
  released: Set(),
  groups: Map(),
  carried: Set(),
  excepted: Set(),
};

/** Requests with priority are drawn among themselves, before all others; corrected places and returners are not drawn. */
export const isDrawn = (lineClass: number): boolean => lineClass >= 2;

/** True of a request whose order is still to be drawn: it has no rank, and of its class none stands ahead of another. */
export const awaitsDraw = ({ rules, drawn }: Line, [lineClass]: Standing): boolean =>
  rules?.orderRule === 'window' && !drawn && isDrawn(lineClass);

/** True when one stands ahead of another. */
export const isAhead = (line: Line, one: Standing, other: Standing): boolean =>
  one[0] < other[0] || (one[0] === other[0] && one[1] < other[1] && !awaitsDraw(line, one));

/** Those who stand ahead of a place that waits. */
export const aheadOf = (line: Line, placeId: string): Set<string> => {
  const own = line.waiting.get(placeId);
  if (!own) return Set();

  return line.waiting
    .filter((standing, other) => other !== placeId && isAhead(line, standing, own))
    .keySeq()
    .toSet();
};

/** The group a place takes its turn with, if it does: a place that another sponsor had asked for goes alone. */
export const groupOf = ({ requests, groups }: Line, placeId: string): GroupInLine | undefined => {
  const { groupId, sponsorId } = requests.get(placeId) ?? {};
  const group = groupId === undefined ? undefined : groups.get(groupId);

  return group?.sponsorId === sponsorId ? group : undefined;
};

/** How many seats a sponsor may still hold; undefined where it has no maximum. */
export const roomOf = (line: Line, placeId: string): number | undefined => {
  const sponsorId = line.requests.get(placeId)?.sponsorId;
  const most = line.rules?.maxPerSponsor;
  if (most === undefined || sponsorId === undefined) return undefined;

  return Math.max(0, most - countOf(line.bySponsor, line.sponsorRecords, sponsorId));
};
