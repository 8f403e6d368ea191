import type { Metadata } from '#kernel';
import type { AppendRequest, EventToRecord } from '../event-store.js';
import type { Sealing } from '../sealing/sealing.js';
import type { Drafted, Turn } from './decide-in-turn.js';
import type { WaitingCommand } from './waiting-command.js';

/** The commands of a turn as the log takes them. */
export type SealedTurn = AppendRequest['commands'];

/**
 * Seals what a turn decided. A command whose events cannot be sealed fails; then nothing is answered, since those after
 * it were decided on a state that never comes to be.
 */
export const sealedTurn = async (turn: Turn, sealing: Sealing): Promise<SealedTurn | undefined> => {
  const commands = [];
  let isWhole = true;
  for (const one of turn.decided) {
    if (!('drafts' in one) || one.drafts.length === 0) continue;
    try {
      const events = await Promise.all(one.drafts.map((draft) => sealed(one.of, draft, sealing)));
      commands.push({ key: one.of.key, digest: one.of.digest, events });
    } catch (error) {
      one.of.fail(error);
      isWhole = false;
    }
  }
  return isWhole ? commands : undefined;
};

const sealed = async (
  of: WaitingCommand,
  { event, type }: Drafted,
  sealing: Sealing,
): Promise<EventToRecord> => ({
  id: event.id,
  type: event.type,
  version: event.version,
  effectiveOn: event.effectiveOn,
  data: await sealing.seal({ id: event.id, stream: of.stream, type: event.type, data: event.data }, type),
  metadata: metadataOf(of),
});

const metadataOf = ({ ruled, envelope }: WaitingCommand): Metadata => ({
  commandId: envelope.commandId,
  commandType: ruled.rule.command.name,
  correlationId: envelope.correlationId,
  causationId: envelope.causationId,
  actor: envelope.actor,
  role: envelope.role,
  origin: envelope.origin,
});
