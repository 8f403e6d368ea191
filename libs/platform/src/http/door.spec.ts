import { type AddressInfo, connect, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import {
  Controller,
  Get,
  type INestApplication,
  Logger,
  NotFoundException,
  Param,
  Query,
} from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { decider, event, Id, ListOf, nothing, rule, Whole, Words } from '#kernel';
import { Commands, Refused, TryAgain } from '../commands.js';
import { EventStore } from '../event-store.js';
import { commandRoutes, post } from './command-routes.js';
import { publishOpenApi } from './openapi.js';
import { keysOf, ListQuery } from './page.js';
import { httpAdapter, openDoor } from './server.js';

class Chapter {
  @Words() title!: string;
}
class ShelveBook {
  @Id() bookId!: string;
  @Words() title!: string;
  @Whole(1, 9, { optional: true }) copies?: number;
  @ListOf(() => Chapter, 3, { optional: true }) chapters?: Chapter[];
}

const books = decider({
  name: 'book',
  key: ({ bookId }: { bookId: string }) => bookId,
  initial: {},
  events: { shelved: event('BookShelved', 1).of<{ bookId: string }>() },
  evolve: { BookShelved: (state: object) => state },
  rules: [rule(ShelveBook, ['shelf-full', 'book-unknown'], () => nothing)],
});

class ListBooks extends ListQuery {
  @Words({ optional: true }) title?: string;
}

@Controller('books')
class BooksController {
  @Get()
  list(@Query() query: ListBooks) {
    return { keys: query.cursor ? keysOf(query.cursor) : [], limit: query.limit };
  }

  @Get(':bookId')
  one(@Param('bookId') _bookId: string) {
    throw new NotFoundException('There is no such book.');
  }
}

const outcomes: Record<string, () => Error> = {
  refused: () => new Refused({ refused: 'shelf-full', message: 'Full.', field: 'title' }),
  unknown: () => new Refused({ refused: 'book-unknown', message: 'No such book.' }),
  reused: () => new Refused({ refused: 'key-reused', message: 'Used.' }),
  differs: () => new Refused({ refused: 'revision-differs', message: 'Changed.' }),
  later: () => new TryAgain('Not now.', 7),
  broken: () =>
    Object.assign(new Error('duplicate key value'), { detail: 'Key (email)=(amara@example.org) exists' }),
};

const receipt = { stream: 'book-x', revision: 0, position: '1', recorded: [] };

/** The connection that came last. */
const sockets = new Set<Socket>();
let app: INestApplication;
let server: ReturnType<INestApplication['getHttpServer']>;

beforeAll(async () => {
  const module = await Test.createTestingModule({
    controllers: [commandRoutes(books, 'books', 'Books', [post('', ShelveBook, 'Shelve')]), BooksController],
    providers: [
      {
        provide: Commands,
        useValue: {
          send: async ({ title }: ShelveBook) => {
            const failure = outcomes[title]?.();
            if (failure) throw failure;
            return receipt;
          },
        },
      },
      { provide: EventStore, useValue: {} },
    ],
  }).compile();
  app = module.createNestApplication(httpAdapter(), { bodyParser: false, logger: false });
  openDoor(app, { running: 5, queued: 5, waitMilliseconds: 1_000 });
  publishOpenApi(app);
  app.getHttpServer().on('connection', (socket: Socket) => {
    sockets.clear();
    sockets.add(socket);
  });
  await app.listen(0, '127.0.0.1');
  server = app.getHttpServer();
});

afterAll(() => app.close());

const shelve = (body: string, type = 'application/json') =>
  request(server).post('/api/books').set('content-type', type).send(body);
const text = (value: unknown) => JSON.stringify(value);

describe('the door', () => {
  it('answers a command with 201, its receipt, ETag and Location', async () => {
    const answer = await shelve(text({ bookId: '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11', title: 'Kidnapped' }));
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual(receipt);
    expect(answer.headers).toMatchObject({
      etag: '"0"',
      location: '/api/books/0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11',
    });
  });

  it.each([
    ['an unknown field', text({ title: 'a', colour: 'red' }), 400, 'invalid-request', 'colour'],
    ['a missing field', text({}), 400, 'invalid-request', 'title'],
    ['a wrong type', text({ title: ['a'] }), 400, 'invalid-request', 'title'],
    ['a number as text', text({ title: 'a', copies: '1' }), 400, 'invalid-request', 'copies'],
    ['a fraction', text({ title: 'a', copies: 1.5 }), 400, 'invalid-request', 'copies'],
    [
      'a field of a list',
      text({ title: 'a', chapters: [{ title: 'b' }, {}] }),
      400,
      'invalid-request',
      'chapters.1.title',
    ],
    ['a list of lists', text({ title: 'a', chapters: [[]] }), 400, 'invalid-request', 'chapters'],
    ['an object for a list', text({ title: 'a', chapters: {} }), 400, 'invalid-request', 'chapters'],
    ['text as body', text('a'), 400, 'invalid-request', 'body'],
    ['null as a field', text({ title: null }), 400, 'invalid-request', 'title'],
    ['NUL', text({ title: 'a\0b' }), 400, 'invalid-request', 'title'],
    ['NUL in a name', text({ 'a\0': 'b' }), 400, 'invalid-request', 'body'],
    ['a lone surrogate', '{"title":"\\ud800"}', 400, 'invalid-request', 'title'],
    ['__proto__', '{"title":"a","__proto__":{"admin":true}}', 400, 'invalid-request', '__proto__'],
    ['constructor', '{"title":"a","constructor":{}}', 400, 'invalid-request', 'constructor'],
    ['invalid JSON', '{"title":', 400, 'invalid-json', 'body'],
    ['deep nesting', '['.repeat(30_000), 400, 'nested-too-deep', 'body'],
    ['a huge body', text({ title: 'a'.repeat(70_000) }), 413, 'too-large', undefined],
  ])('refuses %s and names the field', async (_, body, status, code, field) => {
    const answer = await shelve(body);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ status, code, instance: '/api/books' });
    expect(answer.body.errors?.map((error: { field: string }) => error.field)).toEqual(
      field === undefined ? undefined : expect.arrayContaining([field]),
    );
  });

  it.each([
    ['refused', 409, 'shelf-full'],
    ['unknown', 404, 'book-unknown'],
    ['reused', 422, 'key-reused'],
    ['differs', 412, 'revision-differs'],
    ['later', 503, 'try-again'],
  ])('tells a command that is %s with %d and its code', async (title, status, code) => {
    const answer = await shelve(text({ title })).set('idempotency-key', 'k-1');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, commandId: 'k-1' });
    expect(answer.headers['retry-after']).toBe(title === 'later' ? '7' : undefined);
  });

  it('gives nothing of an unforeseen failure away', async () => {
    const answer = await shelve(text({ title: 'broken' }));
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/duplicate|amara|stack|at /);
  });

  it('takes nothing but JSON, in UTF-8', async () => {
    expect((await shelve('title=a', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await shelve('a', 'text/plain')).body).toMatchObject({ status: 415, code: 'not-json' });
    expect((await shelve(text({ title: 'a' }), 'application/json; charset=utf-8')).status).toBe(201);
    const latin = await request(server)
      .post('/api/books')
      .set('content-type', 'application/json')
      .serialize((value: Buffer) => value as unknown as string)
      .send(Buffer.from('7b227469746c65223a22e9227d', 'hex') as never);
    expect(latin.body).toMatchObject({ status: 400, code: 'invalid-json' });
  });

  it.each([
    ['/api/nowhere', 404, 'not-found', undefined],
    ['/api/books/0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11', 404, 'not-found', undefined],
    ['/api/books/not-an-id', 400, 'invalid-request', 'bookId'],
    [`/api/books/${'a'.repeat(400)}`, 414, 'address-too-long', undefined],
    ['/api/books/%00', 400, 'invalid-request', 'path'],
    ['/api/books/%ed%a0%80', 400, 'invalid-request', 'path'],
    ['/api/books/%zz', 400, 'invalid-request', 'path'],
    ['/api/books?title=a%00', 400, 'invalid-request', 'query title'],
    ['/api/books?title=%ff', 400, 'invalid-request', 'query title'],
    ['/api/books?colour=red', 400, 'invalid-request', 'colour'],
    ['/api/books?__proto__=red', 400, 'invalid-request', 'query'],
    ['/api/books?limit=0', 400, 'invalid-request', 'limit'],
    ['/api/books?limit=1e3', 400, 'invalid-request', 'limit'],
    ['/api/books?limit=1&limit=2', 400, 'invalid-request', 'limit'],
    ['/api/books?after=-1', 400, 'invalid-request', 'after'],
    ['/api/books?cursor=garbage', 400, 'invalid-request', 'cursor'],
    ['/api/books?cursor=WzEsMl0', 400, 'invalid-request', 'cursor'],
  ])('refuses GET %s', async (url, status, code, field) => {
    const answer = await request(server).get(url);
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.body.errors?.[0].field).toBe(field);
  });

  it('tells a wrong method from a wrong address', async () => {
    const answer = await request(server).delete('/api/books');
    expect(answer.body).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(answer.headers.allow).toBe('GET, HEAD, POST');
  });

  it('logs what is unforeseen, and not who hangs up', async () => {
    const logged: string[] = [];
    const errors = jest.spyOn(Logger.prototype, 'error').mockImplementation((message) => {
      logged.push(String(message));
    });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      'POST /api/books HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await new Promise((resolve) => server.once('request', resolve));
    const gone = new Promise((resolve) => [...sockets][0]!.once('close', resolve));
    socket.destroy();
    await gone;
    await shelve(text({ title: 'broken' }));
    errors.mockRestore();
    expect(logged).toEqual(['A request failed in an unforeseen way.']);
  });

  it('answers what is no HTTP with a problem, and goes on', async () => {
    const raw = await new Promise<string>((resolve) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => resolve(received));
      socket.write('GET /api/books HTTP/1.1\r\nHost: a\r\nIdempotency-Key: a\0b\r\n\r\n');
    });
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(raw).toContain('application/problem+json');
    expect((await request(server).get('/api/books?limit=3')).body).toEqual({ keys: [], limit: 3 });
  });

  it('describes every command with its fields, refusals and headers', async () => {
    const { body: document } = await request(server).get('/api/openapi.json');
    const { post: shelving, get: listing } = document.paths['/api/books'];
    expect(shelving).toMatchObject({
      operationId: 'shelveBook',
      tags: ['Books'],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ShelveBook' } } },
      },
    });
    expect(shelving.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'Idempotency-Key',
      'If-Match',
      'Effective-On',
    ]);
    expect(Object.keys(shelving.responses)).toEqual(['201', '400', '404', '409', '412', '422', '503']);
    expect(shelving.responses['409'].description).toContain('`shelf-full`');
    expect(
      shelving.responses['404'].content['application/problem+json'].examples['book-unknown'].value,
    ).toMatchObject({ status: 404, code: 'book-unknown' });
    expect(document.components.schemas.ShelveBook).toMatchObject({
      required: ['title'],
      properties: {
        copies: { type: 'integer', minimum: 1, maximum: 9 },
        chapters: { type: 'array', maxItems: 3, items: { $ref: '#/components/schemas/Chapter' } },
      },
    });
    expect(document.components.schemas.Chapter).toMatchObject({ required: ['title'] });
    expect(listing.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'limit',
      'cursor',
      'after',
      'title',
    ]);
  });

  it('has a page for people that needs nothing from elsewhere', async () => {
    const page = await request(server).get('/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    for (const [, asset] of page.text.matchAll(/(?:src|href)="([^"]+)"/g))
      expect([asset, (await request(server).get(asset!)).status]).toEqual([asset, 200]);
    expect((await request(server).get('/api/docs/start.js')).text).toContain('/api/openapi.json');
  });
});
