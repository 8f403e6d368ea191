import type { OrganisationRow } from './organisation-register.entity.js';
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
export const wholeOrganisationExample: OrganisationRow & OrganisationToday = {
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
  revision: 2,
  sector: 'voluntary',
  sizeBand: '50_249',
  staffWte: 140.5,
  worksIn: ['Aberdeen City'],
};
