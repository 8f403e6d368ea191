import { Id, nothing, rule, valueOnOrEarliest, Words } from '#kernel';
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
  ({ programmeId, name }, programme: Programme, { effectiveOn }) => {
    if (!programme.defined) return unknownProgramme;
    if (valueOnOrEarliest(programme.names, effectiveOn) === name) return nothing;

    return [programmeRenamed({ programmeId, name })];
  },
);
