import { decider } from '#kernel';
import { changeSector } from './change-sector.js';
import { closeOrganisation } from './close-organisation.js';
import { correctOrganisationFact } from './correct-fact.js';
import { endContact, nameContact } from './contacts.js';
import { organisationsEvents } from './events.js';
import { identifyOrganisation } from './identify-organisation.js';
import { unregistered } from './organisation.js';
import { evolve } from './organisations.evolve.js';
import { recordCouncilAreas } from './record-council-areas.js';
import { recordRegisterEntry } from './record-register-entry.js';
import { recordSizeFigures } from './record-size-figures.js';
import { registerOrganisation } from './register-organisation.js';
import { renameOrganisation } from './rename-organisation.js';
import { stateBillingDetails } from './state-billing-details.js';
import { strikeOrganisationFact } from './strike-fact.js';
import { addUnit, closeUnit, nameUnitContact, renameUnit } from './units.js';

/** One organisation: who it is, how large, where it works, whom to ask and where its invoices go. */
export const organisations = decider({
  name: 'organisation',
  key: ({ organisationId }: { organisationId: string }) => organisationId,
  initial: unregistered,
  events: organisationsEvents,
  evolve,
  rules: [
    registerOrganisation,
    recordRegisterEntry,
    renameOrganisation,
    changeSector,
    identifyOrganisation,
    recordSizeFigures,
    recordCouncilAreas,
    addUnit,
    renameUnit,
    nameUnitContact,
    closeUnit,
    nameContact,
    endContact,
    stateBillingDetails,
    closeOrganisation,
    correctOrganisationFact,
    strikeOrganisationFact,
  ],
});
