import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers, answersPage, commandRoutes, OneQuery, type Page, post, type StatedMoment } from '#platform';
import { CorrectAward } from './correct-award.js';
import { GrantAward } from './grant-award.js';
import type { GraduationRow } from './graduation.entity.js';
import { graduations } from './graduations.decider.js';
import { GetGraduation, GraduationFilters, ListGraduations } from './graduations.queries.js';
import { graduationExample } from './graduation.answers.js';

/** The ways in for commands about awards. */
export const GraduationsController = commandRoutes(graduations, 'graduations', 'Graduations', [
  post('', GrantAward, 'Record that the board granted the award for a place'),
  post(':placeId/correction', CorrectAward, 'Correct what was said of an award'),
]);

/** What a reply must do for these routes. */
interface Reply {
  header(name: string, value: string): unknown;
}

@ApiTags('Graduations')
@Controller('graduations')
export class GraduationQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @answersPage('A page of awards.', graduationExample)
  @ApiOperation({ summary: 'List awards' })
  list(@Query() filters: GraduationFilters): Promise<Page<GraduationRow>> {
    return this.queries.execute(new ListGraduations(filters));
  }

  @Get(':placeId')
  @answers('The award; `ETag` is its revision.', graduationExample)
  @ApiOperation({
    summary: 'The award of one place, with all that was said of it: by whom, when, and why it was corrected',
  })
  async one(
    @Param('placeId') placeId: string,
    @Query() asked: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<GraduationRow & StatedMoment> {
    const graduation = await this.queries.execute(new GetGraduation(placeId, asked));
    reply.header('ETag', `"${graduation.revision}"`);
    return graduation;
  }
}
