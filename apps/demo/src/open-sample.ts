import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { derivedId, instantOf, isBusinessDate, startOfDay, type BusinessDate } from '#kernel';
import { RequestPlace } from '#places';
import { configurationFrom, StoryClock, Refused, SystemClock } from '#platform';
import { assertPortIsFree, openProduct, type Product } from '../../api/src/start.js';
import { prepareDataFolder } from '../../data-folder.js';
import { sampleProgramme, type Scene } from './sample-programme.js';

const WORKING_HOUR = 10 * 3_600_000;
const AT_ONCE = 250;
const ACTOR = 'sample-administrator';

/**
 * Opens the product with the sample programme loaded. While it loads, the product runs on a clock that walks from the
 * first day of the story to today; every command has an id of its own, so a load that was cut off is taken up again.
 */
export const openSample = async (
  say: (line: string) => void,
  stop: AbortSignal,
): Promise<{ product: Product; today: BusinessDate }> => {
  const configuration = configurationFrom();
  const story = await Story.of(configuration.dataFolder);
  if (story.told) {
    say('The sample programme is here already.');
    return { product: await openProduct(), today: story.today };
  }
  await assertPortIsFree(configuration);
  say('Loading the sample programme: five cohorts of about 100, told from their first day to this one.');
  const scenes = sampleProgramme(story.today);
  const clock = new StoryClock(momentOf(scenes[0]!));
  const product = await openProduct({ http: false, clock, configuration: { logLevel: 'warn' } });
  try {
    await tell(product, clock, scenes, say, stop);
    await story.end();
  } finally {
    await product.close();
  }
  return { product: await openProduct(), today: story.today };
};

const tell = async (
  product: Product,
  clock: StoryClock,
  scenes: readonly Scene[],
  say: (line: string) => void,
  stop: AbortSignal,
) => {
  const began = performance.now();
  const total = scenes.reduce((sum, { commands }) => sum + commands.length, 0);
  let told = 0;
  for (const [index, scene] of scenes.entries()) {
    stop.throwIfAborted();
    clock.moveTo(momentOf(scene));
    await product.followers.settle();
    let at = 0;
    for (const together of inTurns(scene.commands)) {
      stop.throwIfAborted();
      const from = at;
      await Promise.all(together.map((command, next) => sent(product, command, `${index}/${from + next}`)));
      at += together.length;
    }
    told += scene.commands.length;
    await product.followers.settle();
    if (scene.commands.length >= 50 || index === scenes.length - 1)
      say(`  ${scene.on}: ${told} of ${total} commands`);
  }
  const seconds = (performance.now() - began) / 1000;
  say(
    `Loaded ${told} commands in ${seconds.toFixed(1)} s, position ${await product.store.head()} of the log.`,
  );
};

/**
 * Commands of one kind in a row do not ask for one another and go together; requests go one by one, because other modules
 * are asked before each is decided, and the order of the book is to be the story's.
 */
const inTurns = (commands: readonly object[]): readonly (readonly object[])[] => {
  const turns: object[][] = [];
  for (const command of commands) {
    const last = turns.at(-1);
    const goesAlong = last?.[0]?.constructor === command.constructor && !(command instanceof RequestPlace);
    if (goesAlong && last.length < AT_ONCE) last.push(command);
    else turns.push([command]);
  }
  return turns;
};

const sent = async ({ commands }: Product, command: object, serial: string): Promise<void> => {
  const commandId = derivedId('sample', command.constructor.name, serial);
  try {
    await commands.send(command, { commandId, actor: ACTOR, correlationId: commandId });
  } catch (error) {
    if (error instanceof Refused)
      throw new Error(`The sample's ${command.constructor.name} (${serial}) was refused: ${error.message}`, {
        cause: error,
      });
    throw error;
  }
};

const momentOf = ({ on }: Scene): string => instantOf(Date.parse(startOfDay(on)) + WORKING_HOUR);

/** What a data folder knows of the sample: the day it was told for, and whether it was told to the end. */
class Story {
  private constructor(
    private readonly file: string,
    readonly today: BusinessDate,
    readonly told: boolean,
  ) {}

  static async of(dataFolder: string): Promise<Story> {
    await prepareDataFolder(dataFolder);
    const file = join(dataFolder, 'sample-programme.json');
    const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    const story = known === undefined ? undefined : (JSON.parse(known) as { today: unknown; told: unknown });
    if (story && isBusinessDate(story.today)) return new Story(file, story.today, story.told === true);

    const begun = new Story(file, new SystemClock().today(), false);
    await begun.write(false);
    return begun;
  }

  end(): Promise<void> {
    return this.write(true);
  }

  private write(told: boolean): Promise<void> {
    return writeFile(this.file, `${JSON.stringify({ today: this.today, told })}\n`);
  }
}
