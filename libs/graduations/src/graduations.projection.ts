import { projectionOf } from '#kernel';
import type { GraduationEvent } from './events.js';
import { GraduationRow } from './graduation.entity.js';

/** Awards by place, corrections applied. */
export const graduationList = projectionOf<GraduationEvent>()<GraduationRow>({
  name: 'graduations',
  version: 1,
  table: GraduationRow,
  key: ({ data }) => data.placeId,
  blank: (placeId) => ({
    placeId,
    cohortId: null,
    personId: null,
    awardId: null,
    granted: false,
    grantedOn: null,
    minute: '',
    statedIn: null,
    statements: [],
    revision: -1,
  }),
  on: {
    AwardGranted: (row, { id, data, effectiveOn, revision }) => ({
      ...row,
      cohortId: data.cohortId,
      personId: data.personId,
      awardId: data.awardId,
      granted: true,
      grantedOn: effectiveOn,
      minute: data.minute,
      statedIn: id,
      statements: [
        ...row.statements,
        { eventId: id, granted: true, grantedOn: effectiveOn, minute: data.minute, statedOn: effectiveOn },
      ],
      revision,
    }),
    AwardCorrected: (row, { id, data, effectiveOn, revision }) => {
      const { granted, grantedOn, minute, reason } = data;
      const on = granted && grantedOn !== undefined ? { grantedOn } : {};
      return {
        ...row,
        granted,
        grantedOn: on.grantedOn ?? null,
        minute,
        statedIn: id,
        statements: [
          ...row.statements,
          { eventId: id, granted, ...on, minute, reason, statedOn: effectiveOn },
        ],
        revision,
      };
    },
  },
});
