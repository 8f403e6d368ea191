import { refuse } from '#kernel';
import type { AskedLog } from './asked-log.js';
import type { WaitingCommand } from './waiting-command.js';

/**
 * Answers those of the commands the log knows already: with the first receipt, or with `key-reused` where the key was
 * used for something else. The others stay unanswered.
 */
export const answeredFromLog = async (
  commands: readonly WaitingCommand[],
  log: Pick<AskedLog, 'commandOf'>,
): Promise<void> => {
  const keys = [...new Set(commands.map(({ key }) => key))];
  const found = await Promise.all(keys.map((key) => log.commandOf(key)));
  const remembered = new Map(keys.map((key, index) => [key, found[index]]));
  for (const command of commands) {
    const first = remembered.get(command.key);
    if (!first) continue;
    if (first.digest === command.digest) command.answer(first.receipt);
    else command.refuse(keyReused);
  }
};

const keyReused = refuse(
  'key-reused',
  'Another command was recorded under this key. Send this one under a key of its own.',
);
