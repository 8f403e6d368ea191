import { autumnCohort, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 1);
  await registered(office, 'Glenmore Council', ['amara']);
});
afterAll(() => office?.close());

const { cohortId } = autumnCohort(1);
const places = `cohorts/${cohortId}/places`;
const council = `organisations/${idOf('Glenmore Council')}`;

describe('a command that is sent again', () => {
  it('is recorded once when sent 50 times at once, and answered 50 times the same', async () => {
    const body = { placeId: idOf('place'), sponsorId: idOf('Glenmore Council') };
    const headers = { 'idempotency-key': 'asked-once' };
    const before = await office.product.store.head();
    const answers = await Promise.all(Array.from({ length: 50 }, () => office.post(places, body, headers)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const recorded = await office.product.store.readAll({ after: before });
    expect(
      recorded.filter(({ metadata }) => metadata.commandId === 'asked-once').map(({ type }) => type),
    ).toEqual(['PlaceRequested', 'PlaceOffered']);
  });

  it('answers 422 when the key comes with another body', async () => {
    const other = await office.post(
      places,
      { placeId: idOf('another place'), sponsorId: idOf('Glenmore Council') },
      { 'idempotency-key': 'asked-once' },
    );
    expect(other.status).toBe(422);
    expect(other.headers['content-type']).toContain('application/problem+json');
    expect(other.body).toMatchObject({ code: 'key-reused', commandId: 'asked-once' });
  });

  it('makes the same thing when its id is left to the product', async () => {
    const headers = { 'idempotency-key': 'made-once' };
    const first = await office.done('organisations', { name: 'Puffin Point', sector: 'voluntary' }, headers);
    const second = await office.done('organisations', { name: 'Puffin Point', sector: 'voluntary' }, headers);
    expect(second.headers.location).toBe(first.headers.location);
    expect(await office.see(first.headers.location!.replace('/api/', ''))).toMatchObject({
      name: 'Puffin Point',
    });
  });
});

describe('a command that names the revision it was decided on', () => {
  it('is refused with 412 once something changed, and goes through with the new revision', async () => {
    const rename = (name: string, etag: string) =>
      office.put(`${council}/name`, { name }, { 'if-match': etag });
    const { etag } = (await office.get(council)).headers;
    const renamed = await rename('Glenmore and Isles Council', etag!);
    expect(renamed.status).toBe(200);
    expect(renamed.headers.etag).not.toBe(etag);

    const stale = await rename('Glenmore Town Council', etag!);
    expect(stale.body).toMatchObject({ status: 412, code: 'revision-differs' });

    const seen = await office.get(`${council}?after=${renamed.body.position}`);
    expect(seen.body).toMatchObject({ name: 'Glenmore and Isles Council' });
    expect(seen.headers.etag).toBe(renamed.headers.etag);
    expect((await rename('Glenmore Council', seen.headers.etag!)).status).toBe(200);
  });
});
