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

describe('the description of the API', () => {
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
    expect(shelving.responses['409'].description).toContain('`reader-barred`');
    expect(Object.keys(shelving.responses['404'].content['application/problem+json'].examples)).toEqual([
      'author-unknown',
      'book-unknown',
    ]);
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
      'asAt',
      'clock',
      'knownAt',
      'after',
      'limit',
      'cursor',
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
