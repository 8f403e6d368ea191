import { randomUUID } from 'node:crypto';
import { isBusinessDate } from '#kernel';
import type { Envelope } from '../commands.js';
import { badField } from './problem.js';

/** The headers of a request, in lower case, as Node gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Who acts while there is no sign-in. */
export const LOCAL_ACTOR = { actor: 'local-administrator', role: 'administrator' } as const;

const KEY = /^[\x20-\x7e]{1,200}$/;
const REVISION = /^"(\d{1,15})"$/;

/**
 * What travels with a command: `Idempotency-Key`, `If-Match`, `Effective-On`, `X-Correlation-Id`. A key is made where
 * none was sent. Throws a `Problem` that names the header.
 */
export const envelopeOf = (headers: Headers, correlationId: string = randomUUID()): Envelope => {
  const commandId = one(headers, 'Idempotency-Key') ?? randomUUID();
  if (!KEY.test(commandId))
    throw badField('header Idempotency-Key', 'must be 1 to 200 printable ASCII characters');

  const effectiveOn = one(headers, 'Effective-On');
  if (effectiveOn !== undefined && !isBusinessDate(effectiveOn))
    throw badField('header Effective-On', 'must be a day that exists, written YYYY-MM-DD');

  const ifMatch = one(headers, 'If-Match');
  const revision = ifMatch === undefined ? undefined : REVISION.exec(ifMatch)?.[1];
  if (ifMatch !== undefined && revision === undefined)
    throw badField('header If-Match', 'must be a revision in quotes, as ETag gave it, such as "3"');

  const stated = one(headers, 'X-Correlation-Id');
  if (stated !== undefined && !KEY.test(stated))
    throw badField('header X-Correlation-Id', 'must be 1 to 200 printable ASCII characters');

  return {
    ...LOCAL_ACTOR,
    commandId,
    causationId: commandId,
    correlationId: stated ?? correlationId,
    origin: 'command',
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    ...(revision === undefined ? {} : { expectedRevision: Number(revision) }),
  };
};

const one = (headers: Headers, name: string): string | undefined => {
  const value = headers[name.toLowerCase()];
  if (Array.isArray(value)) throw badField(`header ${name}`, 'must be sent once');
  return value;
};
