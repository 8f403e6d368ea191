import { isDeepStrictEqual } from 'node:util';
import { Id, ListOf, nothing, OneOf, refuse, rule, Whole, Words } from '#kernel';
import {
  APPROVING_BODIES,
  type ApprovingBody,
  type Level,
  type LevelInWords,
  LEVELS,
  programmeDefined,
} from './events.js';
import type { Programme } from './programme.js';

/** What a management level means in this programme. */
export class LevelDefinition {
  @OneOf(LEVELS, { example: 'middle' }) level!: Level;
  @Words({ max: 500, example: 'Manages first-line managers or a service' }) inWords!: string;
}

/** Defines a programme and the award it leads to. Defining the same again changes nothing. */
export class DefineProgramme {
  @Id() programmeId!: string;
  @Words({ example: 'Leading to Deliver' }) name!: string;
  @Id({ description: 'Nobody holds two live places for one award, or an award twice' }) awardId!: string;
  @Words({ example: 'Postgraduate Certificate in Leadership and Management' }) awardName!: string;
  @Whole(1, 600, { example: 60, description: 'SCQF credit points' }) credits!: number;
  @Whole(1, 12, { example: 11 }) scqfLevel!: number;
  @OneOf(APPROVING_BODIES, { description: 'Who approves each cohort; none: nobody has to be asked' })
  approvingBody!: ApprovingBody;
  @ListOf(() => LevelDefinition, LEVELS.length) levels!: LevelDefinition[];
}

/** What is the matter with the levels of a programme, if anything. */
export const brokenLevels = (levels: readonly LevelInWords[]) => {
  if (levels.length === 0)
    return refuse('levels-missing', 'Say in words what at least one level means here.', 'levels');
  if (new Set(levels.map(({ level }) => level)).size < levels.length)
    return refuse('level-twice', 'Define each level once.', 'levels');
  return undefined;
};

export const defineProgramme = rule(
  DefineProgramme,
  ['programme-already-defined', 'levels-missing', 'level-twice'],
  (command, programme: Programme) => {
    const stated = {
      programmeId: command.programmeId,
      name: command.name,
      awardId: command.awardId,
      awardName: command.awardName,
      credits: command.credits,
      scqfLevel: command.scqfLevel,
      approvingBody: command.approvingBody,
      levels: command.levels.map(({ level, inWords }) => ({ level, inWords })),
    };
    if (isDeepStrictEqual(programme.defined, stated)) return nothing;
    if (programme.defined)
      return refuse(
        'programme-already-defined',
        `This id is the programme "${programme.defined.name}": rename it, or define another under a new id.`,
        'programmeId',
      );

    return brokenLevels(stated.levels) ?? [programmeDefined(stated)];
  },
);
