import { Id, nothing, rule, Words } from '#kernel';
import { programmeRenamed } from './events.js';
import { type Programme, unknownProgramme } from './programme.js';

/** Gives a programme another name. Its cohorts, awards and figures stay its own. */
export class RenameProgramme {
  @Id() programmeId!: string;
  @Words({ example: 'Leading to Deliver' }) name!: string;
}

export const renameProgramme = rule(
  RenameProgramme,
  ['unknown-programme'],
  ({ programmeId, name }, programme: Programme) => {
    if (!programme.defined) return unknownProgramme;
    if (programme.defined.name === name) return nothing;

    return [programmeRenamed({ programmeId, name })];
  },
);
