import { progressAt } from './progress.js';

describe('how far a walk over a log has come', () => {
  it.each([
    ['on a log whose positions count its events', '2000', '8000'],
    ['on a log whose positions have holes', '3000000', '12000000'],
  ])('is told by events and positions %s', (_, position, upTo) =>
    expect(progressAt({ name: 'log', position, upTo }, 2_000, 4_000)).toEqual({
      ...{ name: 'log', position, upTo },
      rate: 500,
      secondsLeft: 12,
    }),
  );

  it('is all of it where the log was walked past what was asked for', () =>
    expect(progressAt({ name: 'log', position: '9', upTo: '8' }, 9, 1_000)).toMatchObject({
      secondsLeft: 0,
    }));
});
