import { PATH_METADATA } from '@nestjs/common/constants.js';
import { decider, event, type FactsOf, Id, nothing, type Receipt, refuse, rule, Whole, Words } from '#kernel';
import { type Envelope, Refused } from '../commands.js';
import { type CommandReply, type CommandRequest } from './command-answer.js';
import { post } from './command-route.js';
import { commandRoutes } from './command-routes.js';
import type { Problem } from './problem.js';

const shelved = event('BookShelved', 1).of<{ shelfId: string; bookId: string }>();
const events = { shelved };

class ShelveBook {
  @Id() shelfId!: string;
  @Id() bookId!: string;
  @Words() title!: string;
  @Whole(1, 9, { optional: true }) copies?: number;
}

class DustBook {
  @Id() shelfId!: string;
  @Id() bookId!: string;
}

const shelves = decider({
  name: 'shelf',
  key: ({ shelfId }: { shelfId: string }) => shelfId,
  initial: {},
  events,
  evolve: { BookShelved: (state) => state } satisfies Record<
    FactsOf<typeof events>['type'],
    (s: object) => object
  >,
  rules: [
    rule(ShelveBook, ['shelf-full'], () => refuse('shelf-full', 'Take a book off the shelf first.')),
    rule(DustBook, [], () => nothing),
  ],
});

const shelfId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const bookId = '1c0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e12';
const receipt: Receipt = {
  stream: `shelf-${shelfId}`,
  revision: 4,
  position: '9',
  recorded: [{ type: 'BookShelved', id: bookId }],
};

const settles = {
  withinMilliseconds: 30,
  outcome: (happened: { type: string }) =>
    happened.type === 'BookFound'
      ? 'found'
      : happened.type === 'BookLost'
        ? refuse('book-lost', 'It is lost.')
        : undefined,
};

const shelf = (laterEvents: readonly string[] = []) => {
  const sent: { command: object; envelope: Partial<Envelope> }[] = [];
  const later = [...['BookShelved', ...laterEvents].entries()].map(([index, type]) => ({
    type,
    revision: 4 + index,
    position: String(9 + index),
  }));
  const controller = commandRoutes(shelves, 'shelves/:shelfId/books', 'Shelves', [
    post('', ShelveBook, 'Put a book on the shelf'),
    post(':bookId/dusting', DustBook, 'Dust it', { settles }),
  ]);
  const made = Object.assign(new controller() as Record<string, any>, {
    commands: {
      send: async (command: object, envelope: Partial<Envelope>) => {
        sent.push({ command, envelope });
        if ((command as ShelveBook).title === 'full')
          throw new Refused({ refused: 'shelf-full', message: 'Full.' });
        return receipt;
      },
    },
    store: {
      readStream: async (_: string, { from }: { from: number }) => later.filter((e) => e.revision >= from),
      onAppended: () => () => undefined,
    },
  });
  const headers: Record<string, string | number> = {};
  const reply: CommandReply = {
    header: (name, value) => (headers[name] = value),
    status: (code) => (headers.status = code),
  };
  const ask = (method: string, request: Partial<CommandRequest>) =>
    made[method](
      { id: 'r1', url: '/api/shelves/x/books', headers: {}, params: { shelfId }, query: {}, ...request },
      reply,
    ) as Promise<unknown>;
  return { controller, sent, headers, ask };
};

const fieldsOfProblem = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'was accepted',
    (problem: Problem) => (problem.errors ?? []).map(({ field }) => field),
  );

describe('the routes of commands', () => {
  it('are a controller with readable names', () => {
    const { controller } = shelf();
    expect(controller.name).toBe('ShelfCommands');
    expect(Reflect.getMetadata(PATH_METADATA, controller)).toBe('shelves/:shelfId/books');
    expect(Object.getOwnPropertyNames(controller.prototype)).toEqual([
      'constructor',
      'shelveBook',
      'dustBook',
    ]);
  });

  it('send the path and the body as an instance of the command, with the envelope of the headers', async () => {
    const { ask, sent, headers } = shelf();
    const answer = await ask('shelveBook', {
      body: { bookId, title: ' Kidnapped ' },
      headers: {
        'idempotency-key': 'k-1',
        'if-match': '"3"',
        'effective-on': '2026-09-01',
        'x-correlation-id': 'c-1',
      },
    });

    expect(answer).toEqual(receipt);
    expect(sent[0]!.command).toBeInstanceOf(ShelveBook);
    expect({ ...sent[0]!.command }).toEqual({ shelfId, bookId, title: 'Kidnapped' });
    expect(sent[0]!.envelope).toEqual({
      commandId: 'k-1',
      causationId: 'k-1',
      correlationId: 'c-1',
      actor: 'local-administrator',
      role: 'administrator',
      origin: 'command',
      effectiveOn: '2026-09-01',
      expectedRevision: 3,
    });
    expect(headers).toEqual({ ETag: '"4"', Location: `/api/shelves/x/books/${bookId}` });
  });

  it('derive the id of what is made from the key, so that a repeat makes the same', async () => {
    const { ask, sent } = shelf();
    const request = { body: { title: 'Kidnapped' }, headers: { 'idempotency-key': 'k-1' } };
    await ask('shelveBook', request);
    await ask('shelveBook', request);
    await ask('shelveBook', { ...request, headers: { 'idempotency-key': 'k-2' } });
    const ids = sent.map(({ command }) => (command as ShelveBook).bookId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it.each([
    ['an unknown field', { body: { title: 'a', colour: 'red' } }, ['colour']],
    ['a wrong type', { body: { title: 7 } }, ['title']],
    ['a number as text', { body: { title: 'a', copies: '3' } }, ['copies']],
    ['every field that is wrong', { body: { copies: 0, bookId: 'x' } }, ['bookId', 'title', 'copies']],
    ['a list as body', { body: [] }, ['body']],
    ['another id in the body than in the path', { body: { title: 'a', shelfId: bookId } }, ['shelfId']],
    ['an id in the path that is none', { params: { shelfId: 'x' }, body: { title: 'a' } }, ['shelfId']],
    ['an unknown query parameter', { body: { title: 'a' }, query: { dry: '1' } }, ['query dry']],
    ['a bad If-Match', { body: { title: 'a' }, headers: { 'if-match': '3' } }, ['header If-Match']],
    [
      'a bad Effective-On',
      { body: { title: 'a' }, headers: { 'effective-on': '2026-02-30' } },
      ['header Effective-On'],
    ],
    [
      'an empty key',
      { body: { title: 'a' }, headers: { 'idempotency-key': '' } },
      ['header Idempotency-Key'],
    ],
  ])('name the field of %s, and send nothing', async (_, request, fields) => {
    const { ask, sent } = shelf();
    expect(await fieldsOfProblem(ask('shelveBook', request))).toEqual(fields);
    expect(sent).toEqual([]);
  });

  it('wait for an outcome where one follows', async () => {
    const params = { shelfId, bookId };
    expect(await shelf(['BookFound']).ask('dustBook', { params })).toEqual({ ...receipt, outcome: 'found' });
  });

  it('refuse when the outcome is a refusal, and answer 202 when it does not come', async () => {
    const params = { shelfId, bookId };
    await expect(shelf(['BookLost']).ask('dustBook', { params })).rejects.toMatchObject({
      refusal: { refused: 'book-lost' },
    });
    const silent = shelf();
    expect(await silent.ask('dustBook', { params, url: '/api/shelves/x/books/y/dusting' })).toEqual(receipt);
    expect(silent.headers).toMatchObject({ status: 202, Location: '/api/shelves/x/books/y' });
  });

  it('are refused where no rule decides the command, or the path names what it has no field for', () => {
    class BurnShelf {}
    const routes = (path: string, command: new () => object) => () =>
      commandRoutes(shelves, 'x', 'X', [post(path, command, 'Never')]);
    expect(routes('', BurnShelf)).toThrow('has no rule for the command BurnShelf');
    expect(routes(':roomId', DustBook)).toThrow('DustBook has no field for ":roomId" in its path');
  });
});
