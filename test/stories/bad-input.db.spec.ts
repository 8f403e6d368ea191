import request from 'supertest';
import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 1);
  await registered(office, 'Glenmore Council', ['amara']);
});
afterAll(() => office?.close());

const plan = autumnCohort(1);
const places = `/api/cohorts/${plan.cohortId}/places`;
const json = (value: unknown) => JSON.stringify(value);
const another = { ...plan, cohortId: idOf('another cohort') };

describe('bad input', () => {
  it.each([
    ['/api/organisations', json({ name: 'A', sector: 'public' }), 400, 'sector'],
    ['/api/organisations', json({ name: '', sector: 'private' }), 400, 'name'],
    ['/api/organisations', json({ name: 'a\0b', sector: 'private' }), 400, 'name'],
    ['/api/organisations', '{"name":"\\udead","sector":"private"}', 400, 'name'],
    ['/api/organisations', json({ name: 'A', sector: 'private', colour: 1 }), 400, 'colour'],
    ['/api/organisations', json({ name: { $gt: '' }, sector: 'private' }), 400, 'name'],
    [
      '/api/organisations',
      json({ organisationId: 'x', name: 'A', sector: 'private' }),
      400,
      'organisationId',
    ],
    ['/api/organisations', '{"name":"A","sector":"private","__proto__":{}}', 400, '__proto__'],
    ['/api/organisations', '{', 400, 'body'],
    ['/api/organisations', '['.repeat(50_000), 400, 'body'],
    ['/api/organisations', json({ name: 'x'.repeat(66_000) }), 413, undefined],
    ['/api/people', json({ name: 'Amara', email: 'nowhere' }), 400, 'email'],
    ['/api/people', json({ name: 'Amara', registration: [] }), 400, 'registration'],
    [
      '/api/people',
      json({ name: 'Amara', registration: { body: 'XX', number: '1' } }),
      400,
      'registration.body',
    ],
    ['/api/cohorts', json({ ...another, capacity: 1e21 }), 400, 'capacity'],
    ['/api/cohorts', json({ ...another, capacity: '10' }), 400, 'capacity'],
    ['/api/cohorts', json({ ...another, startsOn: '2027-02-30' }), 400, 'startsOn'],
    ['/api/cohorts', json({ ...another, modules: [{}] }), 400, 'modules.0.title'],
    ['/api/cohorts', json({ ...another, pricePence: -0.5 }), 400, 'pricePence'],
    ['/api/cohorts', json({ ...another, endsOn: '2026-01-01' }), 409, 'endsOn'],
    [places, json({ sponsorId: 'me' }), 400, 'sponsorId'],
    [places, json({ cohortId: idOf('x'), sponsorId: idOf('y') }), 400, 'cohortId'],
    [
      `/api/cohorts/${idOf('nowhere')}/places`,
      json({ sponsorId: idOf('Glenmore Council') }),
      404,
      'cohortId',
    ],
    [`/api/cohorts/not-an-id/places`, json({ sponsorId: idOf('y') }), 400, 'cohortId'],
    [`${places}/${idOf('nothing')}/acceptance`, '', 404, 'placeId'],
    [
      `${places}/${idOf('nothing')}/confirmation`,
      json({ ...confirmationOf('amara', 'bo'), checks: {} }),
      400,
      'checks',
    ],
    [`/api/cohorts/${idOf('nowhere')}/recommendation`, '', 404, undefined],
    [`/api/cohorts/${plan.cohortId}/start`, '', 409, undefined],
  ])('POST %s %.60s is answered with %d and names %s', async (path, body, status, field) => {
    const before = await office.product.store.head();
    const answer = await request(office.product.url!)
      .post(path)
      .set('content-type', 'application/json')
      .send(body);

    expect([answer.status, answer.body.detail]).toEqual([status, expect.any(String)]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ status, code: expect.any(String), instance: path });
    if (field !== undefined)
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(answer.text).not.toMatch(/node_modules|\.ts:|at Object|postgres/);
    expect(await office.product.store.head()).toBe(before);
  });

  it.each([
    [{ 'effective-on': 'tomorrow' }, 400, 'header Effective-On'],
    [{ 'if-match': '*' }, 400, 'header If-Match'],
    [{ 'if-match': '"99"' }, 412, undefined],
    [{ 'idempotency-key': 'x'.repeat(201) }, 400, 'header Idempotency-Key'],
  ])('headers %j are answered with %d', async (headers, status, field) => {
    const answer = await office.put(
      `organisations/${idOf('Glenmore Council')}/name`,
      { name: 'Glenmore Town Council' },
      headers,
    );
    expect(answer.body).toMatchObject({ status, code: expect.any(String) });
    expect(answer.body.errors?.[0].field).toBe(field);
  });

  it.each([
    ['organisations?limit=-1', 'limit'],
    ['organisations?cursor=e30', 'cursor'],
    ['people?cursor=WzFd', 'cursor'],
    ['cohorts?colour=red', 'colour'],
    ['programmes?name=%00', 'query name'],
    ['completion-rates?asAt=2026-13-01', 'asAt'],
    ['completion-rates?by=name%3B%20drop%20table', 'by'],
    [`cohorts/${plan.cohortId}/place-book?after=soon`, 'after'],
    ['cohorts/1%27%20or%201=1', 'cohortId'],
  ])('GET %s is answered with 400 and names %s', async (path, field) => {
    const answer = await office.get(path);
    expect(answer.body).toMatchObject({ status: 400 });
    expect(answer.body.errors?.[0].field).toBe(field);
  });
});
