import { idOf } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
});
afterAll(() => office?.close());

const council = idOf('Highland Council');
const twin = idOf('The Highland Council');
const reason = 'Registered twice, from a letter and from an invoice';
const register = (organisationId: string, name: string, fields: object = {}) =>
  office.done('organisations', { organisationId, name, sector: 'local_authority', ...fields });
const factOf = async (organisationId: string, fact: string) =>
  (await office.see(`organisations/${organisationId}/facts`)).items.find(
    (one: { fact: string }) => one.fact === fact,
  );

describe('two records of one organisation', () => {
  it('are proposed with the evidence', async () => {
    await register(council, 'Highland Council');
    await register(twin, 'The Highland Council');
    await office.done(`organisations/${twin}/units`, { name: 'Adults' });
    const { items } = await office.see('organisations/duplicates');
    expect(items).toMatchObject([{ score: 4, evidence: [expect.stringContaining('likely mean one name')] }]);
  });

  it('are merged: both ids are read and written as the one kept, and the list shows it once (edge case 10: a sponsor merged)', async () => {
    const key = { 'idempotency-key': 'renamed-before' };
    const rename = () => office.put(`organisations/${twin}/name`, { name: 'The Highlands' }, key);
    const before = await rename();
    await office.done('organisations/merges', { keptId: council, mergedId: twin, reason });

    expect((await rename()).body).toEqual(before.body);
    const again = { organisationId: twin, name: 'The Highland Council', sector: 'local_authority' };
    expect((await office.done('organisations', again)).body).toMatchObject({ recorded: [] });
    expect(
      await office.put(`organisations/${twin}/name`, { name: 'Comhairle na Gàidhealtachd' }),
    ).toMatchObject({ status: 200, body: { stream: `organisation-${council}` } });
    expect(await office.see(`organisations/${twin}`)).toMatchObject({
      organisationId: council,
      mergedInto: council,
      name: 'Comhairle na Gàidhealtachd',
      merged: [{ organisationId: twin, name: 'The Highlands' }],
      units: [{ organisationId: twin, name: 'Adults' }],
    });
    expect((await office.see('organisations')).items).toHaveLength(1);
    expect((await office.see('organisations/duplicates')).items).toEqual([]);
    expect((await office.see(`organisations/${council}/facts`)).items).toHaveLength(5);
  });

  it('never go in a circle, and are two again when the merge was wrong', async () => {
    const back = await office.post('organisations/merges', { keptId: twin, mergedId: council, reason });
    expect(back.body).toMatchObject({ code: 'merge-circular' });
    await office.done(`organisations/merges/${twin}/undoing`, { reason: 'Two after all' });
    expect(await office.see(`organisations/${twin}`)).toMatchObject({
      organisationId: twin,
      mergedInto: null,
    });
    await office.done('organisations/not-duplicates', {
      oneId: council,
      otherId: twin,
      reason: 'Two after all',
    });
    expect((await office.see('organisations/duplicates')).items).toEqual([]);
  });
});

describe('a fact about an organisation that was wrong', () => {
  it('is corrected with a reason, follows again, and stays visible as it was', async () => {
    const sector = await factOf(council, 'OrganisationRegistered');
    const correction = `organisations/${council}/facts/${sector.eventId}/correction`;
    await office.done(correction, { reason: 'Misread', sector: 'other_public', on: '2026-08-01' });

    expect(await office.see(`organisations/${council}`)).toMatchObject({ sector: 'other_public' });
    expect(await factOf(council, 'OrganisationRegistered')).toMatchObject({
      versions: [
        { data: { sector: 'local_authority' }, on: '2026-09-01', by: 'local-administrator' },
        { data: { sector: 'other_public' }, on: '2026-08-01', reason: 'Misread', by: 'local-administrator' },
      ],
    });
    expect(await office.see(`organisations/${council}?asAt=2026-08-15`)).toMatchObject({
      sector: 'other_public',
      asAt: '2026-08-15',
      clock: 'effective',
    });
    const nothing = await office.post(`organisations/${council}/facts/${council}/striking`, { reason });
    expect(nothing.body).toMatchObject({ code: 'no-such-fact' });
  });
});

describe('a number of the care register', () => {
  it('is of one organisation, whoever asks at once, until it is struck', async () => {
    const names = ['Puffin Point', 'Gannet Rock', 'Tern Bay'];
    for (const name of names) await register(idOf(name), name);
    const identifier = 'SP2003000009';
    const answers = await Promise.all(
      names.map((name) =>
        office.post(`organisations/${idOf(name)}/identifiers`, { scheme: 'care_inspectorate', identifier }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const holder = idOf(names[answers.findIndex(({ status }) => status === 201)]!);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body).toMatchObject({
      code: 'register-number-held',
      detail: expect.stringContaining(holder),
    });

    const { eventId } = await factOf(holder, 'OrganisationIdentified');
    await office.done(`organisations/${holder}/facts/${eventId}/striking`, { reason: 'Of another' });
    await office.settle();
    const other = idOf(names[answers.indexOf(refused)]!);
    await office.done(`organisations/${other}/identifiers`, { scheme: 'care_inspectorate', identifier });
  });
});
