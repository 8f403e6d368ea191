import { commandOf } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { CorrectOrganisationFact } from './correct-fact.js';
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
  organisationRegistered,
  organisationRenamed,
  organisationSectorChanged,
  sizeFigureRecorded,
  unitAdded,
  unitRenamed,
} from './events.js';
import { figureOn, nameOn, sectorOn } from './organisation.js';
import { organisations } from './organisations.decider.js';
import { RenameOrganisation } from './rename-organisation.js';
import { StrikeOrganisationFact } from './strike-fact.js';

const given = specification(organisations);
const organisationId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const unitId = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const amara = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const bo = '6c2e4d8b-1d8f-4a1f-9b4a-7e2a3c4d5e6f';
const reason = 'Misread on the form';

const registered = organisationRegistered(
  { organisationId, name: 'Autumn Leaves', sector: 'voluntary', reference: 'SP2003000009' },
  '2026-01-05',
);
const toPrivate = organisationSectorChanged({ organisationId, sector: 'private' }, '2026-06-01');
/** The id a fact has in a specification: its place among those given. */
const idOf = (fact: OrganisationEvent, place: number) => happened(fact, place).id;

type Fields = Partial<Omit<CorrectOrganisationFact, 'organisationId' | 'factId' | 'reason'>>;
const correct = (factId: string, fields: Fields) =>
  commandOf(CorrectOrganisationFact, { organisationId, factId, reason, ...fields });
const corrected = (of: OrganisationEvent, place: number, fields: object, on: string) =>
  organisationFactCorrected(
    { organisationId, corrects: idOf(of, place), fact: of.type, reason, ...fields },
    on,
  );
const strike = (factId: string) => commandOf(StrikeOrganisationFact, { organisationId, factId, reason });
const struck = (of: OrganisationEvent, place: number, on: string) =>
  organisationFactStruck({ organisationId, corrects: idOf(of, place), fact: of.type, reason }, on);

describe('correcting who a contact is', () => {
  const named = contactNamed({ organisationId, personId: amara, purpose: 'billing' }, '2026-02-01');
  const ended = contactEnded({ organisationId, personId: amara, purpose: 'billing' }, '2026-03-01');
  const told = given(registered, named, ended);

  it('leaves what ended them their own', () => {
    told.when(correct(idOf(named, 1), { personId: bo })).thenRefused('other-facts-rest-on-it', 'factId');
    told.when(correct(idOf(named, 1), { on: '2026-03-02' })).thenRefused('other-facts-rest-on-it', 'factId');
  });

  it('says the right day before they ended, and whoever it was where nothing ended them', () => {
    told.when(correct(idOf(named, 1), { on: '2026-03-01' })).then(corrected(named, 1, {}, '2026-03-01'));
    given(registered, named)
      .when(correct(idOf(named, 1), { personId: bo }))
      .then(corrected(named, 1, { personId: bo }, '2026-02-01'));
  });
});

describe('correcting a fact about an organisation', () => {
  it('states the right fields and keeps the day', () =>
    given(registered, toPrivate)
      .when(correct(idOf(toPrivate, 1), { sector: 'health' }))
      .then(corrected(toPrivate, 1, { sector: 'health' }, '2026-06-01')));

  it('states the right day, which what follows from it follows', () => {
    const told = given(registered, toPrivate);
    told
      .when(correct(idOf(toPrivate, 1), { on: '2026-03-01' }))
      .then(corrected(toPrivate, 1, {}, '2026-03-01'));
    const { state } = given(registered, toPrivate, corrected(toPrivate, 1, {}, '2026-03-01'));
    expect(sectorOn(state, '2026-03-01')).toBe('private');
    expect(sectorOn(state, '2026-02-28')).toBe('voluntary');
  });

  it('takes off what was never known', () => {
    given(registered)
      .when(correct(idOf(registered, 0), { reference: null }))
      .then(corrected(registered, 0, { reference: null }, '2026-01-05'));
    const size = sizeFigureRecorded({ organisationId, staffWte: 900, headcount: 12, source: 'return' });
    const { state } = given(registered, size, corrected(size, 1, { staffWte: null }, '2026-09-01'));
    expect(figureOn(state, 'staffWte', '2026-09-01')).toBeUndefined();
    expect(figureOn(state, 'headcount', '2026-09-01')).toBe(12);
  });

  it('writes fields as whoever recorded them first would', () => {
    const charity = organisationIdentified({ organisationId, scheme: 'charity', identifier: 'SC012345' });
    given(registered, charity)
      .when(correct(idOf(charity, 1), { identifier: 'sc 012346' }))
      .then(corrected(charity, 1, { identifier: 'SC012346' }, '2026-09-01'));
    const areas = councilAreasRecorded({ organisationId, councilAreas: ['Fife'] });
    given(registered, areas)
      .when(correct(idOf(areas, 1), { councilAreas: ['Moray', 'Fife', 'Moray'] }))
      .then(corrected(areas, 1, { councilAreas: ['Fife', 'Moray'] }, '2026-09-01'));
    const size = sizeFigureRecorded({ organisationId, staffWte: 900, headcount: 12, source: 'return' });
    given(registered, size)
      .when(correct(idOf(size, 1), { staffWte: 0 }))
      .then(corrected(size, 1, { staffWte: null }, '2026-09-01'));
  });

  it('may name an earlier correction, and lets a struck fact stand again', () => {
    const first = corrected(toPrivate, 1, { sector: 'health' }, '2026-06-01');
    given(registered, toPrivate, first)
      .when(correct(idOf(first, 2), { sector: 'other_public' }))
      .then(
        organisationFactCorrected(
          { organisationId, corrects: idOf(first, 2), fact: toPrivate.type, reason, sector: 'other_public' },
          '2026-06-01',
        ),
      );
    given(registered, toPrivate, struck(toPrivate, 1, '2026-06-01'))
      .when(correct(idOf(toPrivate, 1), {}))
      .then(corrected(toPrivate, 1, {}, '2026-06-01'));
  });

  it('changes nothing when it says what stands', () =>
    given(registered, toPrivate)
      .when(correct(idOf(toPrivate, 1), { sector: 'private', on: '2026-06-01' }))
      .thenNothing());

  it('is decided by what then follows: a corrected name is the one a rename is held against', () =>
    given(registered, corrected(registered, 0, { name: 'Winter Leaves' }, '2026-01-05'))
      .when(commandOf(RenameOrganisation, { organisationId, name: 'Winter Leaves' }))
      .thenNothing());

  it('gives a later name its own day', () => {
    const { state } = given(
      registered,
      organisationRenamed({ organisationId, name: 'Winter Leaves' }, '2026-08-01'),
    );
    expect(nameOn(state, '2026-07-31')).toBe('Autumn Leaves');
    expect(nameOn(state, '2026-08-01')).toBe('Winter Leaves');
  });

  it('is refused with what is wrong about it', () => {
    const charity = organisationIdentified({ organisationId, scheme: 'charity', identifier: 'SC012345' });
    const size = sizeFigureRecorded({ organisationId, staffWte: 9, source: 'return' });
    const closed = organisationClosed({ organisationId }, '2026-08-31');
    const told = given(registered, charity, size, closed);
    const refused = (of: OrganisationEvent, place: number, fields: Fields, code: string, field?: string) =>
      told.when(correct(idOf(of, place), fields)).thenRefused(code, field);

    refused(charity, 1, { sector: 'health' }, 'not-a-field-of-this-fact', 'sector');
    refused(closed, 3, { name: 'Winter Leaves' }, 'not-a-field-of-this-fact', 'name');
    refused(registered, 0, { name: null as never }, 'field-must-stay-known', 'name');
    refused(charity, 1, { identifier: '7' }, 'identifier-malformed', 'identifier');
    refused(charity, 1, { scheme: 'care_inspectorate' }, 'identifier-malformed');
    refused(size, 2, { staffWte: 0 }, 'figures-missing');
    refused(size, 2, { on: '2026-09-02' }, 'day-in-the-future', 'on');
    told.when(correct(unitId, { name: 'Winter Leaves' })).thenRefused('no-such-fact', 'factId');
    given().when(correct(unitId, {})).thenRefused('organisation-not-registered');
    told.when(correct(idOf(closed, 3), { on: '2026-12-31' })).then(corrected(closed, 3, {}, '2026-12-31'));
  });
  it('of areas leaves at least one', () => {
    const areas = councilAreasRecorded({ organisationId, councilAreas: ['Fife'] });
    given(registered, areas)
      .when(correct(idOf(areas, 1), { councilAreas: [' '] }))
      .thenRefused('field-must-stay-known', 'councilAreas');
  });
});

describe('striking a fact about an organisation', () => {
  const billing = billingDetailsStated({
    organisationId,
    address: '1 High Street',
    purchaseOrderRequired: true,
    termsDays: 30,
  });

  it('takes it out, once', () => {
    given(registered, billing)
      .when(strike(idOf(billing, 1)))
      .then(struck(billing, 1, '2026-09-01'));
    const told = given(registered, billing, struck(billing, 1, '2026-09-01'));
    expect(told.state.billing).toBeUndefined();
    told.when(strike(idOf(billing, 1))).thenNothing();
  });

  it('opens an organisation again that never closed', () => {
    const closed = organisationClosed({ organisationId }, '2026-08-31');
    given(registered, closed, struck(closed, 1, '2026-08-31'))
      .when(commandOf(RenameOrganisation, { organisationId, name: 'Winter Leaves' }))
      .then(organisationRenamed({ organisationId, name: 'Winter Leaves' }));
  });

  it('leaves the registration, what is unknown, and what others rest on', () => {
    const unit = unitAdded({ organisationId, unitId, name: 'Adults' });
    const rename = unitRenamed({ organisationId, unitId, name: 'Older people' });
    const named = contactNamed({ organisationId, personId: amara, purpose: 'billing' });
    const ended = contactEnded({ organisationId, personId: amara, purpose: 'billing' });
    const other = contactEnded({ organisationId, personId: bo, purpose: 'billing' });
    const told = given(registered, unit, rename, named, ended, other);
    told.when(strike(idOf(registered, 0))).thenRefused('registration-stays', 'factId');
    told.when(strike(unitId)).thenRefused('no-such-fact', 'factId');
    told.when(strike(idOf(unit, 1))).thenRefused('other-facts-rest-on-it', 'factId');
    told.when(strike(idOf(named, 3))).thenRefused('other-facts-rest-on-it', 'factId');
    given().when(strike(unitId)).thenRefused('organisation-not-registered');

    const freed = given(
      registered,
      unit,
      rename,
      named,
      ended,
      struck(rename, 2, '2026-09-01'),
      struck(ended, 4, '2026-09-01'),
    );
    freed.when(strike(idOf(unit, 1))).then(struck(unit, 1, '2026-09-01'));
    freed.when(strike(idOf(named, 3))).then(struck(named, 3, '2026-09-01'));
  });
});
