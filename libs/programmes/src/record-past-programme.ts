import { Id, nothing, refuse, rule, Words } from '#kernel';
import { programmeDefined, programmeVersionDefined } from './events.js';
import { isLabelTaken } from './define-programme-version.js';
import type { Programme } from './programme.js';

/**
 * What ran in the past, as a version of its programme that nobody knows the modules of. A programme that only the papers of its
 * past cohorts name is defined with it, with an award of its name: credits and level are unknown (0), and nobody had to approve
 * a cohort. Recording it again changes nothing.
 */
export class RecordPastProgramme {
  @Id() programmeId!: string;
  @Words({ example: 'Leading to Deliver' }) name!: string;
  @Id() awardId!: string;
  @Id({ description: 'What ran in the past, as a version without known modules' }) versionId!: string;
  @Words({ example: 'as it ran' }) versionLabel!: string;
}

export const recordPastProgramme = rule(
  RecordPastProgramme,
  ['programme-already-defined', 'label-taken'],
  ({ programmeId, name, awardId, versionId, versionLabel }, { defined, versions }: Programme) => {
    if (defined && defined.awardId !== awardId)
      return refuse(
        'programme-already-defined',
        `This id is the programme "${defined.name}", which leads to another award.`,
        'programmeId',
      );
    if (versions[versionId]) return nothing;
    const past = { versionId, label: versionLabel, modules: [], targetLevels: [] };
    if (defined && isLabelTaken(past, versions))
      return refuse(
        'label-taken',
        `Another version of "${defined.name}" has the label "${versionLabel}", under which its past is recorded: correct the label of that one.`,
        'versionLabel',
      );

    return [
      ...(defined
        ? []
        : [
            programmeDefined({
              programmeId,
              name,
              awardId,
              awardName: name,
              credits: 0,
              scqfLevel: 0,
              approvingBody: 'none',
              levels: [],
            }),
          ]),
      programmeVersionDefined({ programmeId, ...past }),
    ];
  },
);
