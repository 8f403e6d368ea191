import { derivedId, isId } from '#kernel';
import type { Commands } from '../commands.js';
import type { EventStore } from '../event-store.js';
import { envelopeOf, type Headers } from './command-envelope.js';
import type { CommandAnswer, CommandRoute } from './command-route.js';
import { refuseUnknown } from './known-references.js';
import { badField, badFields } from './problem.js';
import { settled } from './settling.js';
import { afterTurn } from './turns.js';
import { validated } from './validated.js';

/** What a command's route needs of the request. */
export interface CommandRequest {
  readonly id: string;
  readonly url: string;
  readonly headers: Headers;
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  /** Set as soon as it is known, so that a problem's answer can name it. */
  commandId?: string;
}

/** What a command's route needs of the reply. */
export interface CommandReply {
  header(name: string, value: string): unknown;
  status(code: number): unknown;
}

/** A route with what was found out about it when its controller was made. */
export interface PreparedRoute extends CommandRoute {
  /** The parameters of the whole path. */
  readonly inPath: readonly string[];
}

/** Takes a command from a request, sends it, and answers with its receipt and headers. Throws what `problemOf` knows. */
export const answerCommand = async (
  commands: Pick<Commands, 'send' | 'stateOf'>,
  store: Pick<EventStore, 'readStream' | 'onAppended'>,
  route: PreparedRoute,
  request: CommandRequest,
  reply: CommandReply,
): Promise<CommandAnswer> => {
  const envelope = envelopeOf(request.headers, request.id);
  request.commandId = envelope.commandId;
  const unknown = Object.keys(request.query ?? {});
  if (unknown.length > 0)
    throw badFields(unknown.map((field) => ({ field: `query ${field}`, message: 'is not known here' })));

  const fields = merged(request, route.inPath);
  if (route.makes && fields[route.makes] === undefined)
    fields[route.makes] = derivedId('made by a command', envelope.actor, envelope.commandId);
  if (route.reads) {
    const { field } = route.reads;
    if (fields[field] !== undefined) throw badField(field, 'is not a field of this request');
    fields[field] = await route.reads.from(fields, commands);
  }
  const command = await validated(route.command, fields);
  await refuseUnknown(store, command);
  const receipt = await commands.send(command, {
    ...envelope,
    ...(route.reads ? { unsigned: [route.reads.field] } : {}),
  });

  const path = request.url.split('?')[0]!;
  reply.header('ETag', `"${receipt.revision}"`);
  if (route.makes) reply.header('Location', `${path}/${String(fields[route.makes])}`);
  const { settles } = route;
  if (!settles || receipt.recorded.length === 0) return receipt;

  const outcome = await afterTurn(
    () => settled(store, receipt, command, settles),
    () => undefined,
  );
  if (outcome !== undefined) return { ...receipt, outcome };

  reply.status(202);
  reply.header('Location', path.slice(0, path.lastIndexOf('/')));
  return receipt;
};

const merged = (request: CommandRequest, inPath: readonly string[]): Record<string, unknown> => {
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw badField('body', 'must be a JSON object with the fields of the command');

  const fields: Record<string, unknown> = { ...body };
  for (const name of inPath) {
    const value = request.params[name]!;
    if (name.endsWith('Id') && !isId(value)) throw badField(name, 'must be a UUID in lower case in the path');
    if (fields[name] !== undefined && fields[name] !== value)
      throw badField(name, 'differs between the path and the body');
    fields[name] = value;
  }
  return fields;
};
