import { randomBytes } from 'node:crypto';
import { cohortList } from '#cohorts';
import {
  everCalledIn,
  type HistoryTarget,
  importHistory,
  type KnownBeforeHistory,
  Rehearsal,
  type RowVerdict,
  type VerdictCounts,
} from '#imports';
import { isRefusal } from '#kernel';
import { programmeList } from '#programmes';
import type { Product } from '../../api/src/start.js';
import { contexts } from '../../contexts.js';
import { knownOrganisations } from './import-organisations.js';
import { importing, type ImportOptions } from './import-report.js';
import { tellMeanwhile } from './output.js';
import { PatientCommands } from './patient-commands.js';
import { sender } from './sender.js';

/** Imports the places of past cohorts from a file. */
export const importPast = async (
  product: Product,
  file: string,
  options: ImportOptions,
  each: (verdict: RowVerdict) => void,
): Promise<VerdictCounts> => {
  const known = await knownBefore(product);
  const patient = { ...product, commands: new PatientCommands(product.commands, tellMeanwhile) };
  const rehearsal = options.dryRun ? rehearsing(patient) : undefined;
  const target = rehearsal ?? recording(patient);
  try {
    return await importing(file, options, each, (tell) => importHistory(file, target, known, tell));
  } finally {
    rehearsal?.close();
  }
};

/** What the product knows of programmes, cohorts and organisations. */
export const knownBefore = async (product: Product): Promise<KnownBeforeHistory> => {
  const { followers, readModels } = product;
  await followers.catchUp([programmeList, cohortList]);
  const [programmes, cohorts, organisations] = await Promise.all([
    readModels
      .from(programmeList)
      .select(['row.programmeId', 'row.name', 'row.awardId', 'row.facts'])
      .getMany(),
    readModels.from(cohortList).getMany(),
    knownOrganisations(product),
  ]);

  return {
    programmes: programmes.flatMap(({ programmeId, name, awardId, facts }) =>
      awardId === null ? [] : [{ programmeId, name, awardId, formerly: everCalledIn(facts) }],
    ),
    cohorts: cohorts.flatMap(({ programmeId, state, facts, ...cohort }) => {
      if (programmeId === null) return [];

      const { cohortId, number, name, startsOn, endsOn, capacity } = cohort;
      const known = { cohortId, programmeId, number, name, startsOn, endsOn, capacity };
      return [{ ...known, isOver: state === 'completed', formerly: everCalledIn(facts) }];
    }),
    organisations,
  };
};

/** Records what rows come to. */
export const recording = ({ commands, clock }: Product): HistoryTarget => {
  const send = sender(commands, 'history');
  return {
    today: clock.today(),
    stateOf: (decider, id) => commands.stateOf(decider, id),
    send: async (command, on) => {
      const answer = await send(command, on);
      return isRefusal(answer) ? answer : undefined;
    },
  };
};

/** Decides by the same rules, and records nothing. */
export const rehearsing = ({ commands, clock, configuration }: Product): Rehearsal =>
  new Rehearsal(
    commands,
    contexts.flatMap(({ deciders = [] }) => deciders),
    { now: clock.now(), today: clock.today() },
    { folder: configuration.dataFolder, key: randomBytes(32) },
  );
