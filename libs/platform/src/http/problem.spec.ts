import { PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { TryAgain } from '../commands.js';
import { StoreFailed } from '../deciding/store-failed.js';
import { DatabaseFailed } from '../stores/database-error.js';
import { bodyOf, problemOf } from './problem.js';

const said = (code: string) => Object.assign(new Error('at 10.0.0.7: amara@example.org'), { code });
const away = new DatabaseFailed('The database failed while the log was read (57P01).', '57P01');
const wrapped = (driverError: Error) => new QueryFailedError('select $1', ['amara@example.org'], driverError);

describe('a failure', () => {
  it.each([
    ['a query whose server is shut down', wrapped(said('57P01'))],
    ['a query whose connection broke', wrapped(new Error('Connection terminated unexpectedly'))],
    ['a query that found no server', wrapped(said('ECONNREFUSED'))],
    [
      'a wrapper that keeps no code of its own',
      Object.assign(new Error('x'), { driverError: said('08006') }),
    ],
    ['a connection that could not be made', said('ECONNREFUSED')],
    ['a database that is away', away],
    ['a log that is away', new StoreFailed(away)],
  ])('of %s passes: it is a 503 in our own words', (_, failure) => {
    const problem = problemOf(failure);
    expect(problem).toMatchObject({ status: 503, code: 'try-again', headers: { 'Retry-After': '5' } });
    expect(JSON.stringify(bodyOf(problem, '/api/people'))).not.toMatch(
      /amara|57P01|10\.0\.0|select|log was read/,
    );
  });

  it.each([
    ['a wrong statement', wrapped(said('42P01'))],
    ['a refused value', wrapped(said('23505'))],
    ['a store that failed for good', new StoreFailed(new DatabaseFailed('No such table.', '42P01'))],
    ['our own mistake', new TypeError('amara is undefined')],
    ['what is no error', 'amara'],
  ])('of %s is a 500 that gives nothing away', (_, failure) => {
    const problem = problemOf(failure);
    expect(problem).toMatchObject({ status: 500, code: 'unexpected' });
    expect(JSON.stringify(bodyOf(problem, '/api/people'))).not.toMatch(/amara|select/);
  });

  it.each([
    [new PayloadTooLargeException(), 'A request may have 64 KiB at most: send less at once.'],
    [
      new UnsupportedMediaTypeException(),
      'Send the body as JSON, in UTF-8, with the header Content-Type: application/json.',
    ],
  ])('of what is sent says what to send: %s', (exception, detail) =>
    expect(problemOf(exception)).toMatchObject({ status: exception.getStatus(), detail }),
  );

  it('that says itself when to try again keeps its words', () => {
    expect(problemOf(new TryAgain('Not now.', 7))).toMatchObject({
      detail: 'Not now.',
      headers: { 'Retry-After': '7' },
    });
  });
});
