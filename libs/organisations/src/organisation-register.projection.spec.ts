import fc from 'fast-check';
import type { Recorded } from '#kernel';
import { happened } from '#kernel/specification';
import {
  billingDetailsStated,
  contactEnded,
  contactNamed,
  councilAreasRecorded,
  organisationClosed,
  type OrganisationEvent,
  organisationFactCorrected,
  organisationFactStruck,
  organisationIdentified,
  organisationMergeEvents,
  organisationMergeUndone,
  organisationsMerged,
  organisationsToldApart,
  organisationRegistered,
  organisationRenamed,
  type OrganisationMergeEvent,
  organisationSectorChanged,
  organisationsEvents,
  sizeFigureRecorded,
  unitAdded,
  unitClosed,
  unitContactNamed,
  unitRenamed,
} from './events.js';
import { shownFact } from './organisation-facts.js';
import type { OrganisationRow } from './organisation-register.entity.js';
import { organisationRegister } from './organisation-register.projection.js';
import { organisationToday } from './organisation-today.js';

const organisationId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const unitId = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const amara = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const bo = '6c2e4d8b-1d8f-4a1f-9b4a-7e2a3c4d5e6f';

type Known = OrganisationEvent | OrganisationMergeEvent;

const recordedOf = (fact: Known, revision: number): Recorded<any> => ({
  ...happened(fact, revision, recordedAt(revision)),
  revision,
  position: `${revision + 1}`,
  stream: `organisation-${organisationId}`,
  hash: '',
  metadata: { actor: 'amara' } as never,
});

/** Folds facts as the platform does, each recorded a minute after the one before. */
const rowOf = (...facts: readonly Known[]): OrganisationRow => rowOfRecorded(facts.map(recordedOf));
const rowOfRecorded = (events: readonly Recorded<any>[]): OrganisationRow =>
  events.reduce<OrganisationRow>((row, event) => {
    expect([organisationRegister.key(event)].flat()).toContain(organisationId);
    const step = organisationRegister.on[event.type as Known['type']] as (
      row: object,
      event: object,
      key: string,
    ) => OrganisationRow;
    return step(Object.freeze(row), event, organisationId);
  }, organisationRegister.blank(organisationId));
/** Without what only tells when things were recorded. */
const told = (row: OrganisationRow | null) =>
  row && {
    ...row,
    facts: row.facts.length,
    revision: 0,
    names: row.names.map(({ on, name }) => ({ on, name })),
  };
const recordedAt = (revision: number) => `2026-09-01T08:${String(revision).padStart(2, '0')}:00.000Z`;

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
      Object.values({ ...organisationsEvents, ...organisationMergeEvents })
        .map(({ type }) => type)
        .sort(),
    ));

  it('shows an organisation as registered', () =>
    expect(rowOf(registered)).toEqual({
      ...organisationRegister.blank(organisationId),
      facts: [
        {
          id: happened(registered, 0).id,
          type: 'OrganisationRegistered',
          version: 1,
          data: registered.data,
          on: '2026-01-05',
          struck: false,
          recordedAt: recordedAt(0),
          by: 'amara',
          corrections: [],
        },
      ],
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
    expect(organisationToday(row, '2026-08-31').name).toBe('Autumn Leaves Ltd trading as ALC');
    expect(organisationToday(row, '2026-09-01').name).toBe('The Winter Leaves');
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

  const reason = 'Misread on the form';
  const idOf = (fact: Known, place: number) => happened(fact, place).id;

  it('follows a correction as if it had always been so, and shows both versions', () => {
    const move = sector('private', '2026-06-01');
    const corrected = organisationFactCorrected(
      { organisationId, corrects: idOf(move, 1), fact: move.type, reason, sector: 'health' },
      '2026-03-01',
    );
    const row = rowOf(registered, move, corrected);
    expect(row.sectors).toEqual([
      { on: '2026-01-05', recordedAt: recordedAt(0), sector: 'voluntary' },
      { on: '2026-03-01', recordedAt: recordedAt(1), sector: 'health' },
    ]);
    expect(shownFact(organisationId, row.facts[1]!)).toMatchObject({
      fact: 'OrganisationSectorChanged',
      eventId: idOf(move, 1),
      versions: [
        { eventId: idOf(move, 1), data: { sector: 'private' }, on: '2026-06-01', by: 'amara' },
        { eventId: idOf(corrected, 2), data: { sector: 'health' }, on: '2026-03-01', reason, by: 'amara' },
      ],
    });
  });

  it('leaves out what was struck, and keeps it visible', () => {
    const closed = organisationClosed({ organisationId }, '2026-08-31');
    const row = rowOf(
      registered,
      closed,
      organisationFactStruck(
        { organisationId, corrects: idOf(closed, 1), fact: closed.type, reason },
        '2026-08-31',
      ),
    );
    expect(row.closedOn).toBeNull();
    expect(row.facts[1]).toMatchObject({ type: 'OrganisationClosed', struck: true });
  });

  it('knows who stands for a merged one, until the merge is undone, and from whom it is told apart', () => {
    const merge = { keptId: bo, mergedId: organisationId, ids: [organisationId], reason };
    const above = { keptId: amara, mergedId: bo, ids: [bo, organisationId], reason };
    expect(rowOf(registered, organisationsMerged(merge))).toMatchObject({ mergedInto: bo, revision: 0 });
    expect(rowOf(registered, organisationsMerged(merge), organisationsMerged(above)).mergedInto).toBe(amara);
    expect(
      rowOf(
        registered,
        organisationsMerged(merge),
        organisationsMerged(above),
        organisationMergeUndone(above),
      ).mergedInto,
    ).toBe(bo);
    expect(
      rowOf(registered, organisationsMerged(merge), organisationMergeUndone(merge)).mergedInto,
    ).toBeNull();
    expect(
      rowOf(registered, organisationsToldApart({ oneId: organisationId, otherId: bo, reason })).apartFrom,
    ).toEqual([bo]);
  });
});

describe('the register as at a day', () => {
  const billing = { address: '1 High Street', purchaseOrderRequired: true, termsDays: 30 };
  const history: readonly OrganisationEvent[] = [
    registered,
    organisationRenamed({ organisationId, name: 'The Winter Leaves' }, '2026-05-01'),
    sector('private', '2026-06-01'),
    sector('health', '2026-07-01'),
    size({ staffWte: 9 }, '2026-02-01'),
    size({ staffWte: 12, income: 100 }, '2026-06-15'),
    councilAreasRecorded({ organisationId, councilAreas: ['Fife'] }, '2026-02-02'),
    councilAreasRecorded({ organisationId, councilAreas: ['Fife', 'Moray'] }, '2026-07-02'),
    organisationIdentified({ organisationId, scheme: 'charity', identifier: 'SC012345' }, '2026-03-01'),
    unitAdded({ organisationId, unitId, name: 'Adults' }, '2026-03-02'),
    unitRenamed({ organisationId, unitId, name: 'Older people' }, '2026-04-02'),
    unitContactNamed({ organisationId, unitId, personId: bo }, '2026-05-02'),
    unitClosed({ organisationId, unitId }, '2026-06-02'),
    contactNamed({ organisationId, personId: amara, purpose: 'billing' }, '2026-03-03'),
    contactEnded({ organisationId, personId: amara, purpose: 'billing' }, '2026-04-03'),
    contactNamed({ organisationId, personId: bo, purpose: 'billing' }, '2026-04-04'),
    billingDetailsStated({ organisationId, ...billing }, '2026-03-04'),
    billingDetailsStated({ organisationId, ...billing, termsDays: 14 }, '2026-05-04'),
    organisationClosed({ organisationId }, '2026-08-31'),
  ];
  const asAt = (row: OrganisationRow, day: string) => organisationRegister.asAt(row, day);

  it('is not there before it was registered', () => expect(asAt(rowOf(...history), '2026-01-04')).toBeNull());

  it('is what its facts up to that day come to', () => {
    const row = rowOf(...history);
    expect(asAt(row, '2026-05-31')).toMatchObject({
      name: 'The Winter Leaves',
      sectors: [{ sector: 'voluntary' }],
      sizes: [{ staffWte: 9 }],
      units: [{ unitId, name: 'Older people', contactPersonId: bo }],
      contacts: [
        { personId: amara, endedOn: '2026-04-03' },
        { personId: bo, since: '2026-04-04' },
      ],
      billing: { termsDays: 14 },
      closedOn: null,
    });
    expect(asAt(row, '2026-04-30')?.nameKey).toBe('autumn leaves');
    expect(asAt(row, '2026-08-31')).toEqual(row);
  });

  it('keeps a merge on every day: it is about the records', () =>
    expect(
      asAt(
        rowOf(
          registered,
          organisationsMerged({
            keptId: bo,
            mergedId: organisationId,
            ids: [organisationId],
            reason: 'same',
          }),
        ),
        '2026-01-05',
      )?.mergedInto,
    ).toBe(bo));

  it('is the same whatever order the facts came in', () => {
    const days = ['2026-01-05', '2026-03-15', '2026-05-03', '2026-06-10', '2026-12-31'];
    const expected = days.map((day) => told(asAt(rowOf(...history), day)));
    fc.assert(
      fc.property(fc.shuffledSubarray(history.slice(), { minLength: history.length }), (shuffled) => {
        const row = rowOf(...shuffled);
        expect(days.map((day) => unordered(told(asAt(row, day))))).toEqual(expected.map(unordered));
      }),
      { numRuns: 50 },
    );
  });
});

/** When each statement was recorded differs with the order; what it says does not. */
const unordered = (row: object | null): unknown =>
  JSON.parse(JSON.stringify(row, (key, value: unknown) => (key === 'recordedAt' ? undefined : value)));
