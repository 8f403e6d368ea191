import type { CorrectedFields, OrganisationFact } from './events.js';
import { inOrder } from './record-council-areas.js';
import { asWritten } from './identify-organisation.js';

type Field = keyof CorrectedFields;

/** The fields of each kind of fact that can be corrected; its day can be in any case. */
export const CORRECTABLE: Readonly<Record<OrganisationFact['type'], readonly Field[]>> = {
  OrganisationRegistered: ['name', 'sector', 'reference'],
  OrganisationRenamed: ['name'],
  OrganisationSectorChanged: ['sector'],
  OrganisationIdentified: ['scheme', 'identifier'],
  SizeFigureRecorded: ['staffWte', 'headcount', 'income', 'services', 'source'],
  CouncilAreasRecorded: ['councilAreas'],
  UnitAdded: ['name', 'contactPersonId'],
  UnitRenamed: ['name'],
  UnitContactNamed: ['personId'],
  UnitClosed: [],
  ContactNamed: ['personId', 'purpose'],
  ContactEnded: ['personId', 'purpose'],
  BillingDetailsStated: ['address', 'purchaseOrderRequired', 'buyerReference', 'peppolId', 'termsDays'],
  OrganisationClosed: [],
};

/** The fields a fact may do without. */
export const REMOVABLE: ReadonlySet<string> = new Set<Field>([
  'reference',
  'staffWte',
  'headcount',
  'income',
  'services',
  'contactPersonId',
  'buyerReference',
  'peppolId',
]);

/** The kinds of fact that are decided ahead of their day. */
export const MAY_BE_AHEAD: ReadonlySet<string> = new Set<OrganisationFact['type']>([
  'OrganisationRenamed',
  'OrganisationSectorChanged',
  'OrganisationClosed',
]);

const FIGURES: ReadonlySet<string> = new Set<Field>(['staffWte', 'headcount', 'income', 'services']);

/** The fields stated, written as the commands that first recorded them would: 0 is an unknown figure, areas are in order. */
export const rightFields = (stated: CorrectedFields): CorrectedFields =>
  Object.fromEntries(
    Object.entries(stated)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, written(field, value)]),
  );

const written = (field: string, value: unknown): unknown => {
  if (FIGURES.has(field)) return value === 0 ? null : value;
  if (field === 'councilAreas' && Array.isArray(value)) return inOrder(value as string[]);

  return field === 'identifier' && typeof value === 'string' ? asWritten(value) : value;
};
