import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  answers,
  answersPage,
  commandRoutes,
  OneQuery,
  type Page,
  post,
  put,
  type StatedMoment,
} from '#platform';
import { CorrectProgrammeFact } from './correct-programme-fact.js';
import { DefineProgramme } from './define-programme.js';
import { DefineProgrammeVersion } from './define-programme-version.js';
import { type FactsOfProgramme, GetProgrammeFacts } from './programme-facts.query.js';
import { programmes } from './programmes.decider.js';
import {
  GetProgramme,
  type ListedProgramme,
  ListProgrammes,
  ProgrammeFilters,
} from './programmes.queries.js';
import { RenameProgramme } from './rename-programme.js';
import { RetireProgrammeVersion } from './retire-programme-version.js';
import { programmeExample, programmeFactsExample } from './programme.answers.js';
import { StrikeProgrammeFact } from './strike-programme-fact.js';

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
  post(
    ':programmeId/facts/:factId/correction',
    CorrectProgrammeFact,
    'Correct what was recorded of a programme',
  ),
  post(
    ':programmeId/facts/:factId/striking',
    StrikeProgrammeFact,
    'Strike what was recorded of a programme and never was',
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
  list(@Query() filters: ProgrammeFilters): Promise<Page<ListedProgramme>> {
    return this.queries.execute(new ListProgrammes(filters));
  }

  @Get(':programmeId')
  @answers('The programme; `ETag` is its revision.', programmeExample)
  @ApiOperation({ summary: 'One programme with its versions' })
  async one(
    @Param('programmeId') programmeId: string,
    @Query() asked: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ListedProgramme & StatedMoment> {
    const programme = await this.queries.execute(new GetProgramme(programmeId, asked));
    reply.header('ETag', `"${programme.revision}"`);
    return programme;
  }

  @Get(':programmeId/facts')
  @answers('The facts in the order they were recorded.', programmeFactsExample)
  @ApiOperation({
    summary:
      'All that was recorded of a programme, every fact in every version it had, with who, when and why',
  })
  facts(@Param('programmeId') programmeId: string, @Query() asked: OneQuery): Promise<FactsOfProgramme> {
    return this.queries.execute(new GetProgrammeFacts(programmeId, asked));
  }
}
