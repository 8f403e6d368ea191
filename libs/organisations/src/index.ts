import type { Context } from '#platform';
import { organisationRegister } from './organisation-register.projection.js';
import {
  FindLikelyDuplicatesHandler,
  GetOrganisationHandler,
  ListOrganisationsHandler,
} from './organisation-register.queries.js';
import { OrganisationQueriesController, OrganisationsController } from './organisations.controller.js';
import { organisations } from './organisations.decider.js';

export { ChangeSector } from './change-sector.js';
export { CloseOrganisation } from './close-organisation.js';
export { EndContact, NameContact } from './contacts.js';
export { IdentifyOrganisation } from './identify-organisation.js';
export { likelyDuplicates, NameIndex } from './likely-duplicates.js';
export { figureOn, type Organisation, sectorOn, sizeBandOn } from './organisation.js';
export { organisationIdOf } from './organisation-id.js';
export { OrganisationRow } from './organisation-register.entity.js';
export { organisationRegister } from './organisation-register.projection.js';
export {
  DuplicatesQuery,
  FindLikelyDuplicates,
  GetOrganisation,
  ListOrganisations,
  OrganisationFilters,
} from './organisation-register.queries.js';
export type { OrganisationToday } from './organisation-today.js';
export { organisations } from './organisations.decider.js';
export { RecordCouncilAreas } from './record-council-areas.js';
export { RecordRegisterEntry } from './record-register-entry.js';
export { RecordSizeFigures } from './record-size-figures.js';
export { RegisterOrganisation } from './register-organisation.js';
export { RenameOrganisation } from './rename-organisation.js';
export { SIZE_BANDS, type SizeBand, sizeBandOf } from './size-band.js';
export { StateBillingDetails } from './state-billing-details.js';
export { AddUnit, CloseUnit, NameUnitContact, RenameUnit } from './units.js';

/** Organisations: sponsors, employers and whoever else places are asked for by. */
export const organisationsContext: Context = {
  name: 'organisations',
  deciders: [organisations],
  projections: [organisationRegister],
  controllers: [OrganisationsController, OrganisationQueriesController],
  queries: [ListOrganisationsHandler, GetOrganisationHandler, FindLikelyDuplicatesHandler],
};
