import { type BusinessDate, Day, OneOf, type Position, Words } from '#kernel';

/** No leading zeros: positions are compared by their digits. */
const POSITION = /^(0|[1-9]\d*)$/;

const positionField = (description: string): PropertyDecorator =>
  Words({
    optional: true,
    max: 20,
    description,
    matches: POSITION,
    matchesMessage: '$property must be a position from a receipt or an answer',
  });

/** The clocks of as-at questions (`domain.md` 2): what is known of a day now, and what was known by its end. */
export const CLOCKS = ['effective', 'recorded'] as const;
export type AsAtClock = (typeof CLOCKS)[number];

/** Of which moment an answer is to be; every query takes it. Nothing asked: the present. */
export class AskedMoment {
  @Day({
    optional: true,
    description: 'The day the answer is for, its whole day in London included; absent: the present',
  })
  asAt?: BusinessDate;

  @OneOf(CLOCKS, {
    optional: true,
    description:
      'effective (default): all that is known, of it what is dated by `asAt`; recorded: what was recorded by its end',
  })
  clock?: AsAtClock;

  @positionField('Only what is known up to this position of the log: the same answer whenever it is asked')
  knownAt?: Position;

  @positionField("A receipt's position the answer must have seen.")
  after?: Position;
}

/** For answers read from the log itself: what was known up to a position. */
export class KnownQuery {
  @positionField('Only what is known up to this position of the log: the same answer whenever it is asked')
  knownAt?: Position;
}

/** What every answer states of the moment it is of. */
export interface StatedMoment {
  /** The position of the log this was answered at. With it as `knownAt` the same question has the same answer again. */
  readonly position: Position;
  /** The day asked for; absent in an answer about the present. */
  readonly asAt?: BusinessDate;
  readonly clock?: AsAtClock;
}
