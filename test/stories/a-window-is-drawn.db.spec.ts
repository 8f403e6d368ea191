import { createHash } from 'node:crypto';
import { autumnCohort, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

const { cohortId } = autumnCohort(5);
const places = `cohorts/${cohortId}/places`;
const NAMES = [
  'glen 1',
  'glen 2',
  'glen 3',
  'loch 1',
  'loch 2',
  'hospice',
  'pair 1',
  'pair 2',
  'duo 1',
  'duo 2',
];
const nameOf = (placeId: string) => NAMES.find((name) => idOf(name) === placeId);
const sponsor = (name: string) => ({ sponsorId: idOf(name) });

let office: Office;
beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 5, undefined, {
    orderRule: 'window',
    windowClosesOn: '2026-10-30',
    maxPerSponsor: 2,
    sectorShares: [{ sector: 'voluntary', seats: 2, releasedOn: '2026-11-16' }],
    enrolmentClosesOn: '2026-12-18',
  });
  for (const council of ['Glenmore Council', 'Lochside Council', 'Strath Council', 'Tay Council'])
    await registered(office, council, []);
  await office.done('organisations', {
    organisationId: idOf('Lochside Hospice'),
    name: 'Lochside Hospice',
    sector: 'voluntary',
  });
});
afterAll(() => office?.close());

const goOn = async (day: string) => {
  office.clock.moveTo(`${day}T09:00:00.000Z`);
  await office.settle();
};
const states = async (moment = ''): Promise<Record<string, string>> => {
  const { items } = await office.see(`cohorts/${cohortId}/place-book?limit=100${moment}`);
  return Object.fromEntries(
    items.map(({ placeId, state }: { placeId: string; state: string }) => [nameOf(placeId), state]),
  );
};
const inState = async (state: string, moment = '') =>
  Object.entries(await states(moment))
    .filter(([, its]) => its === state)
    .map(([name]) => name)
    .sort();
const toldOf = async (name: string, comparedWith?: string) => {
  const compared = comparedWith === undefined ? '' : `?comparedWith=${idOf(comparedWith)}`;
  const why = await office.see(`${places}/${idOf(name)}/why${compared}`);
  return { ...why, words: (why.steps as { what: string }[]).map(({ what }) => what).join(' ') };
};
interface Entry {
  readonly type: string;
  readonly placeId: string;
  readonly data: { readonly turn: number; readonly seed: string; readonly order: readonly string[] };
}
const history = async (): Promise<readonly Entry[]> =>
  (await office.see(`cohorts/${cohortId}/history?limit=200`)).items as readonly Entry[];
/** The councils' requests in the order drawn. */
let councils: readonly string[];
const lastOfGlenmore = () => councils.filter((name) => name.startsWith('glen'))[2]!;

describe('a window whose requests are drawn', () => {
  it('takes every request alike: nobody is offered a seat before it closes', async () => {
    for (const name of ['glen 1', 'glen 2', 'glen 3'])
      await office.done(places, { placeId: idOf(name), ...sponsor('Glenmore Council') });
    for (const name of ['loch 1', 'loch 2'])
      await office.done(places, { placeId: idOf(name), ...sponsor('Lochside Council') });
    await office.done(places, { placeId: idOf('hospice'), ...sponsor('Lochside Hospice') });
    await goOn('2026-10-30');
    expect(new Set(Object.values(await states()))).toEqual(new Set(['waiting']));
  });

  it('is drawn the day after, and anybody can draw it again from the history alone', async () => {
    await goOn('2026-10-31');
    const told = await history();
    const { seed, order } = told.find(({ type }) => type === 'OrderDrawn')!.data;
    const lots = told
      .filter(({ type }) => type === 'PlaceWaitlisted')
      .map(({ placeId, data: { turn } }) => ({
        placeId,
        drawn: createHash('sha256').update(`${seed}:${turn}`).digest('hex'),
      }));
    const again = lots.toSorted((one, other) => (one.drawn < other.drawn ? -1 : 1));
    expect(again).toHaveLength(6);
    expect(order).toEqual(again.map(({ placeId }) => placeId));
    councils = order.map((placeId) => nameOf(placeId)!).filter((name) => name !== 'hospice');
  });

  it('gives the seats in the order drawn, two to a sponsor at most, and keeps those of the sector', async () => {
    const held = councils.filter((name) => name !== lastOfGlenmore()).slice(0, 3);
    expect(await inState('offered')).toEqual([...held, 'hospice'].sort());
    expect(await inState('offered', '&asAt=2026-10-30')).toEqual([]);
    expect(await inState('offered', '&asAt=2026-10-31&clock=recorded')).toEqual([...held, 'hospice'].sort());

    const { state, words } = await toldOf(lastOfGlenmore());
    expect(state).toBe('waiting');
    expect(words).toContain('It joined the requests of the window');
    expect(words).toContain('The order of the 6 requests of the window was drawn');
  });

  it('gives the seat nobody of the sector asked for to the next drawn, once it is released', async () => {
    await goOn('2026-11-15');
    expect((await inState('offered')).length).toBe(4);
    await goOn('2026-11-16');
    expect(await inState('waiting')).toEqual([lastOfGlenmore()]);
    const [first, , , fourth] = councils.filter((name) => name !== lastOfGlenmore());
    expect((await toldOf(fourth!)).words).toContain('kept for the sector "voluntary"');
    expect((await toldOf(fourth!, first)).compared.because).toContain('in the order that was drawn');
  });

  it('has a line behind it: a group that may be split, and one that is passed over, asked once', async () => {
    const group = (name: string, more: object) =>
      office.done(`${places}/groups`, {
        groupId: idOf(name),
        places: [{ placeId: idOf(`${name} 1`) }, { placeId: idOf(`${name} 2`) }],
        ...more,
      });
    await group('pair', sponsor('Strath Council'));
    await group('duo', { ...sponsor('Tay Council'), maySplit: true });
    await office.done(`${places}/${idOf('loch 1')}/declining`);
    expect((await toldOf('pair 1')).words).toContain('the sponsor was asked whether it may be split');
    expect(await inState('offered')).not.toContain('duo 1');
    await goOn('2026-11-27');
    expect(await states()).toMatchObject({ 'pair 1': 'waiting', 'duo 1': 'offered', 'duo 2': 'waiting' });
    expect((await toldOf('pair 2')).words).toContain('It keeps its rank.');
    expect((await toldOf('pair 1', 'duo 1')).compared.because).toContain('group of 2');
    expect((await toldOf('duo 1')).words).toContain('first in line of those who could take the seat');
    expect((await toldOf(lastOfGlenmore())).words).toContain('its sponsor held its maximum of 2');

    await office.done(`${places}/groups/${idOf('pair')}/splitting`);
    await office.done(`${places}/${idOf('loch 2')}/declining`);
    expect(await states()).toMatchObject({ 'pair 1': 'offered', 'pair 2': 'waiting', 'duo 2': 'waiting' });
  });
});
