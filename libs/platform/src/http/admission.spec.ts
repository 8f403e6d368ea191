import { setTimeout as after } from 'node:timers/promises';
import { Admission } from './admission.js';

const stays = () => undefined;

describe('admission', () => {
  it('runs so many at once and the others in their order', async () => {
    const admission = new Admission({ running: 1, queued: 2, waitMilliseconds: 60_000 });
    const order: string[] = [];
    expect(await admission.enter(stays)).toBe('admitted');
    const amara = admission.enter(stays).then(() => order.push('amara'));
    const bo = admission.enter(stays).then(() => order.push('bo'));
    expect(await admission.enter(stays)).toBe('queue-full');

    admission.leave();
    await amara;
    admission.leave();
    await bo;
    expect(order).toEqual(['amara', 'bo']);
    admission.leave();
    expect(admission.state).toEqual({ running: 0, queued: 0, waiting: 0 });
    admission.close();
  });

  it('forgets who hung up', async () => {
    const admission = new Admission({ running: 1, queued: 1, waitMilliseconds: 60_000 });
    await admission.enter(stays);
    let hangUp = stays as () => void;
    const gone = admission.enter((listener) => (hangUp = listener));
    hangUp();
    expect(await gone).toBe('gone');
    expect(admission.state).toEqual({ running: 1, queued: 0, waiting: 0 });
    admission.close();
  });

  it('turns away who waited too long, though nobody leaves', async () => {
    const admission = new Admission({ running: 1, queued: 1, waitMilliseconds: 20 });
    await admission.enter(stays);
    expect(await Promise.race([admission.enter(stays), after(5_000, 'never', { ref: false })])).toBe(
      'waited-too-long',
    );
    admission.close();
  });
});
