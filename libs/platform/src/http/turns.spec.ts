import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Controller, Get, type INestApplication } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { TryAgain } from '../commands.js';
import { Admission } from './admission.js';
import { httpAdapter, openDoor } from './server.js';
import { afterTurn, Turn, withoutTurn } from './turns.js';
import { UnlessOut } from './unless-out.js';

let open: (what: string) => void;
let gate: Promise<string>;
const crowded = () => 'too many wait';

@Controller()
class Doors {
  @Get('waits')
  waits() {
    return withoutTurn(() => gate, crowded);
  }

  @Get('ends')
  ends() {
    return afterTurn(() => gate, crowded);
  }

  @Get('stays')
  stays() {
    return gate;
  }

  @Get('quick')
  quick() {
    return 'quick';
  }
}

const answered = async (app: INestApplication, path: string) =>
  (await request(app.getHttpServer()).get(`/api/${path}`)).text;

describe('a request that waits', () => {
  let app: INestApplication;
  let admission: Admission;
  beforeEach(async () => {
    gate = new Promise((resolve) => (open = resolve));
    const module = await Test.createTestingModule({ controllers: [Doors] }).compile();
    app = module.createNestApplication(httpAdapter(), { bodyParser: false, logger: false });
    admission = openDoor(app, { running: 1, queued: 5, waitMilliseconds: 5_000, waiters: 2 });
    await app.listen(0, '127.0.0.1');
  });
  afterEach(async () => {
    open('over');
    await app.close();
    admission.close();
  });

  it.each(['waits', 'ends'])('leaves its turn to others meanwhile: %s', async (path) => {
    const waiting = answered(app, path);
    while (admission.state.waiting === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await answered(app, 'quick')).toBe('quick');
    expect(admission.state).toEqual({ running: 0, queued: 0, waiting: 1 });
    open('passed');
    expect(await waiting).toBe('passed');
    expect(admission.state).toEqual({ running: 0, queued: 0, waiting: 0 });
  });

  it('waits with so many others at most', async () => {
    const waiting = [answered(app, 'waits'), answered(app, 'ends')];
    while (admission.state.waiting < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await answered(app, 'waits')).toBe('too many wait');
    expect(await answered(app, 'ends')).toBe('too many wait');
    expect(await answered(app, 'quick')).toBe('quick');
    open('passed');
    expect(await Promise.all(waiting)).toEqual(['passed', 'passed']);
    expect(admission.state).toEqual({ running: 0, queued: 0, waiting: 0 });
  });
});

describe('a turn', () => {
  const limits = { running: 1, queued: 0, waitMilliseconds: 5_000 };
  const reply = () => Object.assign(new EventEmitter(), { closed: false }) as unknown as ServerResponse;
  const hangUp = (of: ServerResponse) => {
    Object.assign(of, { closed: true });
    of.emit('close');
  };

  it('ends once, whether its client hangs up while it runs or while it waits', async () => {
    const admission = new Admission(limits);
    const [one, other] = [reply(), reply()];
    await Turn.begin(admission, one);
    hangUp(one);
    const turn = await Turn.begin(admission, other);
    await turn.without(
      async () => hangUp(other),
      () => undefined,
    );
    expect(admission.state).toEqual({ running: 0, queued: 0, waiting: 0 });
    admission.close();
  });

  it('is asked for again after the wait, and refused when there is none', async () => {
    const admission = new Admission(limits);
    const turn = await Turn.begin(admission, reply());
    const back = turn.without(
      () => Turn.begin(admission, reply()),
      () => undefined,
    );
    await expect(back).rejects.toMatchObject({ status: 503, code: 'queue-full' });
    expect(admission.state).toEqual({ running: 1, queued: 0, waiting: 0 });
    admission.close();
  });

  it('is none of the matter where there is no door', async () => {
    expect(await withoutTurn(async () => 'passed', crowded)).toBe('passed');
    expect(await afterTurn(async () => 'passed', crowded)).toBe('passed');
  });
});

describe('while what the routes stand on is out', () => {
  let out: boolean;
  let turnAway: () => void;
  const watch = {
    unlessOut: async <T>(work: () => Promise<T>): Promise<T> => {
      const gone = new TryAgain('It does not answer.', 2);
      if (out) throw gone;
      return Promise.race([work(), new Promise<never>((_, reject) => (turnAway = () => reject(gone)))]);
    },
  };
  let app: INestApplication;
  let admission: Admission;
  beforeEach(async () => {
    out = false;
    gate = new Promise((resolve) => (open = resolve));
    const module = await Test.createTestingModule({
      controllers: [Doors],
      providers: [{ provide: APP_INTERCEPTOR, useValue: new UnlessOut(watch) }],
    }).compile();
    app = module.createNestApplication(httpAdapter(), { bodyParser: false, logger: false });
    admission = openDoor(app, { running: 1, queued: 5, waitMilliseconds: 5_000 }, watch);
    await app.listen(0, '127.0.0.1');
  });
  afterEach(async () => {
    open('over');
    await app.close();
    admission.close();
  });

  it('whoever waits for a turn, and whoever has one, is told to try again, and nobody keeps a turn', async () => {
    const has = request(app.getHttpServer())
      .get('/api/stays')
      .then((answer) => answer);
    while (admission.state.running === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const [endsOne] = [turnAway];
    const waits = request(app.getHttpServer())
      .get('/api/quick')
      .then((answer) => answer);
    while (admission.state.queued === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    turnAway();
    endsOne();
    for (const answer of [await has, await waits]) {
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('2');
      expect(answer.body.code).toBe('try-again');
    }
    out = true;
    expect((await request(app.getHttpServer()).get('/api/quick')).status).toBe(503);
    out = false;
    open('too late for the first');
    expect(await answered(app, 'quick')).toBe('quick');
    expect(admission.state).toEqual({ running: 0, queued: 0, waiting: 0 });
  });
});
