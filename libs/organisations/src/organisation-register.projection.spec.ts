import type { Recorded } from '#kernel';
import { happened } from '#kernel/specification';
import {
  billingDetailsStated,
  contactEnded,
  contactNamed,
  councilAreasRecorded,
  organisationClosed,
  type OrganisationEvent,
  organisationIdentified,
  organisationRegistered,
  organisationRenamed,
  organisationSectorChanged,
  organisationsEvents,
  sizeFigureRecorded,
  unitAdded,
  unitClosed,
  unitContactNamed,
  unitRenamed,
} from './events.js';
import type { OrganisationRow } from './organisation-register.entity.js';
import { organisationRegister } from './organisation-register.projection.js';
import { organisationToday } from './organisation-today.js';

const organisationId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const unitId = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const amara = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const bo = '6c2e4d8b-1d8f-4a1f-9b4a-7e2a3c4d5e6f';

/** Folds facts as the platform does, each recorded a minute after the one before. */
const rowOf = (...facts: readonly OrganisationEvent[]): OrganisationRow =>
  facts.reduce<OrganisationRow>((row, fact, revision) => {
    const event = { ...happened(fact, revision, recordedAt(revision)), revision } as Recorded<any>;
    expect(organisationRegister.key(event)).toBe(organisationId);
    const step = organisationRegister.on[fact.type] as (
      row: object,
      event: object,
      key: string,
    ) => OrganisationRow;
    return step(Object.freeze(row), event, organisationId);
  }, organisationRegister.blank(organisationId));
const recordedAt = (revision: number) => `2026-09-01T08:0${revision}:00.000Z`;

const registered = organisationRegistered(
  {
    organisationId,
    name: 'Autumn Leaves Ltd trading as ALC',
    sector: 'voluntary',
    reference: 'SP2003000009',
  },
  '2026-01-05',
);
const sector = (to: 'private' | 'health', on: string) =>
  organisationSectorChanged({ organisationId, sector: to }, on);
const size = (figures: object, on: string) =>
  sizeFigureRecorded({ organisationId, ...figures, source: 'annual return' }, on);

describe('the register of organisations', () => {
  it('follows every fact about them', () =>
    expect(Object.keys(organisationRegister.on).sort()).toEqual(
      Object.values(organisationsEvents)
        .map(({ type }) => type)
        .sort(),
    ));

  it('shows an organisation as registered', () =>
    expect(rowOf(registered)).toEqual({
      ...organisationRegister.blank(organisationId),
      name: 'Autumn Leaves Ltd trading as ALC',
      names: [{ on: '2026-01-05', recordedAt: recordedAt(0), name: 'Autumn Leaves Ltd trading as ALC' }],
      nameKey: 'autumn leaves',
      tradingKey: 'alc',
      sectors: [{ on: '2026-01-05', recordedAt: recordedAt(0), sector: 'voluntary' }],
      identifiers: { care_inspectorate: 'SP2003000009' },
      registeredOn: '2026-01-05',
      revision: 0,
    }));

  it('finds a renamed one by its new name, and remembers the old', () => {
    const row = rowOf(registered, organisationRenamed({ organisationId, name: 'The Winter Leaves' }));
    expect(row).toMatchObject({
      name: 'The Winter Leaves',
      nameKey: 'winter leaves',
      tradingKey: null,
      revision: 1,
    });
    expect(row.names.map(({ name }) => name)).toEqual([
      'Autumn Leaves Ltd trading as ALC',
      'The Winter Leaves',
    ]);
  });

  it('keeps dated statements by day, then as recorded, whatever order they came in', () => {
    const row = rowOf(
      registered,
      sector('private', '2026-06-01'),
      sector('health', '2026-03-01'),
      sector('health', '2026-06-01'),
    );
    expect(row.sectors).toEqual([
      { on: '2026-01-05', recordedAt: recordedAt(0), sector: 'voluntary' },
      { on: '2026-03-01', recordedAt: recordedAt(2), sector: 'health' },
      { on: '2026-06-01', recordedAt: recordedAt(1), sector: 'private' },
      { on: '2026-06-01', recordedAt: recordedAt(3), sector: 'health' },
    ]);
    expect(organisationToday(row, '2026-06-01').sector).toBe('health');
    expect(organisationToday(row, '2026-02-28').sector).toBe('voluntary');
    expect(organisationToday(row, '2020-01-01').sector).toBe('voluntary');
  });

  it('answers sizes and areas of a day, the latest known figure counting', () => {
    const row = rowOf(
      registered,
      size({ staffWte: 9.99 }, '2026-02-01'),
      size({ income: 100 }, '2026-04-01'),
      councilAreasRecorded({ organisationId, councilAreas: ['Fife'] }, '2026-02-01'),
    );
    expect(row.sizes[0]).toEqual({
      on: '2026-02-01',
      recordedAt: recordedAt(1),
      staffWte: 9.99,
      source: 'annual return',
    });
    expect(organisationToday(row, '2026-05-01')).toEqual({
      organisationId,
      name: 'Autumn Leaves Ltd trading as ALC',
      sector: 'voluntary',
      sizeBand: 'under_10',
      staffWte: 9.99,
      worksIn: ['Fife'],
      closedOn: null,
      revision: 3,
    });
    expect(organisationToday(row, '2026-01-31')).toMatchObject({ sizeBand: 'unknown', worksIn: [] });
  });

  it('shows units with whom to ask and when they closed', () =>
    expect(
      rowOf(
        registered,
        unitAdded({ organisationId, unitId, name: 'Adults', contactPersonId: amara }),
        unitAdded({ organisationId, unitId: bo, name: 'Children' }),
        unitRenamed({ organisationId, unitId, name: 'Older people' }),
        unitContactNamed({ organisationId, unitId, personId: bo }),
        unitClosed({ organisationId, unitId }, '2026-07-01'),
      ),
    ).toMatchObject({
      units: [
        { unitId, name: 'Older people', contactPersonId: bo, closedOn: '2026-07-01' },
        { unitId: bo, name: 'Children' },
      ],
      revision: 5,
    }));

  it('shows contacts with their days; one who comes back has a new line', () => {
    const named = (on: string) => contactNamed({ organisationId, personId: amara, purpose: 'billing' }, on);
    expect(
      rowOf(
        registered,
        named('2026-02-01'),
        contactEnded({ organisationId, personId: amara, purpose: 'billing' }, '2026-03-01'),
        named('2026-05-01'),
      ).contacts,
    ).toEqual([
      { personId: amara, purpose: 'billing', since: '2026-02-01', endedOn: '2026-03-01' },
      { personId: amara, purpose: 'billing', since: '2026-05-01' },
    ]);
  });

  it('keeps billing details through a closure', () => {
    const billing = { address: '1 High Street', purchaseOrderRequired: true, termsDays: 30 };
    expect(
      rowOf(
        registered,
        organisationIdentified({ organisationId, scheme: 'charity', identifier: 'SC012345' }),
        billingDetailsStated({ organisationId, ...billing }),
        organisationClosed({ organisationId }, '2026-08-31'),
      ),
    ).toMatchObject({
      identifiers: { care_inspectorate: 'SP2003000009', charity: 'SC012345' },
      billing,
      closedOn: '2026-08-31',
      revision: 3,
    });
  });
});
