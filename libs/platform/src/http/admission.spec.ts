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

    admission.leave(0);
    await amara;
    admission.leave(0);
    await bo;
    expect(order).toEqual(['amara', 'bo']);
    admission.leave(0);
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

  it('lets a crowd that comes at once wait long, and nobody so long while there is always one that waits', async () => {
    let now = 0;
    const admission = new Admission({ running: 1, queued: 9, waitMilliseconds: 1_000 }, () => now);
    const told: string[] = [];
    const comes = (name: string, at: number) => {
      now = at;
      void admission.enter(stays).then((what) => told.push(`${name} ${what}`));
    };
    const leaves = async (at: number) => {
      now = at;
      admission.leave(0);
      await after(0);
      return told.splice(0);
    };
    comes('ewan', 0);
    comes('amara', 0);
    comes('bo', 0);
    comes('chidi', 700);
    expect(await leaves(900)).toEqual(['ewan admitted', 'amara admitted']);

    comes('dana', 1_050);
    expect(await leaves(1_100)).toEqual(['bo waited-too-long', 'chidi waited-too-long', 'dana admitted']);

    comes('esme', 1_100);
    expect(await leaves(2_000)).toEqual(['esme admitted']);
    admission.close();
  });

  it.each([
    [0, 200],
    [400, 400],
    [9_000, 500],
  ])('under overload, where requests run for %i ms, lets none wait longer than %i ms', async (ran, may) => {
    let now = 0;
    const admission = new Admission({ running: 1, queued: 9, waitMilliseconds: 1_000 }, () => now);
    for (let times = 0; times < 1_000; times += 1) {
      await admission.enter(stays);
      admission.leave(ran);
    }
    await admission.enter(stays);
    now = 5_000;
    const late = admission.enter(stays);
    now = 5_010;
    const inTime = admission.enter(stays);
    now = 5_005 + may;
    admission.leave(ran);
    expect(await Promise.all([late, inTime])).toEqual(['waited-too-long', 'admitted']);
    admission.close();
  });
});
