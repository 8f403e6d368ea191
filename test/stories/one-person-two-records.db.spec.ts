import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 3);
  await registered(office, 'Glenmore Council', ['amara', 'bo']);
  await registered(office, 'Lochside Care', []);
});
afterAll(() => office?.close());

const { cohortId } = autumnCohort(3);
const place = (name: string) => `cohorts/${cohortId}/places/${idOf(name)}`;
const twice = idOf('amara, recorded twice');
const reason = 'The registers show one number';
const asked = (name: string, personId: string) =>
  office.done(`cohorts/${cohortId}/places`, {
    placeId: idOf(name),
    sponsorId: idOf('Glenmore Council'),
    personId,
  });

describe('a person with two records', () => {
  it('is proposed with the evidence', async () => {
    await office.put(`people/${idOf('amara')}/details`, {
      registration: { body: 'SSSC', number: '3012345' },
    });
    await office.done('people', {
      personId: twice,
      name: 'A. Made Up',
      employerId: idOf('Lochside Care'),
      registration: { body: 'SSSC', number: '301 2345' },
    });
    const { items } = await office.see('people/duplicates');
    expect(items).toMatchObject([{ evidence: ['Both are registered as SSSC 3012345.'] }]);
  });

  it('answers by either id once the records are merged, and holds what both of them held', async () => {
    await asked('a place of the second record', twice);
    const accepted = await office.done(`${place('a place of the second record')}/acceptance`, {
      personId: twice,
    });
    expect(accepted.body.outcome).toBe('accepted');
    await office.done('people/merges', { keptId: idOf('amara'), mergedId: twice, reason });
    expect((await office.see('people/duplicates')).items).toEqual([]);
    const byOld = await office.see(`people/${twice}`);
    expect(byOld).toEqual(await office.see(`people/${idOf('amara')}`));
    expect(byOld).toMatchObject({ personId: idOf('amara'), mergedIds: [twice] });

    await asked('a place of the first record', idOf('amara'));
    await office.settle();
    const refused = await office.post(`${place('a place of the first record')}/acceptance`, {
      personId: idOf('amara'),
    });
    expect(refused.status).toBeGreaterThanOrEqual(409);
    expect((await office.see(place('a place of the first record'))).state).toBe('refused');
  });

  it('is found by either id of whom they work for once its records are merged too', async () => {
    const ids = { kept: idOf('Glenmore Council'), merged: idOf('Lochside Care') };
    const working = async (employerId: string) =>
      (await office.see(`people?employerId=${employerId}`)).items.map(
        ({ personId }: { personId: string }) => personId,
      );
    expect(await working(ids.merged)).toEqual([]);
    await office.done('organisations/merges', { keptId: ids.kept, mergedId: ids.merged, reason });
    await office.settle();
    expect(await working(ids.merged)).toEqual(await working(ids.kept));
    expect(await working(ids.merged)).toContain(idOf('bo'));
    const before = await office.see(`people?employerId=${ids.merged}&asAt=2026-09-01&knownAt=1`);
    expect(before.items).toEqual([]);
    await office.done(`organisations/merges/${ids.merged}/undoing`, { reason: 'two after all' });
    await office.settle();
    expect(await working(ids.merged)).toEqual([]);
  });

  it('is amended by either id', async () => {
    const answer = await office.put(`people/${twice}/details`, { role: 'Service manager' });
    expect(answer.body.stream).toBe(`person-${idOf('amara')}`);
    expect(await office.see(`people/${twice}`)).toMatchObject({ role: 'Service manager' });
  });

  it('may be held by two places if both were there before: listed until one ends', async () => {
    await office.done('people/merges/' + twice + '/undoing', { reason: 'The registers show two numbers' });
    await office.settle();
    // It had been refused for a place that is another person's again.
    expect((await office.see(place('a place of the first record'))).state).toBe('offered');
    await office.done(`${place('a place of the first record')}/acceptance`, { personId: idOf('amara') });
    expect((await office.see('candidacies/held-twice')).items).toEqual([]);
    await office.done('people/merges', { keptId: idOf('amara'), mergedId: twice, reason });
    expect((await office.see('candidacies/held-twice')).items).toMatchObject([
      { personId: idOf('amara'), places: [{ by: 'claim' }, { by: 'claim' }] },
    ]);
    await office.done(`${place('a place of the first record')}/withdrawal`, {
      reasonClass: 'programme',
      notifiedOn: '2026-09-01',
    });
    expect((await office.see('candidacies/held-twice')).items).toEqual([]);
  });
});

describe('what was recorded about a person wrongly', () => {
  const one = () => office.see(`people/${idOf('bo')}`);

  it('is corrected, moves what their place keeps, and shows both versions', async () => {
    await asked('place of bo', idOf('bo'));
    await office.done(`${place('place of bo')}/acceptance`, { personId: idOf('bo') });
    await office.done(`${place('place of bo')}/confirmation`, confirmationOf('bo', 'amara'));
    const { items } = await office.see(`people/${idOf('bo')}/facts`);
    const registration = items.find(({ fact }: { fact: string }) => fact === 'PersonRegistered');
    await office.done(`people/${idOf('bo')}/facts/${registration.eventId}/correction`, {
      reason: 'misread',
      name: 'Bo O’Neill',
      employerId: idOf('Lochside Care'),
    });
    expect(await one()).toMatchObject({ name: 'Bo O’Neill', employerId: idOf('Lochside Care') });

    const [corrected] = (await office.see(`people/${idOf('bo')}/facts`)).items;
    expect(corrected.versions).toMatchObject([
      { by: 'local-administrator', struck: false },
      { by: 'local-administrator', reason: 'misread', data: { name: 'Bo O’Neill' } },
    ]);
    const log = await office.product.store.readStream(`places-${cohortId}`, {});
    const kept = log.filter(
      ({ type, data }) => type === 'ParticipantFactsKept' && data.placeId === idOf('place of bo'),
    );
    expect(kept.at(-1)?.data).toMatchObject({ homeOrganisationId: idOf('Lochside Care') });
  });

  it('is refused for a fact that does not say it', async () => {
    const { items } = await office.see(`people/${idOf('bo')}/facts`);
    const refused = await office.post(`people/${idOf('bo')}/facts/${items[0].eventId}/striking`, {
      reason: 'recorded_twice',
    });
    expect(refused.body).toMatchObject({ code: 'fact-of-another-kind' });
  });

  it('leaves why a place was given up with the person, in a code, and in no list', async () => {
    await office.done(`people/${idOf('bo')}/reasons`, {
      about: 'withdrawal',
      cohortId,
      placeId: idOf('place of bo'),
      code: 'new_post',
      askedBy: 'participant',
    });
    expect((await one()).reasons).toMatchObject([{ code: 'new_post', askedBy: 'participant' }]);
    expect(JSON.stringify(await office.see('people?name=bo'))).not.toContain('new_post');
    const log = await office.product.store.readStream(`person-${idOf('bo')}`, {});
    expect(JSON.stringify(log)).not.toContain('new_post');
  });
});
