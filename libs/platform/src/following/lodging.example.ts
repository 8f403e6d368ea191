import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  type BusinessDate,
  commandOf,
  dateBy,
  decider,
  event,
  type Evolve,
  type FactsOf,
  projectionOf,
  rule,
  statedOn,
  type Statements,
  statementsBy,
  withStatement,
} from '#kernel';
import type { Context } from '../context.js';

// A small lodging house whose stays are often written down late, for the specifications of answers as at a moment.

const lodgingEvents = {
  arrived: event('LodgerArrived', 1).of<{ stayId: string }>(),
  roomTaken: event('RoomTaken', 1).of<{ stayId: string; room: string }>(),
  left: event('LodgerLeft', 1).of<{ stayId: string }>(),
};
type LodgingFact = FactsOf<typeof lodgingEvents>;

export class NoteArrival {
  stayId!: string;
}
export class NoteRoom {
  stayId!: string;
  room!: string;
}
export class NoteLeaving {
  stayId!: string;
}

const evolve = {
  LodgerArrived: (noted: number) => noted + 1,
  RoomTaken: (noted) => noted + 1,
  LodgerLeft: (noted) => noted + 1,
} satisfies Evolve<number, LodgingFact>;

export const stays = decider({
  name: 'stay',
  key: ({ stayId }: { stayId: string }) => stayId,
  initial: 0,
  events: lodgingEvents,
  evolve,
  rules: [
    rule(NoteArrival, [], ({ stayId }) => [lodgingEvents.arrived({ stayId })]),
    rule(NoteRoom, [], ({ stayId, room }) => [lodgingEvents.roomTaken({ stayId, room })]),
    rule(NoteLeaving, [], ({ stayId }) => [lodgingEvents.left({ stayId })]),
  ],
});

@Entity('stays_v1')
export class StayRow {
  @PrimaryColumn({ name: 'stay_id', type: 'text' }) stayId!: string;
  @Column({ name: 'arrived_on', type: 'date', nullable: true }) arrivedOn!: BusinessDate | null;
  @Column({ name: 'left_on', type: 'date', nullable: true }) leftOn!: BusinessDate | null;
  @Column({ type: 'jsonb' }) rooms!: Statements<string>;
  /** The present room, by which lists are filtered. */
  @Column({ type: 'text', nullable: true }) room!: string | null;
}

const FAR: BusinessDate = '9999-12-31';

export const stayList = projectionOf<LodgingFact>()<StayRow>({
  name: 'stays',
  version: 1,
  table: StayRow,
  key: ({ data }) => data.stayId,
  blank: (stayId) => ({ stayId, arrivedOn: null, leftOn: null, rooms: [], room: null }),
  on: {
    LodgerArrived: (row, { effectiveOn }) => ({ ...row, arrivedOn: effectiveOn }),
    LodgerLeft: (row, { effectiveOn }) => ({ ...row, leftOn: effectiveOn }),
    RoomTaken: (row, { data, effectiveOn }) => {
      const rooms = withStatement(row.rooms, effectiveOn, data.room);
      return { ...row, rooms, room: statedOn(rooms, FAR) ?? null };
    },
  },
  asAt: (row, day) => {
    const rooms = statementsBy(row.rooms, day);
    const arrivedOn = dateBy(row.arrivedOn, day);
    if (arrivedOn === null) return null;

    return {
      ...row,
      arrivedOn,
      leftOn: dateBy(row.leftOn, day),
      rooms,
      room: rooms.at(-1)?.value ?? null,
    };
  },
});

export const lodging: Context = { name: 'lodging', deciders: [stays], projections: [stayList] };

export const arrival = (stayId: string): NoteArrival => commandOf(NoteArrival, { stayId });
export const leaving = (stayId: string): NoteLeaving => commandOf(NoteLeaving, { stayId });
export const room = (stayId: string, name: string): NoteRoom => commandOf(NoteRoom, { stayId, room: name });
