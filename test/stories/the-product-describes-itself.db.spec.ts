import request from 'supertest';
import { contexts } from '../../apps/contexts.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
let document: any;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  document = (await request(office.product.url!).get('/api/openapi.json')).body;
});
afterAll(() => office?.close());

const operations = (): { route: string; method: string; operation: any }[] =>
  Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, operation]) => ({
      route: `${method} ${path}`,
      method,
      operation,
    })),
  );

describe('the description of the API', () => {
  it('names every operation once, with a tag and a sentence', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      operations().filter(({ operation }) => !operation.summary || operation.tags?.length !== 1),
    ).toEqual([]);
  });

  it('holds every schema it refers to', () => {
    const referred = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]*)/g)].map(
      ([, name]) => name!,
    );
    expect(referred.filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(document.components.schemas).toHaveProperty('ModulePlan.properties.venue');
  });

  it('shows what every query answers, by a schema and an example', () => {
    const queries = operations().filter(({ method, route }) => method === 'get' && route.includes('/api/'));
    expect(queries.length).toBeGreaterThan(14);
    const silent = queries.filter(({ operation }) => {
      const content = operation.responses['200']?.content?.['application/json'];
      return !content?.example || Object.keys(content.schema?.properties ?? {}).length === 0;
    });
    expect(silent.map(({ route }) => route)).toEqual([]);
  });

  it('publishes every refusal code of every command that has a route', () => {
    const rules = contexts.flatMap(({ deciders = [] }) => deciders).flatMap(({ rules }) => rules);
    const missing = operations()
      .filter(({ method }) => method !== 'get')
      .flatMap(({ route, operation }) => {
        const rule = rules.find(
          ({ command }) => command.name.toLowerCase() === operation.operationId.toLowerCase(),
        );
        const described = Object.values<any>(operation.responses)
          .map(({ description }) => description)
          .join();
        return (rule?.refuses ?? [`no rule for ${route}`]).filter(
          (code) => !described.includes(`\`${code}\``),
        );
      });
    expect(missing).toEqual([]);
  });
});

describe('whoever watches the product', () => {
  const get = (path: string) => request(office.product.url!).get(path);

  it('sees that it lives, is ready and follows the log', async () => {
    await office.done('organisations', { name: 'Puffin Point', sector: 'voluntary' });
    await office.settle();
    expect((await get('/health/live')).body).toEqual({ status: 'live' });
    expect((await get('/health/ready')).body).toEqual({ status: 'ready' });
    const { body } = await get('/health/followers');
    expect(body).toMatchObject({ head: '1', workItems: [] });
    expect(body.followers.filter(({ lag, failed }: any) => lag > 0 || failed)).toEqual([]);
  });

  it('counts requests by route, commands by outcome and the lag of followers', async () => {
    await office.post('organisations', { name: 'Puffin Point', sector: 'nobody' });
    const { text } = await get('/metrics');
    expect(text).toContain('l2d_commands_total{command="RegisterOrganisation",outcome="recorded"} 1');
    expect(text).toMatch(
      /l2d_http_request_seconds_count\{method="POST",route="\/api\/organisations",status="400"\} 1/,
    );
    expect(text).toMatch(/l2d_follower_lag_events\{follower="place-book@\d+"\} 0/);
  });
});
