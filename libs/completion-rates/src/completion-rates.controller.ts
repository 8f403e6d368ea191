import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CompletionRates } from './answer.js';
import { CompletionRateFilters, GetCompletionRates } from './get-completion-rates.js';

@ApiTags('Completion rates')
@Controller('completion-rates')
export class CompletionRatesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'Completion and taken-up rates per cohort, as at a day, by sector, size, level or region',
  })
  rates(@Query() filters: CompletionRateFilters): Promise<CompletionRates> {
    return this.queries.execute(new GetCompletionRates(filters));
  }
}
