import { autumnCohort, enrolling, idOf, opening, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 4, undefined, {
    sectorShares: [{ sector: 'voluntary', seats: 1, releasedOn: '2026-11-02' }],
    enrolmentClosesOn: '2026-11-13',
    lastJoiningDate: '2026-11-20',
  });
  await registered(office, 'Glenmore Council', ['director']);
  await office.done('organisations', {
    organisationId: idOf('Lochside Hospice'),
    name: 'Lochside Hospice',
    sector: 'voluntary',
  });
});
afterAll(() => office?.close());

const { cohortId } = autumnCohort(4);
const spring = idOf('spring cohort');
const places = `cohorts/${cohortId}/places`;
const council = { sponsorId: idOf('Glenmore Council') };
const hospice = { sponsorId: idOf('Lochside Hospice') };
const allowed = { allowedBy: idOf('director'), reason: 'Promised in writing' };
const ask = (name: string, sponsor: object, more: object = {}) =>
  office.done(places, { placeId: idOf(name), ...sponsor, ...more });
const stateOf = async (name: string, of = cohortId): Promise<unknown> => {
  await office.settle();
  const { state } = (await office.see(`cohorts/${of}/places/${idOf(name)}`)) as { state: unknown };
  return state;
};
const goOn = async (day: string) => {
  office.clock.moveTo(`${day}T09:00:00.000Z`);
  await office.settle();
};
const namesOf = (answer: { body: { recorded: { type: string }[] } }) =>
  answer.body.recorded.map(({ type }) => type);

describe('who gets a seat of a cohort that has a share, a group and a line', () => {
  it('is whoever asks first, but for the seat that is kept for the voluntary sector', async () => {
    await ask('first', council);
    await ask('second', council);
    expect(await stateOf('second')).toBe('offered');
    expect(
      await office.post(places, { placeId: idOf('odd'), ...council, sector: 'voluntary' }),
    ).toMatchObject({
      status: 400,
    });
  });

  it('is not a group of three that finds one seat: its sponsor is asked whether it may be split', async () => {
    const group = {
      groupId: idOf('the group'),
      ...council,
      places: ['one', 'two', 'three'].map((name) => ({ placeId: idOf(name) })),
    };
    expect(namesOf(await office.done(`${places}/groups`, group)).at(-1)).toBe('GroupAskedToSplit');
    expect(namesOf(await office.done(`${places}/groups`, group))).toEqual([]);
    expect(await stateOf('one')).toBe('waiting');
  });

  it('is the hospice at once, by its share, while the council waits behind the group', async () => {
    await ask('single', council);
    await ask('hospice', hospice);
    expect(await stateOf('hospice')).toBe('offered');
    expect(await stateOf('single')).toBe('waiting');
  });

  it('is the next that fits once the group has not answered for ten days', async () => {
    await goOn('2026-09-11');
    expect(await stateOf('single')).toBe('waiting');
    await goOn('2026-09-12');
    expect(await stateOf('single')).toBe('offered');
    expect(await stateOf('one')).toBe('waiting');
  });

  it('is one more by a named exception, whose rules must all be named', async () => {
    const exception = { placeId: idOf('promised'), ...hospice, ...allowed };
    const refused = await office.post(`${places}/exceptions`, { ...exception, overRules: ['order'] });
    expect(refused.body).toMatchObject({ status: 409, code: 'capacity' });
    await office.done(`${places}/exceptions`, { ...exception, overRules: ['capacity'] });
    expect(await stateOf('promised')).toBe('offered');
  });

  it('is whoever has priority when a seat comes free, and longer by an extended offer', async () => {
    for (const name of ['second', 'hospice', 'single'])
      await office.done(`${places}/${idOf(name)}/acceptance`);
    await ask('later', council);
    await office.done(`${places}/${idOf('later')}/priority`, allowed);
    await office.done(`${places}/${idOf('promised')}/declining`);
    await office.done(`${places}/${idOf('first')}/declining`);
    expect(await stateOf('later')).toBe('offered');

    await office.done(`${places}/${idOf('later')}/extension`, {
      until: '2026-10-20',
      reason: 'The council meets on 19 October',
    });
    await goOn('2026-10-20');
    expect(await stateOf('later')).toBe('offered');
    await goOn('2026-10-21');
    expect(await stateOf('later')).toBe('lapsed');
  });

  it('is the first of the group once its sponsor lets it be split', async () => {
    expect(await stateOf('one')).toBe('waiting');
    await office.done(`${places}/groups/${idOf('the group')}/splitting`);
    expect(await stateOf('one')).toBe('offered');
    expect(await stateOf('two')).toBe('waiting');
    await office.done(`${places}/${idOf('one')}/acceptance`);
  });

  it('may be the first in the next cohort, carried there in its order', async () => {
    await office.done('cohorts', {
      ...autumnCohort(1, '2027-02-01'),
      cohortId: spring,
      number: 2,
      name: 'Spring',
    });
    await goOn('2026-11-21');
    for (const name of ['two', 'three']) expect(await stateOf(name)).toBe('not_placed');

    const carry = (name: string, toCohortId: string) =>
      office.post(`${places}/${idOf(name)}/carrying`, { toCohortId, toPlaceId: idOf(`${name} in spring`) });
    expect((await carry('two', cohortId)).body).toMatchObject({ code: 'same-cohort' });
    for (const name of ['three', 'two']) expect((await carry(name, spring)).status).toBe(201);
    expect((await carry('two', idOf('nowhere'))).body).toMatchObject({ status: 404, code: 'unknown-cohort' });

    await goOn('2027-02-01');
    await opening(office, spring);
    expect(await stateOf('two in spring', spring)).toBe('offered');
    expect(await stateOf('three in spring', spring)).toBe('waiting');
  });
});
