import type { DuplicateOrganisations } from './organisation-duplicates.query.js';
import type { OrganisationFactShown } from './organisation-facts.js';
import type { WholeOrganisation } from './organisation-register.queries.js';
import type { OrganisationToday } from './organisation-today.js';

/** An organisation of a list, as the API publishes it. */
export const organisationExample: OrganisationToday = {
  organisationId: 'd03b2b54-96d9-5283-ae02-92087b51da15',
  name: 'Bluebell Steading Advocacy',
  sector: 'voluntary',
  sizeBand: '50_249',
  staffWte: 140.5,
  worksIn: ['Aberdeen City'],
  closedOn: null,
  revision: 2,
};

/** One organisation, as the API publishes it. */
export const wholeOrganisationExample: WholeOrganisation = {
  organisationId: 'd03b2b54-96d9-5283-ae02-92087b51da15',
  name: 'Bluebell Steading Advocacy',
  names: [
    {
      on: '2022-06-28',
      name: 'Bluebell Steading Advocacy',
      recordedAt: '2026-09-01T09:00:00.000Z',
    },
  ],
  nameKey: 'bluebell steading advocacy',
  tradingKey: null,
  sectors: [
    {
      on: '2022-06-28',
      sector: 'voluntary',
      recordedAt: '2026-09-01T09:00:00.000Z',
    },
  ],
  sizes: [
    {
      on: '2022-06-28',
      source: 'sample',
      staffWte: 140.5,
      recordedAt: '2026-09-01T09:00:00.000Z',
    },
  ],
  councilAreas: [
    {
      on: '2022-06-28',
      recordedAt: '2026-09-01T09:00:00.000Z',
      councilAreas: ['Aberdeen City'],
    },
  ],
  identifiers: {},
  units: [],
  contacts: [],
  billing: null,
  registeredOn: '2022-06-28',
  closedOn: null,
  mergedInto: null,
  merged: [],
  apartFrom: [],
  position: '1042',
  revision: 2,
  sector: 'voluntary',
  sizeBand: '50_249',
  staffWte: 140.5,
  worksIn: ['Aberdeen City'],
};

const exampleId = 'd03b2b54-96d9-5283-ae02-92087b51da15';

/** A fact about an organisation with its versions, as the API publishes it. */
export const organisationFactExample: OrganisationFactShown = {
  organisationId: exampleId,
  eventId: '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11',
  fact: 'OrganisationRenamed',
  versions: [
    {
      eventId: '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11',
      data: { organisationId: exampleId, name: 'Bluebell Steeding Advocacy' },
      on: '2022-06-28',
      struck: false,
      recordedAt: '2026-09-01T09:00:00.000Z',
      by: 'local-administrator',
    },
    {
      eventId: '7d1f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e12',
      data: { organisationId: exampleId, name: 'Bluebell Steading Advocacy' },
      on: '2022-06-28',
      struck: false,
      recordedAt: '2026-09-02T10:30:00.000Z',
      by: 'local-administrator',
      reason: 'Misread on the form',
    },
  ],
};

/** Two organisations that are likely one, as the API publishes them. */
export const duplicateOrganisationsExample: DuplicateOrganisations = {
  organisations: [
    organisationExample,
    { ...organisationExample, organisationId: '1c0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e12', revision: 0 },
  ],
  score: 5,
  evidence: ['Both go or went by the name "Bluebell Steading Advocacy".'],
};
