import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers, answersPage, commandRoutes, OneQuery, type Page, post, put } from '#platform';
import { DefineProgramme } from './define-programme.js';
import { DefineProgrammeVersion } from './define-programme-version.js';
import type { ProgrammeRow } from './programme.entity.js';
import { programmes } from './programmes.decider.js';
import { GetProgramme, ListProgrammes, ProgrammeFilters } from './programmes.queries.js';
import { RenameProgramme } from './rename-programme.js';
import { RetireProgrammeVersion } from './retire-programme-version.js';
import { programmeExample } from './programme.answers.js';

/** The ways in for commands about programmes. */
export const ProgrammesController = commandRoutes(programmes, 'programmes', 'Programmes', [
  post('', DefineProgramme, 'Define a programme'),
  put(':programmeId/name', RenameProgramme, 'Rename a programme'),
  post(':programmeId/versions', DefineProgrammeVersion, 'Define a version of a programme', {
    makes: 'versionId',
  }),
  post(
    ':programmeId/versions/:versionId/retirement',
    RetireProgrammeVersion,
    'Take a version out of use for new cohorts',
  ),
]);

/** What a reply must do for these routes. */
interface Reply {
  header(name: string, value: string): unknown;
}

@ApiTags('Programmes')
@Controller('programmes')
export class ProgrammeQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @answersPage('A page of programmes.', programmeExample)
  @ApiOperation({ summary: 'List programmes' })
  list(@Query() filters: ProgrammeFilters): Promise<Page<ProgrammeRow>> {
    return this.queries.execute(new ListProgrammes(filters));
  }

  @Get(':programmeId')
  @answers('The programme; `ETag` is its revision.', programmeExample)
  @ApiOperation({ summary: 'One programme with its versions' })
  async one(
    @Param('programmeId') programmeId: string,
    @Query() { after }: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ProgrammeRow> {
    const programme = await this.queries.execute(new GetProgramme(programmeId, after));
    reply.header('ETag', `"${programme.revision}"`);
    return programme;
  }
}
