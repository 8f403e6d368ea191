import { Id, nothing, refuse, rule, Words } from '#kernel';
import { programmeVersionRetired } from './events.js';
import { type Programme, unknownProgramme } from './programme.js';

/** Takes a version out of use for new cohorts; cohorts that run it finish. */
export class RetireProgrammeVersion {
  @Id() programmeId!: string;
  @Id() versionId!: string;
  @Words({ optional: true, max: 500, example: 'Replaced by the redesign' }) reason?: string;
}

export const retireProgrammeVersion = rule(
  RetireProgrammeVersion,
  ['unknown-programme', 'unknown-version'],
  ({ programmeId, versionId, reason }, programme: Programme) => {
    if (!programme.defined) return unknownProgramme;
    const version = programme.versions[versionId];
    if (!version)
      return refuse(
        'unknown-version',
        'The programme has no version with this id: define it first, or check the id.',
        'versionId',
      );
    if (version.retired) return nothing;

    return [programmeVersionRetired({ programmeId, versionId, ...(reason === undefined ? {} : { reason }) })];
  },
);
