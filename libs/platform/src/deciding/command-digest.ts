import { createHmac } from 'node:crypto';
import type { Envelope } from '../commands.js';

/** JSON with the keys of every object in order and absent fields left out: equal values give equal text. */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;

  const fields = value as Record<string, unknown>;
  const texts = Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(fields[key])}`);
  return `{${texts.join(',')}}`;
};

/**
 * What tells a command's repeat from another command under the same id: all the caller stated, fields and day. Keyed,
 * since fields such as a name or a date of birth could be guessed from a bare hash.
 */
export const commandDigest = (
  command: object,
  { effectiveOn, unsigned = [], asSent }: Pick<Envelope, 'effectiveOn' | 'unsigned' | 'asSent'>,
  key: Buffer,
): string => {
  const sent = Object.entries({ ...command, ...asSent });
  const stated = Object.fromEntries(sent.filter(([field]) => !unsigned.includes(field)));
  return createHmac('sha256', key)
    .update([command.constructor.name, effectiveOn ?? '', canonicalJson(stated)].join('\0'))
    .digest('hex');
};

/** A command id is its actor's own: two actors may use the same one. The log's key for it. */
export const commandKey = (envelope: { readonly actor: string; readonly commandId: string }): string =>
  `${envelope.actor}/${envelope.commandId}`;
