import { projectionOf, type Recorded } from '#kernel';
import { awardOn, firstDayOf, NOW_AND_LATER } from './award-on.js';
import type { GraduationEvent } from './events.js';
import { type AwardStatement, GraduationRow } from './graduation.entity.js';

const saying = (
  row: GraduationRow,
  { data, revision }: Recorded<GraduationEvent>,
  statement: AwardStatement,
): GraduationRow => {
  const statements = [...row.statements, statement];
  return {
    ...row,
    cohortId: data.cohortId,
    personId: data.personId,
    awardId: data.awardId,
    ...awardOn(statements, NOW_AND_LATER),
    minute: data.minute,
    statedIn: statement.eventId,
    statements,
    revision,
  };
};

const said = ({ id, data, effectiveOn, recordedAt, metadata }: Recorded<GraduationEvent>) => ({
  eventId: id,
  minute: data.minute,
  personId: data.personId,
  ...(data.classification === undefined ? {} : { classification: data.classification }),
  statedOn: effectiveOn,
  recordedAt,
  by: metadata.actor,
});

/** Awards by place, corrections applied. */
export const graduationList = projectionOf<GraduationEvent>()<GraduationRow>({
  name: 'graduations',
  version: 2,
  table: GraduationRow,
  key: ({ data }) => data.placeId,
  blank: (placeId) => ({
    placeId,
    cohortId: null,
    personId: null,
    awardId: null,
    granted: false,
    grantedOn: null,
    classification: null,
    minute: '',
    statedIn: null,
    statements: [],
    revision: -1,
  }),
  asAt: (row, day) => (firstDayOf(row.statements) > day ? null : { ...row, ...awardOn(row.statements, day) }),
  on: {
    AwardGranted: (row, event) =>
      saying(row, event, { ...said(event), granted: true, grantedOn: event.effectiveOn }),
    AwardCorrected: (row, event) => {
      const { granted, grantedOn, reason, corrects } = event.data;
      return saying(row, event, {
        ...said(event),
        granted,
        ...(granted && grantedOn !== undefined ? { grantedOn } : {}),
        reason,
        corrects,
      });
    },
  },
});
