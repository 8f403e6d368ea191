import type { Context } from '#platform';
import { ProgrammeQueriesController, ProgrammesController } from './programmes.controller.js';
import { programmes } from './programmes.decider.js';
import { GetProgrammeFactsHandler } from './programme-facts.query.js';
import { programmeList } from './programmes.projection.js';
import { GetProgrammeHandler, ListProgrammesHandler } from './programmes.queries.js';

export { CorrectProgrammeFact } from './correct-programme-fact.js';
export { DefineProgramme, LevelDefinition } from './define-programme.js';
export { DefineProgrammeVersion, ModuleDefinition } from './define-programme-version.js';
export type { ProgrammeRow, VersionRow } from './programme.entity.js';
export { programmes } from './programmes.decider.js';
export { programmeList } from './programmes.projection.js';
export { type FactsOfProgramme, GetProgrammeFacts } from './programme-facts.query.js';
export {
  GetProgramme,
  type ListedProgramme,
  ListProgrammes,
  ProgrammeFilters,
} from './programmes.queries.js';
export { RecordPastProgramme } from './record-past-programme.js';
export { RenameProgramme } from './rename-programme.js';
export { RetireProgrammeVersion } from './retire-programme-version.js';
export { StrikeProgrammeFact } from './strike-programme-fact.js';

/** Programmes: what is taught, to whom, and for which award. */
export const programmesContext: Context = {
  name: 'programmes',
  deciders: [programmes],
  projections: [programmeList],
  controllers: [ProgrammesController, ProgrammeQueriesController],
  queries: [ListProgrammesHandler, GetProgrammeHandler, GetProgrammeFactsHandler],
};
