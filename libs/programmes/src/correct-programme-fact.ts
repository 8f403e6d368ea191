import {
  type BusinessDate,
  Day,
  factToCorrect,
  Id,
  inWords,
  isRefusal,
  type KeptFact,
  ListOf,
  nothing,
  NO_FACT,
  OneOf,
  refuse,
  rule,
  Whole,
  Words,
  WordsList,
  wouldChange,
} from '#kernel';
import { brokenLevels, LevelDefinition } from './define-programme.js';
import { type Broken, brokenVersion, ModuleDefinition, refusalOf } from './define-programme-version.js';
import {
  APPROVING_BODIES,
  type ApprovingBody,
  type CorrectedFields,
  type Level,
  LEVELS,
  programmeFactCorrected,
} from './events.js';
import { type Programme, programmeCorrected, unknownProgramme } from './programme.js';

/**
 * Says what is right where something was recorded wrongly of a programme or one of its versions. Fields left out stay as
 * they stand. Not the award: places and candidacies go by it, so that is another programme. Naming a fact that was struck
 * lets it stand again.
 */
export class CorrectProgrammeFact {
  @Id() programmeId!: string;
  @Id({
    description: 'The event that is wrong, or an earlier correction of it: see the facts of the programme',
  })
  factId!: string;
  @Words({ max: 1_000, example: 'Typing error', description: 'Never about a person' }) reason!: string;
  @Day({ optional: true, description: 'The day it happened. Default: as recorded' }) on?: BusinessDate;
  @Words({ optional: true, example: 'Leading to Deliver' }) name?: string;
  @Words({ optional: true, example: 'Postgraduate Certificate in Leadership' }) awardName?: string;
  @Whole(1, 600, { optional: true, example: 60 }) credits?: number;
  @Whole(1, 12, { optional: true, example: 11 }) scqfLevel?: number;
  @OneOf(APPROVING_BODIES, { optional: true, description: 'For cohorts planned from now on' })
  approvingBody?: ApprovingBody;
  @ListOf(() => LevelDefinition, LEVELS.length, { optional: true }) levels?: LevelDefinition[];
  @Words({ optional: true, example: 'pilot', description: 'Of a version' }) label?: string;
  @ListOf(() => ModuleDefinition, 30, { optional: true, description: 'Of a version; cohorts keep theirs' })
  modules?: ModuleDefinition[];
  @WordsList(LEVELS.length, { optional: true, oneOf: LEVELS, description: 'Of a version' })
  targetLevels?: Level[];
}

/** The fields each kind of fact has, beside its day. */
const FIELDS: Readonly<Record<string, readonly (keyof CorrectedFields)[]>> = {
  ProgrammeDefined: ['name', 'awardName', 'credits', 'scqfLevel', 'approvingBody', 'levels'],
  ProgrammeRenamed: ['name'],
  ProgrammeVersionDefined: ['label', 'modules', 'targetLevels'],
  ProgrammeVersionRetired: [],
};
const EVERY_FIELD = Object.values(FIELDS).flat();

export const correctProgrammeFact = rule(
  CorrectProgrammeFact,
  [
    'unknown-programme',
    ...NO_FACT,
    'field-of-another-fact',
    'cannot-be-missing',
    'dated-in-the-future',
    'levels-missing',
    'level-twice',
    'label-taken',
    'modules-missing',
    'module-twice',
    'target-levels-missing',
    'target-level-twice',
    'level-not-defined',
    'out-of-order',
  ],
  (command, programme: Programme, { today }) => {
    const { programmeId, factId, reason } = command;
    if (!programme.defined) return unknownProgramme;
    const fact = factToCorrect(programme.facts, factId, Object.keys(FIELDS), 'factId');
    if (isRefusal(fact)) return fact;
    const becomes = statedOf(command);
    const odd = oddField(fact, becomes);
    if (odd) return odd;
    const on = command.on ?? fact.on;
    if (on > today)
      return refuse('dated-in-the-future', `It has happened: by ${inWords(today)} at the latest.`, 'on');
    if (!wouldChange(fact, becomes, on)) return nothing;

    const correction = programmeFactCorrected(
      { programmeId, corrects: factId, fact: fact.type, reason, ...becomes },
      on,
    );
    return brokenBy(programme, programmeCorrected(programme, correction, on)) ?? [correction];
  },
);

const statedOf = (command: CorrectProgrammeFact): CorrectedFields =>
  JSON.parse(
    JSON.stringify(Object.fromEntries(EVERY_FIELD.map((field) => [field, command[field]]))),
  ) as CorrectedFields;

const oddField = ({ type }: KeptFact, becomes: CorrectedFields) => {
  const fields = Object.keys(becomes) as (keyof CorrectedFields)[];
  const foreign = fields.find((field) => !FIELDS[type]!.includes(field));
  if (foreign)
    return refuse(
      'field-of-another-fact',
      'The fact that is corrected says nothing of this: leave it out, or correct the fact that does.',
      foreign,
    );
  const missing = fields.find((field) => becomes[field] === null);
  return missing && refuse('cannot-be-missing', 'Say what is right: it was known in any case.', missing);
};

/** What was so before, as it may be of a programme of the past, is not this correction's doing. */
const brokenBy = (was: Programme, is: Programme) => {
  const levels = brokenLevels(is.defined?.levels ?? []);
  if (levels && levels.refused !== brokenLevels(was.defined?.levels ?? [])?.refused) return levels;
  for (const versionId of Object.keys(is.versions)) {
    const broken = brokenIn(versionId, is);
    if (broken && broken.code !== brokenIn(versionId, was)?.code) return refusalOf(broken);
  }
  const before = retiredTooEarly(was);
  return retiredTooEarly(is).some((id) => !before.includes(id))
    ? refuse(
        'out-of-order',
        'A version cannot be retired before it was defined: choose another day, or correct the other day first.',
        'on',
      )
    : undefined;
};

const versionIn = ({ data }: KeptFact) => (data as { readonly versionId?: string }).versionId;

/** The retirements of versions that were defined later. */
const retiredTooEarly = ({ facts: { kept } }: Programme): readonly string[] =>
  kept
    .filter(
      (fact) =>
        fact.type === 'ProgrammeVersionRetired' &&
        !fact.struck &&
        kept.some(
          (other) =>
            other.type === 'ProgrammeVersionDefined' &&
            versionIn(other) === versionIn(fact) &&
            other.on > fact.on,
        ),
    )
    .map(({ id }) => id)
    .toArray();

const brokenIn = (versionId: string, programme: Programme): Broken | undefined => {
  const version = programme.versions[versionId];
  return version && brokenVersion({ versionId, ...version }, programme);
};
