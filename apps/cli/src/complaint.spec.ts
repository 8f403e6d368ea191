import { NotFoundException } from '@nestjs/common';
import { UnreadableFile } from '#imports';
import { ConfigurationError, TryAgain } from '#platform';
import { QueryFailedError } from 'typeorm';
import { complaintOf } from './complaint.js';

describe('what the command line says of what went wrong', () => {
  it.each([
    ['a file', new UnreadableFile('The file is empty.'), 'The file is empty.'],
    ['what was asked for', new NotFoundException('There is no such place.'), 'There is no such place.'],
    [
      'the configuration',
      new ConfigurationError(['PORT is no number.', 'HOST is none.']),
      'PORT is no number.\nHOST is none.',
    ],
    ['a busy log', new TryAgain('The log is busy.', 1), 'The log is busy.'],
    [
      'a field, by the name of its option',
      new Error('knownAt: must not be later than the head of the log'),
      '--known-at: must not be later than the head of the log',
    ],
    ['what a verb cannot do', new Error('There is no cohort.'), 'There is no cohort.'],
  ])('is the sentence alone where a person can act on it: %s', (_, error, sentence) =>
    expect(complaintOf(error)).toBe(sentence),
  );

  it.each([
    ['of the language', new TypeError('x is not a function')],
    ['of a range', new RangeError('Invalid array length')],
    ['of a statement', new QueryFailedError('select', [], new Error('no such column'))],
  ])('is the stack where it is a bug: %s', (_, error) => {
    expect(complaintOf(error)).toBe(error.stack);
    expect(complaintOf(error)).toContain('complaint.spec');
  });

  it('is the stack of what caused it too', () => {
    const cause = new TypeError('x is not a function');
    expect(complaintOf(new Error('It failed.', { cause }))).toBe(`It failed.\n${cause.stack}`);
  });

  it('is what was thrown, where that is no error', () => expect(complaintOf('odd')).toBe('odd'));
});
