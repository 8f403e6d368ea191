import { type AddressInfo, connect, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { type INestApplication, Logger } from '@nestjs/common';
import request from 'supertest';
import { openLibrary, receipt } from './door.example.js';

let app: INestApplication;
let server: ReturnType<INestApplication['getHttpServer']>;
beforeAll(async () => {
  app = await openLibrary();
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
    ['a field that is filled in', text({ title: 'a', shelf: 'S' }), 400, 'invalid-request', 'shelf'],
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
    ['/api/books?after=007', 400, 'invalid-request', 'after'],
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
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      'POST /api/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await new Promise((resolve) => server.once('request', resolve));
    const gone = accepted.then((connection) => new Promise((resolve) => connection.once('close', resolve)));
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
      socket.write('GET /api/books HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: a\0b\r\n\r\n');
    });
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(raw).toContain('application/problem+json');
    expect((await request(server).get('/api/books?limit=3')).body).toEqual({ keys: [], limit: 3 });
  });
});
