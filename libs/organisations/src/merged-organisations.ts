import type { MergedKind } from '#platform';
import { EndContact } from './contacts.js';
import { CorrectOrganisationFact } from './correct-fact.js';
import { MergeOrganisations, TellOrganisationsApart, UndoOrganisationMerge } from './merge-organisations.js';
import { organisationMerges } from './organisation-merges.decider.js';
import { RecordRegisterEntry } from './record-register-entry.js';
import { RegisterOrganisation } from './register-organisation.js';
import { StrikeOrganisationFact } from './strike-fact.js';
import { CloseUnit, NameUnitContact, RenameUnit } from './units.js';

/**
 * How merged organisations keep working under their old ids. What is about something recorded under the old id (a fact, a
 * unit, a contact, its registration and the register's own entry) is decided where that was recorded.
 */
export const mergedOrganisations: MergedKind = {
  kind: 'organisation',
  ownId: 'organisationId',
  merges: organisationMerges,
  asSent: [
    MergeOrganisations,
    UndoOrganisationMerge,
    TellOrganisationsApart,
    CorrectOrganisationFact,
    StrikeOrganisationFact,
    RegisterOrganisation,
    RecordRegisterEntry,
    RenameUnit,
    NameUnitContact,
    CloseUnit,
    EndContact,
  ],
};
