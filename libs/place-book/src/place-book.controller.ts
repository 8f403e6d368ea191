import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers, answersPage, OneQuery, type Page } from '#platform';
import { GetPlaceBook, PlaceBookFilters, type PlaceBookPage } from './get-place-book.js';
import { GetPlace, type PlaceAtMoment } from './get-place.js';
import { GetWhy, WhyFilters } from './get-why.js';
import { ListPlaces, PlaceFilters } from './list-places.js';
import type { RankedPlace } from './ranks.js';
import type { Why } from './why.js';
import { placeBookExample, placeExample, whyExample } from './place.answers.js';

/** What a reply must do for these routes. */
interface Reply {
  header(name: string, value: string): unknown;
}

@ApiTags('Place book')
@Controller()
export class PlaceBookController {
  constructor(private readonly queries: QueryBus) {}

  @Get('cohorts/:cohortId/place-book')
  @answers(
    'A page of the book, in the order of the requests. Absent `next`: the last page.',
    placeBookExample,
  )
  @ApiOperation({ summary: 'The place book of a cohort: who holds a seat, who waits at which rank' })
  book(@Param('cohortId') cohortId: string, @Query() filters: PlaceBookFilters): Promise<PlaceBookPage> {
    return this.queries.execute(new GetPlaceBook(cohortId, filters));
  }

  @Get('cohorts/:cohortId/places/:placeId')
  @answers('The place; `ETag` is the revision of the book.', placeExample)
  @ApiOperation({ summary: 'One place; its ETag is the revision of the place book' })
  async place(
    @Param('cohortId') cohortId: string,
    @Param('placeId') placeId: string,
    @Query() moment: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<PlaceAtMoment> {
    const { revision, ...answer } = await this.queries.execute(new GetPlace(cohortId, placeId, moment));
    reply.header('ETag', `"${revision}"`);
    return answer;
  }

  @Get('cohorts/:cohortId/places/:placeId/why')
  @answers('What the book shows, step by step; `compared` where another place was named.', whyExample)
  @ApiOperation({ summary: 'Why this request got the place, or did not, and not that one' })
  why(
    @Param('cohortId') cohortId: string,
    @Param('placeId') placeId: string,
    @Query() { comparedWith, knownAt }: WhyFilters,
  ): Promise<Why> {
    return this.queries.execute(new GetWhy(cohortId, placeId, comparedWith, knownAt));
  }

  @Get('places')
  @answersPage('A page of places.', placeExample)
  @ApiOperation({ summary: 'Places across cohorts, of a sponsor or a person' })
  places(@Query() filters: PlaceFilters): Promise<Page<RankedPlace>> {
    return this.queries.execute(new ListPlaces(filters));
  }
}
