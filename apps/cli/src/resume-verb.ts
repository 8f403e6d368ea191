import type { Command } from 'commander';
import type { GoingOn } from '#platform';
import type { Product } from '../../api/src/start.js';
import { position } from './asked.js';
import { print, progressBar } from './output.js';

type Doing = (work: (product: Product) => Promise<number>) => Promise<void>;

/** How a follower is resumed. */
interface ResumeOptions {
  readonly from?: string;
  readonly yes?: boolean;
}

/** Adds `resume`. */
export const addResumeVerb = (program: Command, asking: Doing): void => {
  program
    .command('resume')
    .summary('let a follower that stands still try again, or a process go on from another position')
    .description(
      'let a follower that stands still try again. A process whose log was cut off or put back, from a backup or an export, has no ' +
        'event to go on behind: with --from it goes on behind another one. First without --yes: that says what the process would ' +
        'send again, decide anew and leave out, and changes nothing. Then with --yes, when every server and worker is stopped. ' +
        'What the log knows is never recorded twice; what was decided to be left undone is not in the log, and is decided anew. ' +
        'A read model is rebuilt instead (l2d rebuild --force), which loses nothing.',
    )
    .argument('<name>')
    .option(
      '--from <position>',
      'go on behind the event at this position of the log; 0: from its beginning',
      position,
    )
    .option('--yes', 'do what --from says without it')
    .hook('preAction', (asked) => {
      const { from, yes } = asked.opts<ResumeOptions>();
      if (yes && from === undefined)
        asked.error('error: --yes does what --from says: name the position with --from.');
    })
    .action((name: string, options: ResumeOptions) => asking((product) => resumed(product, name, options)));
};

const resumed = async (
  { followers }: Product,
  name: string,
  { from, yes }: ResumeOptions,
): Promise<number> => {
  if (from === undefined) {
    await followers.resume(name);
    await print(`${name} goes on as soon as a server runs.`);
    return 0;
  }
  if (yes) {
    await followers.goOn(name, from);
    await print(`${name} goes on behind position ${from} as soon as a server runs.`);
    return 0;
  }
  const bar = progressBar();
  const would = await followers.goingOn(name, from, bar.follow).finally(() => bar.end());
  await print(inSentences(would));
  return 0;
};

const inSentences = (would: GoingOn): string => {
  const { process, stands, movedAt, from, events, known, anew, named, leftOut, forgotten, dueAgain } = would;
  return [
    `${process} stands at position ${stands}, where it came at ${movedAt}. Going on behind position ${from} it would:`,
    `  handle ${events} of its events that lie behind there;`,
    `  send ${known} commands for them that the log knows, which change nothing;`,
    `  decide ${anew} commands anew, which the log does not know: they were lost with its end, never sent, or left nothing to record;`,
    ...named.map((one) => `    for the event at position ${one.position}: ${one.command} for ${one.target}`),
    ...(anew > named.length ? [`    and ${anew - named.length} more;`] : []),
    `  leave out ${leftOut} of its events up to there that it never handled;`,
    `  enter anew what is due and what is to be looked at behind there (${forgotten} entries are there now);`,
    `  send again ${dueAgain} commands that were due and sent after the event at position ${from}.`,
    leftOut > 0
      ? 'What it leaves out is never made good: name an earlier position unless that is what you want.'
      : 'What came of events up to there and was lost with the end of the log is not sent again: an earlier position shows whether there is any.',
    `Nothing was changed. To do it, stop every server and worker, then: l2d resume ${process} --from ${from} --yes`,
  ].join('\n');
};
