import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { ChangeSector } from './change-sector.js';
import { CloseOrganisation } from './close-organisation.js';
import {
  billingDetailsStated,
  organisationClosed,
  organisationIdentified,
  organisationRegistered,
  organisationRenamed,
  organisationSectorChanged,
  type Sector,
} from './events.js';
import { IdentifyOrganisation } from './identify-organisation.js';
import { sectorOn } from './organisation.js';
import { organisations } from './organisations.decider.js';
import { RecordCouncilAreas } from './record-council-areas.js';
import { RecordSizeFigures } from './record-size-figures.js';
import { RegisterOrganisation } from './register-organisation.js';
import { RenameOrganisation } from './rename-organisation.js';
import { StateBillingDetails } from './state-billing-details.js';

const given = specification(organisations);
const organisationId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const leaves = { organisationId, name: 'Autumn Leaves', sector: 'voluntary' } as const;
const registered = organisationRegistered(leaves, '2026-01-05');
const closed = organisationClosed({ organisationId }, '2026-08-31');
const rename = commandOf(RenameOrganisation, { organisationId, name: 'Winter Leaves' });
const count = (sector: Sector) => commandOf(ChangeSector, { organisationId, sector });

describe('registering an organisation', () => {
  const register = (fields: Partial<RegisterOrganisation> = {}) =>
    commandOf(RegisterOrganisation, { ...leaves, ...fields });

  it('makes it known, with its number where it has one', () => {
    given().when(register()).then(organisationRegistered(leaves));
    given()
      .when(register({ reference: 'SP2003000009' }))
      .then(organisationRegistered({ ...leaves, reference: 'SP2003000009' }));
  });
  it('states nothing about a number that is null', () => {
    const { decision } = given().when(register({ reference: null as never }));
    expect(decision).toEqual([organisationRegistered(leaves)]);
  });
  it('again with the same content changes nothing, even after a rename', () =>
    given(registered, organisationRenamed({ organisationId, name: 'Winter Leaves' }))
      .when(register())
      .thenNothing());
  it.each([{ name: 'Winter Leaves' }, { sector: 'private' as const }, { reference: 'SP2003000009' }])(
    'under a known id is refused with %j',
    (other) =>
      given(registered).when(register(other)).thenRefused('already-registered-differently', 'organisationId'),
  );
});

describe('whatever is stated about an organisation', () => {
  const statements = [
    rename,
    count('private'),
    commandOf(IdentifyOrganisation, { organisationId, scheme: 'charity', identifier: 'SC012345' }),
    commandOf(RecordSizeFigures, { organisationId, headcount: 20, source: 'annual return' }),
    commandOf(RecordCouncilAreas, { organisationId, councilAreas: ['Fife'] }),
  ];

  it.each([...statements, commandOf(CloseOrganisation, { organisationId })])(
    'is refused before it is registered: %o',
    (statement) => given().when(statement).thenRefused('organisation-not-registered'),
  );
  it.each(statements)('is refused about days after its last: %o', (statement) =>
    given(registered, closed)
      .when(statement, { effectiveOn: '2026-09-01' })
      .thenRefused('organisation-closed'),
  );
  it.each(statements)('may arrive late, about its last day or before: %o', (statement) =>
    expect(given(registered, closed).when(statement, { effectiveOn: '2026-08-31' }).decision).toHaveLength(1),
  );
});

describe('renaming', () => {
  it('records the name', () =>
    given(registered)
      .when(rename)
      .then(organisationRenamed({ organisationId, name: 'Winter Leaves' })));
  it('to the name it has changes nothing', () =>
    given(registered, organisationRenamed({ organisationId, name: 'Winter Leaves' }))
      .when(rename)
      .thenNothing());
  it('leaves its billing details as they were', () => {
    const billing = { address: '1 High Street', purchaseOrderRequired: false, termsDays: 30 };
    const { state } = given(
      registered,
      billingDetailsStated({ organisationId, ...billing }),
      organisationRenamed({ organisationId, name: 'Winter Leaves' }),
    );
    expect(state.billing).toEqual(billing);
  });
});

describe('changing the sector', () => {
  const moved = (sector: Sector, on: string) => organisationSectorChanged({ organisationId, sector }, on);

  it('counts from the day stated', () => {
    const { state } = given(registered, moved('private', '2026-04-01'));
    expect(
      ['2025-01-01', '2026-03-31', '2026-04-01', '2027-01-01'].map((day) => sectorOn(state, day)),
    ).toEqual(['voluntary', 'voluntary', 'private', 'private']);
  });
  it('is decided by the latest statement recorded about a day', () => {
    const { state } = given(registered, moved('private', '2026-04-01'), moved('health', '2026-04-01'));
    expect(sectorOn(state, '2026-04-01')).toBe('health');
  });
  it('to what it is on that day changes nothing', () =>
    given(registered, moved('private', '2026-10-01'))
      .when(count('voluntary'), { effectiveOn: '2026-09-01' })
      .thenNothing());
  it('may be stated ahead, and back-dated behind a later statement', () => {
    given(registered)
      .when(count('private'), { effectiveOn: '2026-12-01' })
      .then(organisationSectorChanged({ organisationId, sector: 'private' }));
    const { state } = given(registered, moved('private', '2026-08-01'), moved('health', '2026-02-01'));
    expect([sectorOn(state, '2026-03-01'), sectorOn(state, '2026-08-01')]).toEqual(['health', 'private']);
  });
});

describe('a number in a public register', () => {
  const identify = (scheme: IdentifyOrganisation['scheme'], identifier: string) =>
    commandOf(IdentifyOrganisation, { organisationId, scheme, identifier });

  it('is recorded in one form however it was written, and once', () => {
    const fact = organisationIdentified({ organisationId, scheme: 'company', identifier: 'SC123456' });
    given(registered).when(identify('company', 'sc 123456')).then(fact);
    given(registered, fact).when(identify('company', 'SC123456')).thenNothing();
  });
  it('stated again takes the place of the one before', () =>
    given(registered, organisationIdentified({ organisationId, scheme: 'charity', identifier: 'SC012345' }))
      .when(identify('charity', 'SC054321'))
      .then(organisationIdentified({ organisationId, scheme: 'charity', identifier: 'SC054321' })));
  it.each([
    ['care_inspectorate', 'SC012345'],
    ['care_inspectorate', 'SP20030000091'],
    ['charity', 'SC12'],
    ['company', 'X1234567'],
  ] as const)('is refused in another form: %s %s', (scheme, identifier) =>
    given(registered).when(identify(scheme, identifier)).thenRefused('identifier-malformed', 'identifier'),
  );
});

describe('billing details', () => {
  const state = (fields: Partial<StateBillingDetails> = {}) =>
    commandOf(StateBillingDetails, {
      organisationId,
      address: '1 High Street',
      purchaseOrderRequired: true,
      ...fields,
    });
  const stated = (fields: object = {}) =>
    billingDetailsStated({
      organisationId,
      address: '1 High Street',
      purchaseOrderRequired: true,
      termsDays: 30,
      ...fields,
    });

  it('have terms of 30 days unless stated', () => {
    given(registered).when(state()).then(stated());
    given(registered)
      .when(state({ termsDays: 0 }))
      .then(stated({ termsDays: 0 }));
  });
  it('stated again change nothing; any difference is recorded', () => {
    given(registered, stated()).when(state()).thenNothing();
    given(registered, stated())
      .when(state({ buyerReference: 'SW-1' }))
      .then(stated({ buyerReference: 'SW-1' }));
    given(registered, stated({ buyerReference: 'SW-1' }))
      .when(state())
      .then(stated());
  });
  it('can be stated for one that closed and still owes, and not before it is registered (edge case 10: a sponsor closed)', () => {
    given(registered, closed).when(state()).then(stated());
    given().when(state()).thenRefused('organisation-not-registered');
  });
});

describe('closing', () => {
  const close = commandOf(CloseOrganisation, { organisationId });

  it('is dated, and may be stated ahead', () => {
    given(registered).when(close, { effectiveOn: '2027-03-31' }).then(organisationClosed({ organisationId }));
    expect(given(registered, closed).state.closedOn).toBe('2026-08-31');
  });
  it('again on the same day changes nothing, on a later one is refused', () => {
    given(registered, closed).when(close, { effectiveOn: '2026-08-31' }).thenNothing();
    given(registered, closed).when(close, { effectiveOn: '2026-09-30' }).thenRefused('organisation-closed');
  });
  it('on an earlier day moves its last day there', () =>
    given(registered, closed)
      .when(close, { effectiveOn: '2026-06-30' })
      .then(organisationClosed({ organisationId })));
});
