import { type ComparedOrganisation, likelySameOrganisations } from './likely-same-organisations.js';
import { organisationIdOf } from './organisation-id.js';

const named = (name: string, fields: Partial<ComparedOrganisation> = {}): ComparedOrganisation => ({
  organisationId: organisationIdOf(name),
  name,
  names: [],
  identifiers: {},
  billing: null,
  contacts: [],
  apartFrom: [],
  mergedInto: null,
  registeredOn: '2026-01-05',
  ...fields,
});
const billing = (address: string) => ({ address, purchaseOrderRequired: false, termsDays: 30 });
const found = (...all: readonly ComparedOrganisation[]) =>
  likelySameOrganisations(all).map(({ evidence }) => evidence);

describe('organisations that are likely one', () => {
  it.each([
    ['Highland Council', 'The Highland Council'],
    ['Forth Valley NHS Board', 'NHS Forth Valley'],
  ])('are "%s" and "%s"', (one, other) =>
    expect(found(named(one), named(other, { registeredOn: '2026-02-01' }))).toEqual([
      [`"${one}" and "${other}" likely mean one name.`],
    ]),
  );

  it('are found by a number, a former name and an address, and told with all that speaks for and against', () => {
    const leaves = named('Autumn Leaves', {
      identifiers: { charity: 'SC012345', company: 'SC123456' },
      billing: billing('1 High Street, Stirling'),
      contacts: [{ personId: 'amara', purpose: 'billing', since: '2026-01-05' }],
    });
    const winter = named('Winter Leaves', {
      names: [{ on: '2026-01-01', recordedAt: '', name: 'AUTUMN LEAVES' }],
      identifiers: { charity: 'SC012345', company: 'SC123457' },
      billing: billing('1 HIGH STREET Stirling'),
      contacts: [{ personId: 'amara', purpose: 'general', since: '2026-01-05' }],
      registeredOn: '2026-01-04',
    });
    expect(likelySameOrganisations([leaves, winter])).toEqual([
      {
        oneId: winter.organisationId,
        otherId: leaves.organisationId,
        score: 16,
        evidence: [
          'Both have the number SC012345 in the charity register.',
          'Both go or went by the name "AUTUMN LEAVES".',
          'The bills of both go to 1 HIGH STREET Stirling.',
          'They have a contact in common.',
          'Against it: SC123457 and SC123456 are two numbers in the company register.',
        ],
      },
    ]);
  });

  it('are proposed likeliest first, each pair once', () => {
    const pairs = likelySameOrganisations([
      named('Autumn Leaves'),
      named('Autumn Leaves Ltd'),
      named('Leaf One', { identifiers: { charity: 'SC000001' } }),
      named('Leaf Two', { identifiers: { charity: 'SC000001' } }),
    ]);
    expect(pairs.map(({ score }) => score)).toEqual([10, 4]);
  });

  it('are not those that only trade under one name, or share an address with many', () => {
    expect(found(named('Leaf One t/a Blue Bird'), named('Leaf Two t/a Blue Bird'))).toEqual([]);
    const tenants = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((name) =>
      named(name, { billing: billing('Business Park') }),
    );
    expect(found(...tenants)).toEqual([]);
    expect(found(...tenants.slice(0, 2))).toHaveLength(1);
  });

  it('are not those that were merged or told apart, also by way of one merged since', () => {
    const [one, other, third] = [
      named('Autumn Leaves'),
      named('Autumn Leaves Ltd'),
      named('The Autumn Leaves'),
    ];
    expect(found(one, { ...other, mergedInto: one.organisationId })).toEqual([]);
    expect(found(one, { ...other, apartFrom: [one.organisationId] })).toEqual([]);
    expect(
      found(one, { ...other, mergedInto: one.organisationId, apartFrom: [third.organisationId] }, third),
    ).toEqual([]);
  });

  it('are known by what is recorded under any of their ids', () => {
    const kept = named('Autumn Leaves', { identifiers: { charity: 'SC000001' } });
    const merged = named('Winter Leaves', {
      mergedInto: kept.organisationId,
      identifiers: { charity: 'SC000002' },
      billing: billing('1 High Street'),
      contacts: [{ personId: 'amara', purpose: 'billing', since: '2026-01-05' }],
    });
    const number = named('Leaf One', { identifiers: { charity: 'SC000002' }, registeredOn: '2026-02-01' });
    expect(likelySameOrganisations([kept, merged, number])).toEqual([
      {
        oneId: kept.organisationId,
        otherId: number.organisationId,
        score: 10,
        evidence: ['Both have the number SC000002 in the charity register.'],
      },
    ]);
    const name = named('The Winter Leaves Ltd', { registeredOn: '2026-02-01' });
    expect(found(kept, merged, name)).toEqual([
      ['"Winter Leaves" and "The Winter Leaves Ltd" likely mean one name.'],
    ]);
    const address = named('Leaf Two', { billing: merged.billing, contacts: merged.contacts });
    expect(found(kept, merged, address)).toEqual([
      ['The bills of both go to 1 High Street.', 'They have a contact in common.'],
    ]);
  });

  it('are found by what they have in common, so that thousands take no longer than a test may', () => {
    const many = Array.from({ length: 3_000 }, (_, nth) =>
      named(`Leaf ${nth % 2_900} Care`, { organisationId: organisationIdOf(`${nth}`) }),
    );
    expect(likelySameOrganisations(many)).toHaveLength(100);
  });
});
