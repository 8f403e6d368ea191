import { derivedId, ERASED } from '#kernel';
import { alikeNames, type Compared, likelySamePeople } from './likely-same-people.js';

const [leaves, meadows] = [derivedId('leaves'), derivedId('meadows')];
type Fields = Partial<Compared> & { readonly name?: string | null };
const record = (
  id: string,
  { name = `Made up ${id}`, ...fields }: Fields = {},
  employerId = leaves,
): Compared => ({
  personId: id,
  names: name === null ? [] : [name],
  email: null,
  registration: null,
  employments: [{ on: '2026-01-01', recordedAt: '2026-09-01T08:00:00.000Z', employerId }],
  apartFrom: [],
  keptId: null,
  ...fields,
});
const named = (id: string, name: string, employerId?: string) => record(id, { name }, employerId);
const found = (...records: readonly Compared[]) =>
  likelySamePeople(records).map(({ oneId, otherId, evidence }) => [oneId, otherId, ...evidence]);

describe('records likely of one person', () => {
  it('have one registration, however it is written', () =>
    expect(
      found(
        record('a', { registration: { body: 'SSSC', number: '301 2345' } }),
        record('b', { registration: { body: 'SSSC', number: '3012345' } }),
        record('c', { registration: { body: 'NMC', number: '3012345' } }),
      ),
    ).toEqual([['a', 'b', 'registration']]));

  it('or one e-mail address, whatever its case', () =>
    expect(
      found(record('a', { email: 'Amara@Example.org' }), record('b', { email: 'amara@example.org' })),
    ).toEqual([['a', 'b', 'email']]));

  it.each([
    ['Zoë MacDonald', 'zoe mcdonald'],
    ["Bo O'Neill", 'Bo O’Neill'],
    ['Bo Neill', 'Neill, Bo'],
    ['Amara Jane Bell', 'Ms Amara Bell'],
    ['A. Bell', 'Amara Bell'],
    ['王小明', '王小明'],
  ])('or like names in one organisation: %s, %s', (one, other) => {
    expect(found(named('a', one), named('b', other))).toEqual([['a', 'b', 'name']]);
    expect(found(named('a', one), named('b', other, meadows))).toEqual([]);
  });

  it('worked for one organisation at any time', () => {
    const moved = named('b', 'Amara Bell', meadows);
    expect(
      found(named('a', 'Amara Bell'), {
        ...moved,
        employments: [...moved.employments, ...named('x', 'x').employments],
      }),
    ).toEqual([['a', 'b', 'name']]);
  });

  it('worked for one organisation under two records of it', () => {
    const two = [named('a', 'Amara Bell'), named('b', 'Amara Bell', meadows)];
    expect(likelySamePeople(two, () => leaves)).toMatchObject([{ oneId: 'a', otherId: 'b' }]);
  });

  it('were called alike once, the latest names first', () => {
    const married = record('a', { names: ['Amara Bell', 'Amara Muir'] });
    expect(found(married, named('b', 'A. Bell'))).toEqual([['a', 'b', 'name']]);
    expect(found(married, named('b', 'Amara Reid'))).toEqual([]);
    expect(alikeNames(married, named('b', 'Amara Bell'))).toEqual(['Amara Bell', 'Amara Bell']);
    const both = record('b', { names: ['A. Bell', 'Muir, Amara'] });
    expect(alikeNames(married, both)).toEqual(['Amara Muir', 'Muir, Amara']);
  });

  it('are not those who share a family name, or a mere initial of a first name', () =>
    expect(found(named('a', 'Amara Bell'), named('b', 'Andrew Bell'), named('c', 'Chidi Bell'))).toEqual([]));

  it('come with all the evidence, the strongest first', () => {
    const registration = { body: 'SSSC', number: '1' } as const;
    expect(
      found(
        named('a', 'Amara Bell'),
        named('b', 'Amara Bell'),
        record('c', { email: 'c@example.org', registration }),
        record('d', { email: 'c@example.org', registration }),
      ),
    ).toEqual([
      ['c', 'd', 'registration', 'email'],
      ['a', 'b', 'name'],
    ]);
  });

  it('are not proposed once told apart, nor when erased or unnamed', () => {
    expect(found({ ...named('a', 'Amara Bell'), apartFrom: ['b'] }, named('b', 'Amara Bell'))).toEqual([]);
    const gone = {
      name: ERASED,
      email: ERASED,
      registration: { body: ERASED, number: ERASED },
    } as const;
    expect(found(record('a', gone), record('b', gone))).toEqual([]);
    expect(found(record('a', { name: null }), record('b', { name: null }))).toEqual([]);
  });

  it('are not proposed again when one of those told apart is merged', () => {
    const merged = { ...named('b', 'Amara Bell'), keptId: 'c' };
    const told = { ...named('a', 'Amara Bell'), apartFrom: ['b'] };
    expect(found(told, merged, named('c', 'Amara Bell'))).toEqual([]);
    expect(found(named('a', 'Amara Bell'), merged, named('c', 'Amara Bell'))).toEqual([['a', 'c', 'name']]);
  });

  it('are known by what is recorded under any of their ids', () => {
    const [kept, email] = ['a', 'two@example.org'];
    const registration = { body: 'SSSC', number: '1' } as const;
    const merged = record('b', { name: 'Bo Bell', email, registration, keptId: kept }, meadows);
    const all = [record(kept, { name: 'Amara Bell', email: 'one@example.org' }), merged];
    expect(found(...all, record('c', { email }))).toEqual([[kept, 'c', 'email']]);
    expect(found(...all, record('c', { registration }))).toEqual([[kept, 'c', 'registration']]);
    expect(found(...all, record('c', { name: 'Bo Bell' }))).toEqual([[kept, 'c', 'name']]);
    expect(found(...all, record('c', { name: 'Amara Bell' }, meadows))).toEqual([[kept, 'c', 'name']]);
    // On a day before the one kept was registered.
    expect(found(merged, record('c', { email }))).toEqual([['b', 'c', 'email']]);
  });

  it('are not those whose first names differ, though one is recorded by its initial too', () => {
    const initial = { ...named('b', 'A. Bell'), keptId: 'a' };
    expect(found(named('a', 'Amara Bell'), initial, named('c', 'Andrew Bell'))).toEqual([]);
    expect(found(named('a', 'Amara Bell'), initial, named('c', 'A Bell'))).toEqual([['a', 'c', 'name']]);
  });

  it('are chained where very many share one address, and never all compared', () => {
    const office = Array.from({ length: 2_000 }, (_, n) =>
      record(String(n).padStart(4, '0'), { email: 'office@example.org', name: null }),
    );
    expect(found(...office)).toHaveLength(1_999);
  });

  it('are found among 30,000 in the time a person waits', () => {
    const many = Array.from({ length: 30_000 }, (_, n) =>
      record(
        `p${n}`,
        { name: `Name${n % 9_000} Family${n % 7_000}`, email: `p${n >> 1}@example.org` },
        `o${n % 300}`,
      ),
    );
    const { user: before } = process.cpuUsage();
    expect(likelySamePeople(many).length).toBeGreaterThanOrEqual(15_000);
    expect(process.cpuUsage().user - before).toBeLessThan(10_000_000);
  });
});
