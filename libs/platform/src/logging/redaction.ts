/**
 * Fields whose text a log may show: ids, names of types, codes. Text under any other name is withheld, since it may be
 * about a person; numbers and true or false are shown under every name.
 */
const SHOWN = new Set([
  'actor',
  'clock',
  'code',
  'command',
  'commandId',
  'constraint',
  'context',
  'correlationId',
  'event',
  'eventId',
  'field',
  'follower',
  'from',
  'head',
  'host',
  'id',
  'identity',
  'keyId',
  'level',
  'method',
  'origin',
  'position',
  'process',
  'projection',
  'refused',
  'requestId',
  'role',
  'route',
  'severity',
  'signal',
  'stream',
  'table',
  'target',
  'to',
  'type',
  'version',
]);
const WITHHELD = '[withheld]';
const DEEPEST = 3;
const LONGEST_LIST = 20;

/** A value as a log may show it. */
export const shown = (value: unknown, name = '', depth = 0): unknown => {
  if (value === null || ['number', 'boolean', 'undefined'].includes(typeof value)) return value;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return shownError(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return SHOWN.has(name) ? value : WITHHELD;
  if (typeof value !== 'object' || depth >= DEEPEST) return WITHHELD;
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map((item) => shown(item, name, depth + 1));

  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shown(field, key, depth + 1)]));
};

/** What a log says of an error: where and of what kind. Of a database's only the codes, since its words repeat the data. */
export const shownError = (error: Error): Record<string, unknown> => {
  const { code, table, constraint, severity, routine } = error as Error & Record<string, unknown>;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const isDatabase = severity !== undefined || routine !== undefined || error.name === 'QueryFailedError';
  return {
    type: error.constructor.name,
    ...(isDatabase ? {} : { message: error.message }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(isDatabase ? { severity, table, constraint, routine } : {}),
    stack: frames.join('\n'),
    ...(error.cause instanceof Error ? { cause: shownError(error.cause) } : {}),
  };
};
