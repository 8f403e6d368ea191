import { isRefusal } from '#kernel';
import { everHeldIn, importOrganisations, type KnownOrganisation, type RegisterTarget } from '#imports';
import type { RowVerdict, VerdictCounts } from '#imports';
import { organisationRegister, organisations, RecordRegisterEntry } from '#organisations';
import type { Commands } from '#platform';
import type { Product } from '../../api/src/start.js';
import { importing, type ImportOptions } from './import-report.js';
import { tellMeanwhile } from './output.js';
import { PatientCommands } from './patient-commands.js';
import { sender } from './sender.js';

/** Imports a register from a file. */
export const importRegister = async (
  product: Product,
  file: string,
  options: ImportOptions,
  each: (verdict: RowVerdict) => void,
): Promise<VerdictCounts> => {
  const known = await knownOrganisations(product);
  const commands = new PatientCommands(product.commands, tellMeanwhile);
  const record = options.dryRun ? deciding(commands, product) : recording(commands);

  return importing(file, options, each, (tell) => importOrganisations(file, { known, record }, tell));
};

/** Every organisation registered so far. */
export const knownOrganisations = async ({
  followers,
  readModels,
  clock,
}: Product): Promise<readonly KnownOrganisation[]> => {
  await followers.catchUp([organisationRegister]);
  const rows = await readModels
    .from(organisationRegister)
    .select(
      ['organisationId', 'name', 'identifiers', 'facts', 'closedOn', 'mergedInto', 'apartFrom'].map(
        (field) => `row.${field}`,
      ),
    )
    .getMany();
  const today = clock.today();

  return rows.map(({ organisationId, name, identifiers, facts, closedOn, mergedInto, apartFrom }) => ({
    organisationId,
    name,
    references: [identifiers.care_inspectorate].filter((reference) => reference !== undefined),
    // Of a merged one's number, the one kept is the holder where it has it too.
    closed: mergedInto !== null || (closedOn !== null && closedOn < today),
    ...(mergedInto === null ? {} : { mergedInto }),
    formerly: everHeldIn(facts),
    ...(facts[0] ? { registeredAt: facts[0].recordedAt } : {}),
    apartFrom,
  }));
};

const recording = (commands: Commands): RegisterTarget['record'] => {
  const send = sender(commands, 'import');
  return async (entry) => {
    const answer = await send(entry);
    return isRefusal(answer) ? answer : answer.recorded.map(({ type }) => type);
  };
};

/** Decides by the same rule on the same state, and records nothing. */
const deciding = (commands: Commands, { clock }: Product): RegisterTarget['record'] => {
  const entryRule = organisations.rules.find(({ command }) => command === RecordRegisterEntry)!;
  return async (entry) => {
    const state = await commands.stateOf(organisations, entry.organisationId);
    const today = clock.today();
    const decision = entryRule.decide(entry, state, {
      now: clock.now(),
      today,
      effectiveOn: today,
      commandId: 'dry-run',
      actor: 'dry-run',
    });
    return isRefusal(decision) ? decision : decision.map(({ type }) => type);
  };
};
