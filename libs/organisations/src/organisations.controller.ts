import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers, answersPage, commandRoutes, ListQuery, OneQuery, type Page, post, put } from '#platform';
import { ChangeSector } from './change-sector.js';
import { CloseOrganisation } from './close-organisation.js';
import { EndContact, NameContact } from './contacts.js';
import { CorrectOrganisationFact } from './correct-fact.js';
import { IdentifyOrganisation } from './identify-organisation.js';
import { MergeOrganisations, TellOrganisationsApart, UndoOrganisationMerge } from './merge-organisations.js';
import { type DuplicateOrganisations, FindDuplicateOrganisations } from './organisation-duplicates.query.js';
import type { OrganisationFactShown } from './organisation-facts.js';
import { GetOrganisationFacts } from './organisation-facts.query.js';
import { organisationMerges } from './organisation-merges.decider.js';
import {
  FindLookAlikes,
  GetOrganisation,
  ListOrganisations,
  LookAlikesQuery,
  OrganisationFilters,
  type WholeOrganisation,
} from './organisation-register.queries.js';
import type { OrganisationToday } from './organisation-today.js';
import { organisations } from './organisations.decider.js';
import { RecordCouncilAreas } from './record-council-areas.js';
import { RecordSizeFigures } from './record-size-figures.js';
import { RegisterOrganisation } from './register-organisation.js';
import { RenameOrganisation } from './rename-organisation.js';
import { StateBillingDetails } from './state-billing-details.js';
import { StrikeOrganisationFact } from './strike-fact.js';
import { AddUnit, CloseUnit, NameUnitContact, RenameUnit } from './units.js';
import {
  duplicateOrganisationsExample,
  organisationExample,
  organisationFactExample,
  wholeOrganisationExample,
} from './organisation.answers.js';

/** The ways in for commands about organisations. */
export const OrganisationsController = commandRoutes(organisations, 'organisations', 'Organisations', [
  post('', RegisterOrganisation, 'Register an organisation'),
  put(':organisationId/name', RenameOrganisation, 'Give an organisation another name from a day on'),
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
  post(
    ':organisationId/facts/:factId/correction',
    CorrectOrganisationFact,
    'Correct a fact about an organisation',
  ),
  post(
    ':organisationId/facts/:factId/striking',
    StrikeOrganisationFact,
    'Strike a fact about an organisation that never was',
  ),
]);

/** The ways in for commands about which organisations are one. */
export const OrganisationMergesController = commandRoutes(
  organisationMerges,
  'organisations',
  'Organisations',
  [
    post('merges', MergeOrganisations, 'Merge two records of one organisation; both ids keep working'),
    post('merges/:mergedId/undoing', UndoOrganisationMerge, 'Take a merge of organisations back'),
    post('not-duplicates', TellOrganisationsApart, 'State that two organisations alike are not one'),
  ],
);

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

  @Get('look-alikes')
  @answersPage('Organisations the name likely means, as they are on the day.', organisationExample)
  @ApiOperation({ summary: 'The registered organisations a name likely means' })
  lookAlikes(@Query() asked: LookAlikesQuery): Promise<Page<OrganisationToday>> {
    return this.queries.execute(new FindLookAlikes(asked));
  }

  @Get('duplicates')
  @answersPage('Pairs of organisations with the evidence, likeliest first.', duplicateOrganisationsExample)
  @ApiOperation({ summary: 'Organisations that are likely one' })
  duplicates(@Query() asked: ListQuery): Promise<Page<DuplicateOrganisations>> {
    return this.queries.execute(new FindDuplicateOrganisations(asked));
  }

  @Get(':organisationId')
  @answers('The organisation; `ETag` is its revision.', wholeOrganisationExample)
  @ApiOperation({ summary: 'One organisation with everything that stands about it' })
  async one(
    @Param('organisationId') organisationId: string,
    @Query() asked: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<WholeOrganisation> {
    const organisation = await this.queries.execute(new GetOrganisation(organisationId, asked));
    reply.header('ETag', `"${organisation.revision}"`);
    return organisation;
  }

  @Get(':organisationId/facts')
  @answersPage('Its facts and those of the merged, in the order of recording.', organisationFactExample)
  @ApiOperation({
    summary: 'Every fact recorded about an organisation, by whom, and what it was corrected to',
  })
  facts(
    @Param('organisationId') organisationId: string,
    @Query() asked: ListQuery,
  ): Promise<Page<OrganisationFactShown>> {
    return this.queries.execute(new GetOrganisationFacts(organisationId, asked));
  }
}
