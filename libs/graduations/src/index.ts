import type { Context } from '#platform';
import { GraduationQueriesController, GraduationsController } from './graduations.controller.js';
import { graduations } from './graduations.decider.js';
import { graduationList } from './graduations.projection.js';
import { GetGraduationHandler, ListGraduationsHandler } from './graduations.queries.js';

export type { Award } from './award.js';
export { CorrectAward } from './correct-award.js';
export { GrantAward } from './grant-award.js';
export type { AwardStatement, GraduationRow } from './graduation.entity.js';
export { graduationList } from './graduations.projection.js';
export { GetGraduation, GraduationFilters, ListGraduations } from './graduations.queries.js';
export { RecordPastAward } from './record-past-award.js';
export { graduations };

/** Graduations: which award was granted for which place, and when. */
export const graduationsContext: Context = {
  name: 'graduations',
  deciders: [graduations],
  projections: [graduationList],
  controllers: [GraduationsController, GraduationQueriesController],
  queries: [ListGraduationsHandler, GetGraduationHandler],
};
