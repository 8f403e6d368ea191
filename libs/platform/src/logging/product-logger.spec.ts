import { inLogContext, logContext, outsideCommands } from './log-context.js';
import { ProductLogger, type LogSettings } from './product-logger.js';

const written = (settings: Partial<LogSettings> = {}) => {
  const lines: string[] = [];
  const logger = new ProductLogger({
    level: 'trace',
    to: { write: (line) => lines.push(line) },
    ...settings,
  });
  return { logger, lines, parsed: () => lines.map((line) => JSON.parse(line)) };
};

const databaseError = () =>
  Object.assign(new Error('duplicate key value violates unique constraint: amara@example.org'), {
    code: '23505',
    severity: 'ERROR',
    detail: 'Key (email)=(amara@example.org) already exists.',
    where: 'amara',
    table: 'people_v1',
    constraint: 'people_email',
    routine: '_bt_check_unique',
  });

describe('the log', () => {
  it('is one JSON object a line, as Nest gives it', () => {
    const { logger, parsed } = written();
    logger.log('Listening', 'Http');
    logger.warn('Slow', { ms: 412, stream: 'places-1' }, 'Lane');
    logger.debug('A detail');
    expect(parsed()).toEqual([
      { level: 'info', time: expect.any(String), pid: process.pid, context: 'Http', msg: 'Listening' },
      {
        level: 'warn',
        time: expect.any(String),
        pid: process.pid,
        context: 'Lane',
        ms: 412,
        stream: 'places-1',
        msg: 'Slow',
      },
      { level: 'debug', time: expect.any(String), pid: process.pid, msg: 'A detail' },
    ]);
  });

  it('carries the command’s id in every line inside the command, and nowhere else', async () => {
    const { logger, parsed } = written();
    logger.log('before');
    await inLogContext({ commandId: 'k', command: 'RequestPlace' }, async () => {
      await new Promise(setImmediate);
      logger.log('inside');
      outsideCommands(() => logger.log('of many'));
      expect(logContext()).toEqual({ commandId: 'k', command: 'RequestPlace' });
    });
    expect(parsed().map(({ msg, commandId, command }) => [msg, commandId, command])).toEqual([
      ['before', undefined, undefined],
      ['inside', 'k', 'RequestPlace'],
      ['of many', undefined, undefined],
    ]);
  });

  it('withholds whatever may be about a person', () => {
    const { logger, lines, parsed } = written();
    logger.log({
      msg: 'Sent',
      name: 'Amara',
      email: 'amara@example.org',
      command: { personId: 'p1', note: 'amara is ill' },
      list: ['amara'],
      deep: { deeper: { deepest: { beyond: { name: 'amara' } } } },
      position: '12',
      count: 3,
    });
    expect(lines.join()).not.toMatch(/amara/i);
    expect(parsed()[0]).toMatchObject({ msg: 'Sent', name: '[withheld]', position: '12', count: 3 });
  });

  it('shows of a database’s error its codes, never its words', () => {
    const { logger, lines, parsed } = written();
    logger.error(databaseError(), 'Store');
    logger.error('It failed', { err: databaseError() });
    logger.error(new Error('no answer', { cause: databaseError() }));
    expect(lines.join()).not.toMatch(/amara/i);
    expect(parsed()[0]).toMatchObject({
      context: 'Store',
      err: { type: 'Error', code: '23505', table: 'people_v1', constraint: 'people_email' },
    });
    expect(parsed()[2].err).toMatchObject({ message: 'no answer', cause: { code: '23505' } });
    expect(parsed()[0].err.stack).toMatch(/^\s+at /);
  });

  it('is readable on a terminal', () => {
    const { logger, lines } = written({ readable: true });
    inLogContext({ commandId: 'k' }, () => logger.log('Recorded', { position: '7', ms: 3 }, 'Lane'));
    logger.error(new TypeError('a bug'));
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d INFO {2}\[Lane\] Recorded commandId=k position=7 ms=3\n$/);
    expect(lines[1]).toMatch(/ERROR TypeError\n {2}TypeError: a bug\n\s+at /);
  });
});
