import { jest } from '@jest/globals';
import { type Progress, progressOf } from './progress.js';

describe('progress over a log', () => {
  afterEach(() => jest.restoreAllMocks());

  const after = (seconds: number, from: string, upTo: string, at: string, events: number): Progress => {
    const reported: Progress[] = [];
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    const report = progressOf('loans', from, upTo, (progress) => reported.push(progress));
    clock.mockReturnValue(seconds * 1_000);
    report(at, events);
    return reported[0]!;
  };

  it('tells events a second and the seconds left', () =>
    expect(after(2, '0', '1000', '400', 400)).toEqual({
      name: 'loans',
      position: '400',
      upTo: '1000',
      rate: 200,
      secondsLeft: 3,
    }));

  it('tells both also where positions have holes', () =>
    expect(after(4, '0', '90000', '30000', 100)).toMatchObject({ rate: 25, secondsLeft: 8 }));

  it('counts from where it began', () =>
    expect(after(1, '5000', '6000', '5500', 500)).toMatchObject({ rate: 500, secondsLeft: 1 }));

  it('has nothing left at the end, and beyond it', () => {
    expect(after(1, '0', '10', '10', 10).secondsLeft).toBe(0);
    expect(after(1, '0', '10', '12', 12).secondsLeft).toBe(0);
  });
});
