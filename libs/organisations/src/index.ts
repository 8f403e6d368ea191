import type { Context } from '#platform';
import {
  aNumberIsOfOneOrganisation,
  whoBearsARegisterNumberHoldsIt,
} from './a-number-is-of-one-organisation.js';
import { registerNumbers } from './register-numbers.decider.js';
import { organisationRegister } from './organisation-register.projection.js';
import { mergedOrganisations } from './merged-organisations.js';
import { FindDuplicateOrganisationsHandler } from './organisation-duplicates.query.js';
import { GetOrganisationFactsHandler } from './organisation-facts.query.js';
import { organisationMerges } from './organisation-merges.decider.js';
import {
  FindLookAlikesHandler,
  GetOrganisationHandler,
  ListOrganisationsHandler,
} from './organisation-register.queries.js';
import {
  OrganisationMergesController,
  OrganisationQueriesController,
  OrganisationsController,
} from './organisations.controller.js';
import { organisations } from './organisations.decider.js';

export { numberHeldByAnother } from './a-number-is-of-one-organisation.js';
export { ChangeSector } from './change-sector.js';
export { CloseOrganisation } from './close-organisation.js';
export { CorrectOrganisationFact } from './correct-fact.js';
export { EndContact, NameContact } from './contacts.js';
export { asWritten, IdentifyOrganisation } from './identify-organisation.js';
export { likelyDuplicates, NameIndex } from './likely-duplicates.js';
export { MergeOrganisations, TellOrganisationsApart, UndoOrganisationMerge } from './merge-organisations.js';
export { figureOn, nameOn, type Organisation, sectorOn, sizeBandOn } from './organisation.js';
export { organisationIdOf } from './organisation-id.js';
export { type DuplicateOrganisations, FindDuplicateOrganisations } from './organisation-duplicates.query.js';
export type { OrganisationFactShown } from './organisation-facts.js';
export { GetOrganisationFacts } from './organisation-facts.query.js';
export { organisationMerges } from './organisation-merges.decider.js';
export { OrganisationRow } from './organisation-register.entity.js';
export { organisationRegister } from './organisation-register.projection.js';
export {
  FindLookAlikes,
  GetOrganisation,
  ListOrganisations,
  LookAlikesQuery,
  OrganisationFilters,
  type WholeOrganisation,
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
export { StrikeOrganisationFact } from './strike-fact.js';
export { AddUnit, CloseUnit, NameUnitContact, RenameUnit } from './units.js';

/** Organisations: sponsors, employers and whoever else places are asked for by. */
export const organisationsContext: Context = {
  name: 'organisations',
  deciders: [organisations, organisationMerges, registerNumbers],
  processes: [whoBearsARegisterNumberHoldsIt],
  claims: aNumberIsOfOneOrganisation,
  merged: [mergedOrganisations],
  projections: [organisationRegister],
  controllers: [OrganisationsController, OrganisationMergesController, OrganisationQueriesController],
  queries: [
    ListOrganisationsHandler,
    GetOrganisationHandler,
    GetOrganisationFactsHandler,
    FindLookAlikesHandler,
    FindDuplicateOrganisationsHandler,
  ],
};
