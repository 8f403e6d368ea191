import { ControlledClock, StoryClock, SystemClock } from './clock.js';

const past = '2022-09-05T09:00:00.000Z';
const recorded = '2026-11-23T12:00:00.000Z';

describe('clocks', () => {
  it('record when they decide', () => {
    const clock = new ControlledClock(past);
    expect(clock.recording()).toBe(past);
    expect(clock.decidingAt(recorded)).toBe(recorded);
    expect(clock.today()).toBe('2022-09-05');
  });

  it('tell a story of days gone by, and record when it is told', () => {
    const clock = new StoryClock(past);
    const before = new SystemClock().now();
    expect(clock.recording() >= before).toBe(true);
    expect(clock.decidingAt()).toBe(past);
    expect(clock.today()).toBe('2022-09-05');
    clock.moveTo(recorded);
    expect(clock.now()).toBe(recorded);
  });
});
