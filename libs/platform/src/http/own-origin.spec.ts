import type { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { openLibrary } from './door.example.js';

let app: INestApplication;
let server: ReturnType<INestApplication['getHttpServer']>;
beforeAll(async () => {
  app = await openLibrary();
  server = app.getHttpServer();
});
afterAll(() => app.close());

const shelve = (headers: Record<string, string>) =>
  request(server).post('/api/books').set(headers).send({ title: 'Kidnapped' });

describe('an API without a sign-in', () => {
  it.each(['127.0.0.1', '127.0.0.1:3000', 'localhost', 'LocalHost:3000', '[::1]', '[::1]:3000'])(
    'answers under its own name %s',
    async (host) => {
      const answer = await request(server).get('/api/books').set({ host });
      expect(answer.status).toBe(200);
    },
  );

  it.each([
    'books.example.org',
    'books.example.org:3000',
    '127.0.0.1.example.org',
    'localhost.example.org',
    'localhost:3000@example.org',
    '10.0.0.7',
    '[::2]',
  ])('tells nothing under the name %s, which whoever owns it can point at this machine', async (host) => {
    for (const path of ['/api/books', '/api/nowhere', '/api/openapi.json']) {
      const answer = await request(server).get(path).set({ host });
      expect(answer.status).toBe(421);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.body).toMatchObject({ code: 'host-not-ours', instance: path });
    }
  });

  it.each<Record<string, string>>([
    { origin: 'http://books.example.org' },
    { origin: 'http://localhost:9000', host: 'localhost:3000' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000', host: 'localhost:3000' },
  ])('takes no command from the page of another site: %j', async (headers) => {
    const answer = await shelve(headers);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'origin-not-ours' });
  });

  it.each<Record<string, string>>([
    {},
    { origin: 'http://localhost:3000', host: 'localhost:3000' },
    { origin: 'http://127.0.0.1', host: '127.0.0.1' },
    { 'sec-fetch-site': 'same-origin' },
  ])('takes commands from its own pages and from programs: %j', async (headers) => {
    expect((await shelve(headers)).status).toBe(201);
  });

  it('lets a page of another site link to it, and grants it nothing', async () => {
    const answer = await request(server).get('/api/books').set({ 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    const asked = await request(server).options('/api/books').set({ origin: 'http://books.example.org' });
    expect(asked.body).toMatchObject({ code: 'origin-not-ours' });
  });

  it('has nothing kept by browsers but the files of its page', async () => {
    expect((await request(server).get('/api/books')).headers['cache-control']).toBe('no-store');
    expect((await shelve({})).headers['cache-control']).toBe('no-store');
    const asset = await request(server).get('/api/docs/swagger-ui.css');
    expect(asset.headers['cache-control']).toBe('public, max-age=86400');
  });
});
