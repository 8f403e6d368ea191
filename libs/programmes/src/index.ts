import type { Context } from '#platform';
import { ProgrammeQueriesController, ProgrammesController } from './programmes.controller.js';
import { programmes } from './programmes.decider.js';
import { programmeList } from './programmes.projection.js';
import { GetProgrammeHandler, ListProgrammesHandler } from './programmes.queries.js';

export { DefineProgramme, LevelDefinition } from './define-programme.js';
export { DefineProgrammeVersion, ModuleDefinition } from './define-programme-version.js';
export type { ProgrammeRow, VersionRow } from './programme.entity.js';
export { programmes } from './programmes.decider.js';
export { programmeList } from './programmes.projection.js';
export { GetProgramme, ListProgrammes, ProgrammeFilters } from './programmes.queries.js';
export { RenameProgramme } from './rename-programme.js';
export { RetireProgrammeVersion } from './retire-programme-version.js';

/** Programmes: what is taught, to whom, and for which award. */
export const programmesContext: Context = {
  name: 'programmes',
  deciders: [programmes],
  projections: [programmeList],
  controllers: [ProgrammesController, ProgrammeQueriesController],
  queries: [ListProgrammesHandler, GetProgrammeHandler],
};
