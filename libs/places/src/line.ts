import { Map } from 'immutable';
import { firstTurn, noTurns, turnAfter, type TurnSet, withoutTurn, withTurn } from './turn-set.js';

/** Who goes first among those who wait; within a class they go by turn. */
export const LINE_CLASSES = ['corrected', 'returning', 'priority', 'ordinary'] as const;
/** Its number among the classes, the first 0. */
export type LineClass = 0 | 1 | 2 | 3;
export const [CORRECTED, RETURNING, PRIORITY, ORDINARY] = [0, 1, 2, 3] as const;

/** What takes its turn in the line: a request, or a group whose places are offered together. */
export interface InLine {
  readonly standing: LineClass;
  readonly turn: number;
  readonly sector: string;
  readonly sponsorId: string;
  /** The seats it needs at once. */
  readonly size: number;
  /** The place, or the first of the group's. */
  readonly placeId: string;
  /** A group that was passed over. Whoever stands behind it may still be asked, so it stands in a lane beside theirs. */
  readonly passedOver?: true;
}

/**
 * Those of one class, sector and size, passed over or not: whoever of them stands first decides for all, since what keeps the first from a
 * free seat keeps the others too, but for what its sponsor holds: then the sponsors' firsts are kept apart.
 */
interface Lane extends Pick<InLine, 'standing' | 'sector' | 'size'> {
  readonly turns: TurnSet;
  readonly units: Map<number, InLine>;
  /** By sponsor, where a maximum counts when a seat is offered. */
  readonly bySponsor: Map<string, TurnSet>;
  /** The firsts of the sponsors that may take so many seats more, and of those that may not. */
  readonly open: TurnSet;
  readonly full: TurnSet;
}

/** How many seats a sponsor may still be offered; absent: no maximum counts at the offer. */
export type RoomOf = ((sponsorId: string) => number) | undefined;

/** Those who wait. Finding who is next costs the same, however many they are: there are few lanes. */
export type Line = Map<string, Lane>;

export const emptyLine: Line = Map();

const laneOf = ({ standing, sector, size, passedOver }: InLine): string =>
  `${standing}/${size}/${sector}${passedOver ? '/passed over' : ''}`;

/** A maximum binds neither who returns nor who only gets back what was theirs. */
const roomIn = (lane: Pick<Lane, 'standing'>, roomOf: RoomOf): RoomOf =>
  lane.standing < PRIORITY ? undefined : roomOf;

export const joined = (line: Line, unit: InLine, roomOf: RoomOf): Line => {
  const { standing, sector, size, turn } = unit;
  const lane = line.get(laneOf(unit)) ?? {
    standing,
    sector,
    size,
    turns: noTurns,
    units: Map<number, InLine>(),
    bySponsor: Map<string, TurnSet>(),
    open: noTurns,
    full: noTurns,
  };
  const there = lane.units.get(turn);
  if (there && there.placeId !== unit.placeId)
    throw new Error(`Two places cannot have one turn: ${there.placeId} and ${unit.placeId} have ${turn}.`);
  const next = { ...lane, turns: withTurn(lane.turns, turn), units: lane.units.set(turn, unit) };
  return line.set(
    laneOf(unit),
    queued(next, unit.sponsorId, (queue) => withTurn(queue, turn), roomOf),
  );
};

export const left = (line: Line, unit: InLine, roomOf: RoomOf): Line => {
  const lane = line.get(laneOf(unit));
  if (!lane) return line;
  const units = lane.units.delete(unit.turn);
  if (units.isEmpty()) return line.delete(laneOf(unit));

  const next = { ...lane, turns: withoutTurn(lane.turns, unit.turn), units };
  return line.set(
    laneOf(unit),
    queued(next, unit.sponsorId, (queue) => withoutTurn(queue, unit.turn), roomOf),
  );
};

/** What a sponsor holds has become more or less: its first may have to stand back, or come forward. */
export const withRoomOf = (line: Line, sponsorId: string, roomOf: RoomOf): Line =>
  roomOf === undefined
    ? line
    : line.map((lane) =>
        lane.bySponsor.has(sponsorId) ? queued(lane, sponsorId, (queue) => queue, roomOf) : lane,
      );

const queued = (lane: Lane, sponsorId: string, change: (queue: TurnSet) => TurnSet, room: RoomOf): Lane => {
  const roomOf = roomIn(lane, room);
  if (roomOf === undefined) return lane;

  const before = lane.bySponsor.get(sponsorId, noTurns);
  const after = change(before);
  const [was, is] = [firstTurn(before), firstTurn(after)];
  const [open, full] =
    was === undefined ? [lane.open, lane.full] : [withoutTurn(lane.open, was), withoutTurn(lane.full, was)];
  if (is === undefined) return { ...lane, bySponsor: lane.bySponsor.delete(sponsorId), open, full };

  const mayTake = roomOf(sponsorId) >= lane.size;
  return {
    ...lane,
    bySponsor: lane.bySponsor.set(sponsorId, after),
    open: mayTake ? withTurn(open, is) : open,
    full: mayTake ? full : withTurn(full, is),
  };
};

/** The first of each lane that its sponsor's maximum does not keep back, in the order of the line. */
export const firstOfLanes = (line: Line, upTo: LineClass, roomOf: RoomOf): readonly InLine[] =>
  firsts(line, (lane) =>
    lane.standing > upTo ? undefined : firstTurn(roomIn(lane, roomOf) ? lane.open : lane.turns),
  );

/** The first of each lane among those whose sponsor has its maximum. */
export const keptBackByMaximum = (line: Line): readonly InLine[] =>
  firsts(line, (lane) => firstTurn(lane.full));

const firsts = (line: Line, firstOf: (lane: Lane) => number | undefined): readonly InLine[] =>
  [...line.values()]
    .flatMap((lane) => {
      const turn = firstOf(lane);
      const unit = turn === undefined ? undefined : lane.units.get(turn);
      return unit ? [unit] : [];
    })
    .sort(byRank);

/** Class before turn. */
export const byRank = (one: Pick<InLine, 'standing' | 'turn'>, other: Pick<InLine, 'standing' | 'turn'>) =>
  one.standing - other.standing || one.turn - other.turn;

/** Everyone in the order of the line, as far as it is asked for. */
export function* inOrder(line: Line): Generator<InLine> {
  const heads = [...line.values()].map((lane) => ({ lane, turn: firstTurn(lane.turns) }));
  for (;;) {
    const next = heads
      .flatMap((head) => (head.turn === undefined ? [] : [{ head, unit: head.lane.units.get(head.turn)! }]))
      .sort((one, other) => byRank(one.unit, other.unit))[0];
    if (!next) return;

    yield next.unit;
    next.head.turn = turnAfter(next.head.lane.turns, next.unit.turn);
  }
}

/** Everyone of a class and those after it, in no order. */
export const unitsFrom = (line: Line, standing: LineClass): readonly InLine[] =>
  [...line.values()].flatMap((lane) => (lane.standing < standing ? [] : [...lane.units.values()]));

/** Everyone who stands in the queues of these sponsors, in no order. */
export const unitsOf = (line: Line, sponsorIds: readonly string[]): readonly InLine[] =>
  [...line.values()].flatMap((lane) =>
    sponsorIds.flatMap((id) =>
      [...turnsIn(lane.bySponsor.get(id, noTurns))].flatMap((turn) => lane.units.get(turn) ?? []),
    ),
  );

function* turnsIn(turns: TurnSet): Generator<number> {
  for (let turn = firstTurn(turns); turn !== undefined; turn = turnAfter(turns, turn)) yield turn;
}
