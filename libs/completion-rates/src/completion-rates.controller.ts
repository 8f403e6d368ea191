import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers } from '#platform';
import type { CompletionRates } from './answer.js';
import { CompletionRateFilters, GetCompletionRates } from './get-completion-rates.js';
import { ratesExample } from './rates.answers.js';

@ApiTags('Completion rates')
@Controller('completion-rates')
export class CompletionRatesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @answers('Counts and rates; each rate states how it came about.', ratesExample)
  @ApiOperation({
    summary:
      'Completion and taken-up rates per cohort, as at a day on either clock, by sector, size, level, region or sponsor',
  })
  rates(@Query() filters: CompletionRateFilters): Promise<CompletionRates> {
    return this.queries.execute(new GetCompletionRates(filters));
  }
}
