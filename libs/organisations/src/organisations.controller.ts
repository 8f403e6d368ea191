import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers, answersPage, commandRoutes, OneQuery, type Page, post, put } from '#platform';
import { ChangeSector } from './change-sector.js';
import { CloseOrganisation } from './close-organisation.js';
import { EndContact, NameContact } from './contacts.js';
import { IdentifyOrganisation } from './identify-organisation.js';
import type { OrganisationRow } from './organisation-register.entity.js';
import {
  DuplicatesQuery,
  FindLikelyDuplicates,
  GetOrganisation,
  ListOrganisations,
  OrganisationFilters,
} from './organisation-register.queries.js';
import type { OrganisationToday } from './organisation-today.js';
import { organisations } from './organisations.decider.js';
import { RecordCouncilAreas } from './record-council-areas.js';
import { RecordSizeFigures } from './record-size-figures.js';
import { RegisterOrganisation } from './register-organisation.js';
import { RenameOrganisation } from './rename-organisation.js';
import { StateBillingDetails } from './state-billing-details.js';
import { AddUnit, CloseUnit, NameUnitContact, RenameUnit } from './units.js';
import { organisationExample, wholeOrganisationExample } from './organisation.answers.js';

/** The ways in for commands about organisations. */
export const OrganisationsController = commandRoutes(organisations, 'organisations', 'Organisations', [
  post('', RegisterOrganisation, 'Register an organisation'),
  put(':organisationId/name', RenameOrganisation, 'Rename an organisation'),
  put(':organisationId/sector', ChangeSector, 'Count an organisation to another sector from a day on'),
  post(':organisationId/identifiers', IdentifyOrganisation, 'State a number in a public register'),
  post(':organisationId/size-figures', RecordSizeFigures, 'Record how large an organisation is on a day'),
  put(
    ':organisationId/council-areas',
    RecordCouncilAreas,
    'Record where an organisation works from a day on',
  ),
  post(':organisationId/units', AddUnit, 'Add a unit', { makes: 'unitId' }),
  put(':organisationId/units/:unitId/name', RenameUnit, 'Rename a unit'),
  put(':organisationId/units/:unitId/contact', NameUnitContact, "Name a unit's contact"),
  post(':organisationId/units/:unitId/closure', CloseUnit, 'Close a unit'),
  post(':organisationId/contacts', NameContact, 'Name a contact'),
  post(':organisationId/contacts/:personId/end', EndContact, 'End a contact'),
  put(
    ':organisationId/billing-details',
    StateBillingDetails,
    'State where invoices go and what they must say',
  ),
  post(':organisationId/closure', CloseOrganisation, 'Close an organisation'),
]);

/** What a reply must do for these routes. */
interface Reply {
  header(name: string, value: string): unknown;
}

@ApiTags('Organisations')
@Controller('organisations')
export class OrganisationQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @answersPage('A page of organisations as they are today.', organisationExample)
  @ApiOperation({ summary: 'List organisations by name' })
  list(@Query() filters: OrganisationFilters): Promise<Page<OrganisationToday>> {
    return this.queries.execute(new ListOrganisations(filters));
  }

  @Get('duplicates')
  @answersPage('Organisations the name likely means, as they are today.', organisationExample)
  @ApiOperation({ summary: 'The registered organisations a name likely means' })
  duplicates(@Query() asked: DuplicatesQuery): Promise<Page<OrganisationToday>> {
    return this.queries.execute(new FindLikelyDuplicates(asked));
  }

  @Get(':organisationId')
  @answers('The organisation; `ETag` is its revision.', wholeOrganisationExample)
  @ApiOperation({ summary: 'One organisation with everything stated about it' })
  async one(
    @Param('organisationId') organisationId: string,
    @Query() { after }: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<OrganisationRow & OrganisationToday> {
    const organisation = await this.queries.execute(new GetOrganisation(organisationId, after));
    reply.header('ETag', `"${organisation.revision}"`);
    return organisation;
  }
}
