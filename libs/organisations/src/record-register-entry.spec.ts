import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  councilAreasRecorded,
  organisationClosed,
  organisationIdentified,
  organisationRegistered,
  organisationRenamed,
  organisationSectorChanged,
  sizeFigureRecorded,
} from './events.js';
import { organisationIdOf } from './organisation-id.js';
import { organisations } from './organisations.decider.js';
import { RecordRegisterEntry } from './record-register-entry.js';

const given = specification(organisations);
const reference = 'SP2003000009';
const organisationId = organisationIdOf(reference);
const row = {
  organisationId,
  reference,
  name: 'Autumn Leaves',
  sector: 'voluntary' as const,
  staffWte: 57.7,
  services: 3,
  councilAreas: ['Fife'],
};
const entry = (fields: Partial<RecordRegisterEntry> = {}) =>
  commandOf(RecordRegisterEntry, { ...row, ...fields });
const registered = organisationRegistered({ organisationId, name: row.name, sector: row.sector, reference });
const sized = (figures: object) =>
  sizeFigureRecorded({ organisationId, ...figures, source: 'care register' });
const areas = (...councilAreas: string[]) => councilAreasRecorded({ organisationId, councilAreas });
const imported = [registered, sized({ staffWte: 57.7, services: 3 }), areas('Fife')] as const;

describe('an entry of the care register', () => {
  it('has one id per reference', () => {
    expect(organisationIdOf(reference)).toBe(organisationId);
    expect(organisationIdOf('SP2003000011')).not.toBe(organisationId);
  });
  it('registers with all that the row says', () =>
    given()
      .when(entry())
      .then(...imported));
  it('says nothing where the row is empty', () => {
    given()
      .when(entry({ staffWte: 0, services: undefined, councilAreas: [] }))
      .then(registered);
    given(...imported)
      .when(entry({ staffWte: undefined, services: 0, councilAreas: [], sector: 'unknown' }))
      .thenNothing();
  });
  it('changes nothing when nothing differs, on any later day', () => {
    given(...imported)
      .when(entry())
      .thenNothing();
    given(...imported)
      .when(entry(), { now: '2027-09-01T08:00:00.000Z' })
      .thenNothing();
  });
  it('records what differs, and only that', () => {
    given(...imported)
      .when(entry({ name: 'Winter Leaves' }))
      .then(organisationRenamed({ organisationId, name: 'Winter Leaves' }));
    given(...imported)
      .when(entry({ sector: 'private' }))
      .then(organisationSectorChanged({ organisationId, sector: 'private' }));
    given(...imported)
      .when(entry({ staffWte: 58 }))
      .then(sized({ staffWte: 58, services: 3 }));
    given(...imported)
      .when(entry({ councilAreas: ['Moray', 'Fife'] }))
      .then(areas('Fife', 'Moray'));
  });
  it('compares with the day stated: a row of an earlier register is recorded for its own day', () =>
    given(...imported)
      .when(entry({ staffWte: 40, services: undefined }), { effectiveOn: '2020-01-01' })
      .then(sized({ staffWte: 40 }), areas('Fife')));
  it('identifies an organisation that was registered without its number', () => {
    const byHand = organisationRegistered({ organisationId, name: row.name, sector: row.sector });
    const identified = organisationIdentified({
      organisationId,
      scheme: 'care_inspectorate',
      identifier: reference,
    });
    const bare = entry({ staffWte: 0, services: 0, councilAreas: [] });
    given(byHand).when(bare).then(identified);
    given(byHand, identified).when(bare).thenNothing();
  });
  it('with another number than the organisation has is refused', () =>
    given(...imported)
      .when(entry({ reference: 'SP2003000011' }))
      .thenRefused('reference-differs', 'reference'));
  it('of an organisation that closed is refused about later days', () =>
    given(...imported, organisationClosed({ organisationId }, '2026-08-31'))
      .when(entry({ name: 'Winter Leaves' }))
      .thenRefused('organisation-closed'));
});
