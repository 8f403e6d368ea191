import { projectionOf, type Recorded } from '#kernel';
import { awardOn, NOW_AND_LATER } from './award-on.js';
import type { GraduationEvent } from './events.js';
import { type AwardStatement, GraduationRow } from './graduation.entity.js';

const saying = (
  row: GraduationRow,
  { data, revision }: Recorded<GraduationEvent>,
  statement: AwardStatement,
): GraduationRow => ({
  ...row,
  cohortId: data.cohortId,
  awardId: data.awardId,
  ...awardOn([...row.statements, statement], NOW_AND_LATER),
  revision,
});

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
  version: 3,
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
  asAt: (row, day) => {
    const then = awardOn(row.statements, day);
    return then && { ...row, ...then };
  },
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
