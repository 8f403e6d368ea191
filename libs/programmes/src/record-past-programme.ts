import { Id, nothing, refuse, rule, Words } from '#kernel';
import { programmeDefined, programmeVersionDefined } from './events.js';
import type { Programme } from './programme.js';

/**
 * A programme that only the papers of its past cohorts name, with an award of its name. Credits and level are unknown (0), and
 * nobody had to approve a cohort. Recording it again changes nothing.
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
  ['programme-already-defined'],
  ({ programmeId, name, awardId, versionId, versionLabel }, { defined }: Programme) => {
    if (defined?.awardId === awardId) return nothing;
    if (defined)
      return refuse(
        'programme-already-defined',
        `This id is the programme "${defined.name}", which leads to another award.`,
        'programmeId',
      );

    return [
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
      programmeVersionDefined({ programmeId, versionId, label: versionLabel, modules: [], targetLevels: [] }),
    ];
  },
);
