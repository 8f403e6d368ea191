import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers, answersPage, OneQuery, type Page } from '#platform';
import { deferralExample } from './deferrals.answers.js';
import type { DeferralRow } from './deferrals.entity.js';
import { type DeferralAtMoment, DeferralFilters, GetDeferral, ListDeferrals } from './list-deferrals.js';

@ApiTags('Deferrals')
@Controller()
export class DeferralsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('deferrals')
  @answersPage('A page of deferrals, those first that have to return soonest.', deferralExample)
  @ApiOperation({
    summary: 'Deferrals with their limits: paused, reminded, and waiting for a decision or another return',
  })
  list(@Query() filters: DeferralFilters): Promise<Page<DeferralRow>> {
    return this.queries.execute(new ListDeferrals(filters));
  }

  @Get('cohorts/:cohortId/places/:placeId/deferral')
  @answers('The deferral, with all that was said of its limit and its return.', {
    ...deferralExample,
    position: '1042',
  })
  @ApiOperation({ summary: 'The deferral of one place' })
  one(
    @Param('cohortId') cohortId: string,
    @Param('placeId') placeId: string,
    @Query() asked: OneQuery,
  ): Promise<DeferralAtMoment> {
    return this.queries.execute(new GetDeferral(cohortId, placeId, asked));
  }
}
