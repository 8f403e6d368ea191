import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { EndContact, NameContact } from './contacts.js';
import {
  contactEnded,
  contactNamed,
  organisationClosed,
  organisationRegistered,
  unitAdded,
  unitClosed,
  unitContactNamed,
  unitRenamed,
} from './events.js';
import { organisations } from './organisations.decider.js';
import { AddUnit, CloseUnit, NameUnitContact, RenameUnit } from './units.js';

const given = specification(organisations);
const organisationId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const unitId = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const amara = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const bo = '6c2e4d8b-1d8f-4a1f-9b4a-7e2a3c4d5e6f';
const registered = organisationRegistered({ organisationId, name: 'Autumn Leaves', sector: 'voluntary' });
const closed = organisationClosed({ organisationId }, '2026-08-31');
const added = unitAdded({ organisationId, unitId, name: 'Adults', contactPersonId: amara });
const unitGone = unitClosed({ organisationId, unitId });
const add = (fields: Partial<AddUnit> = {}) =>
  commandOf(AddUnit, { organisationId, unitId, name: 'Adults', contactPersonId: amara, ...fields });
const renamed = commandOf(RenameUnit, { organisationId, unitId, name: 'Older people' });
const ask = (personId: string) => commandOf(NameUnitContact, { organisationId, unitId, personId });
const close = commandOf(CloseUnit, { organisationId, unitId });

describe('units', () => {
  it('are added with the person to ask, or without', () => {
    given(registered).when(add()).then(added);
    given(registered)
      .when(add({ contactPersonId: undefined }))
      .then(unitAdded({ organisationId, unitId, name: 'Adults' }));
  });
  it('added again with the same content change nothing, differently are refused', () => {
    given(registered, added).when(add()).thenNothing();
    for (const other of [{ name: 'Children' }, { contactPersonId: bo }, { contactPersonId: undefined }])
      given(registered, added).when(add(other)).thenRefused('unit-already-added-differently', 'unitId');
    given(registered, added, unitGone).when(add()).thenRefused('unit-already-added-differently');
  });
  it('are renamed, once', () => {
    const fact = unitRenamed({ organisationId, unitId, name: 'Older people' });
    given(registered, added).when(renamed).then(fact);
    given(registered, added, fact).when(renamed).thenNothing();
  });
  it('get another person to ask, once', () => {
    const fact = unitContactNamed({ organisationId, unitId, personId: bo });
    given(registered, added).when(ask(bo)).then(fact);
    given(registered, added).when(ask(amara)).thenNothing();
    given(registered, added, fact).when(ask(bo)).thenNothing();
  });
  it('are closed, once', () => {
    given(registered, added).when(close).then(unitGone);
    given(registered, added, unitGone).when(close).thenNothing();
  });
  it('that are unknown are neither renamed nor asked about nor closed', () => {
    for (const command of [renamed, ask(bo), close])
      given(registered).when(command).thenRefused('unit-unknown', 'unitId');
  });
  it('that are closed are neither renamed nor asked about', () => {
    for (const command of [renamed, ask(bo)])
      given(registered, added, unitGone).when(command).thenRefused('unit-closed', 'unitId');
  });
  it('of an organisation that is closed or was never registered stay as they are', () => {
    for (const command of [add(), renamed, ask(bo), close]) {
      given(registered, added, closed).when(command).thenRefused('organisation-closed');
      given().when(command).thenRefused('organisation-not-registered');
    }
  });
});

describe('contacts', () => {
  const name = (purpose: NameContact['purpose'], personId = amara) =>
    commandOf(NameContact, { organisationId, personId, purpose });
  const end = (purpose?: EndContact['purpose']) =>
    commandOf(EndContact, { organisationId, personId: amara, purpose });
  const named = (purpose: NameContact['purpose']) =>
    contactNamed({ organisationId, personId: amara, purpose });
  const ended = (purpose: NameContact['purpose']) =>
    contactEnded({ organisationId, personId: amara, purpose });

  it('are named for each purpose, once', () => {
    given(registered).when(name('billing')).then(named('billing'));
    given(registered, named('billing')).when(name('billing')).thenNothing();
    given(registered, named('billing')).when(name('general')).then(named('general'));
  });
  it('come back after they went', () =>
    given(registered, named('billing'), ended('billing')).when(name('billing')).then(named('billing')));
  it('end for one purpose, or for all of them', () => {
    const both = given(registered, named('billing'), named('nominations'));
    both.when(end('billing')).then(ended('billing'));
    both.when(end()).then(ended('nominations'), ended('billing'));
    both.when(end('general')).thenNothing();
  });
  it('end once', () => given(registered, named('billing'), ended('billing')).when(end()).thenNothing());
  it('cannot end before they were named', () =>
    given(registered, named('billing'))
      .when(end(), { effectiveOn: '2026-08-31' })
      .thenRefused('contact-named-later'));
  it('that never were cannot end', () =>
    given(registered).when(end()).thenRefused('contact-unknown', 'personId'));
  it('of a closed organisation may still be named for its bills, and may always go', () => {
    given(registered, closed).when(name('billing')).then(named('billing'));
    given(registered, closed).when(name('nominations')).thenRefused('organisation-closed');
    given(registered, named('billing'), closed).when(end()).then(ended('billing'));
  });
  it('need an organisation', () => {
    given().when(name('billing')).thenRefused('organisation-not-registered');
    given().when(end()).thenRefused('organisation-not-registered');
  });
});
