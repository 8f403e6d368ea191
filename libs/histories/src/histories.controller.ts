import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answersPage, type Page } from '#platform';
import { GetCohortHistory, HistoryFilters } from './get-cohort-history.js';
import { historyEntryExample } from './histories.answers.js';
import type { HistoryEntry } from './history-entry.js';

@ApiTags('Histories')
@Controller()
export class HistoriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('cohorts/:cohortId/history')
  @answersPage(
    'A page of the history, in the order of the log. Absent `next`: the last page.',
    historyEntryExample,
  )
  @ApiOperation({
    summary: 'The recorded events of a cohort and its place book, in order, as at any day on either clock',
  })
  history(
    @Param('cohortId') cohortId: string,
    @Query() filters: HistoryFilters,
  ): Promise<Page<HistoryEntry>> {
    return this.queries.execute(new GetCohortHistory(cohortId, filters));
  }
}
