/** What a database said, without the words that may hold people's data: neither its `detail` nor the values it quotes. */
export class DatabaseFailed extends Error {
  constructor(
    message: string,
    /** SQLSTATE, or the code of the connection's failure. */
    readonly code: string,
  ) {
    super(message);
  }
}

interface Said {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
  readonly severity?: string;
  readonly driverError?: Said;
}

/** A database's error made fit for logs and answers. */
export const withoutDetail = (error: unknown, doing: string): DatabaseFailed => {
  const said = saidBy(error);
  const code = said.code ?? 'no code';
  const where = said.constraint ? `, constraint ${said.constraint}` : '';
  return new DatabaseFailed(
    `The database failed while ${doing} (${code}${HINTS[code] ?? ''}${where}).`,
    code,
  );
};

const HINTS: Readonly<Record<string, string>> = {
  '42501': ': its user lacks a right; let it create schemas and tables in this database',
  '53100': ': its disk is full',
  '53300': ': it has no connection left',
  '57P01': ': it is being shut down',
  '57P03': ': it is starting or stopping',
};

/** True when the server did not say what became of the call: the connection broke, or the server went down. */
export const isUnknownOutcome = (error: unknown): boolean => {
  const { severity, code } = saidBy(error);
  return severity === undefined || /^(08|57P0)/.test(code ?? '');
};

/** True for a failure that passes by itself when the same is sent again. */
export const isPassing = (error: unknown): boolean => /^(40001|40P01|55P03)/.test(saidBy(error).code ?? '');

const saidBy = (error: unknown): Said => (error as Said).driverError ?? (error as Said);
