import { Controller, Get, NotFoundException, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Recorded, refuse } from '#kernel';
import {
  answers,
  answersPage,
  commandRoutes,
  OneQuery,
  type Page,
  post,
  put,
  type ReadField,
  type Settling,
  type StatedMoment,
} from '#platform';
import { AmendPlan } from './amend-plan.js';
import { CancelCohort } from './cancel-cohort.js';
import { CloseEnrolment } from './close-enrolment.js';
import { cohorts } from './cohorts.decider.js';
import { type FactsOfCohort, GetCohortFacts } from './cohort-facts.query.js';
import { CohortFilters, GetCohort, type ListedCohort, ListCohorts } from './cohorts.queries.js';
import { CompleteCohort } from './complete-cohort.js';
import { CorrectCohortFact } from './correct-cohort-fact.js';
import { CorrectPrice } from './correct-price.js';
import { CopyCohort } from './copy-cohort.js';
import type { CohortEvent } from './events.js';
import { ExpressInterest } from './express-interest.js';
import { GetInterest, type InterestInCohort } from './interest.queries.js';
import { LowerCapacity } from './lower-capacity.js';
import { MeetConditions } from './meet-conditions.js';
import { OpenEnrolment } from './open-enrolment.js';
import { PlanCohort } from './plan-cohort.js';
import { PostponeCohort } from './postpone-cohort.js';
import { RaiseCapacity } from './raise-capacity.js';
import { RecommendCohort } from './recommend-cohort.js';
import { RecordApproval } from './record-approval.js';
import { RescheduleModule } from './reschedule-module.js';
import { StartCohort } from './start-cohort.js';
import { StrikeCohortFact } from './strike-cohort-fact.js';
import { cohortExample, cohortFactsExample, interestExample } from './cohort.answers.js';
import { WithdrawInterest } from './withdraw-interest.js';

/** The set-up a copy begins with, as the earlier cohort's stream stands now. */
export const earlierSetup: ReadField = {
  field: 'earlier',
  from: async ({ fromCohortId }, commands) => {
    const { setup } = await commands.stateOf(cohorts, String(fromCohortId));
    if (!setup) throw new NotFoundException('There is no earlier cohort with this id to copy.');

    return setup;
  },
};

/** The place book's answer to a lowering that was asked. */
export const loweringSettled: Settling<LowerCapacity> = {
  outcome: (recorded, { capacity }) => {
    const event = recorded as Recorded<CohortEvent>;
    if (event.type === 'CapacityLowered' && event.data.capacity === capacity) return 'lowered';
    if (event.type === 'CapacityLoweringRefused' && event.data.capacity === capacity)
      return refuse('more-seats-held', event.data.reason, 'capacity');

    return undefined;
  },
};

/** The place book's answer to a corrected price. */
export const priceSettled: Settling<CorrectPrice> = {
  outcome: (recorded, { pricePence }) => {
    const event = recorded as Recorded<CohortEvent>;
    if (event.type === 'CohortFactCorrected' && event.data.pricePence === pricePence) return 'corrected';
    if (event.type === 'PriceCorrectionSettled' && event.data.pricePence === pricePence)
      return event.data.granted
        ? 'corrected'
        : refuse('price-accepted', event.data.reason ?? 'The price was accepted.', 'pricePence');

    return undefined;
  },
};

/** The ways in for commands about cohorts. */
export const CohortsController = commandRoutes(cohorts, 'cohorts', 'Cohorts', [
  post('', PlanCohort, 'Plan a cohort', { makes: 'cohortId' }),
  put(':cohortId/plan', AmendPlan, 'State the plan of a planned or returned cohort anew'),
  put(':cohortId/copy-of/:fromCohortId', CopyCohort, 'Plan a cohort with the set-up of an earlier one', {
    reads: earlierSetup,
  }),
  post(':cohortId/recommendation', RecommendCohort, 'Put a cohort to its approving body'),
  post(':cohortId/approval', RecordApproval, 'Record what the approving body decided'),
  post(':cohortId/approval/conditions', MeetConditions, 'Record that the conditions of the approval are met'),
  post(':cohortId/enrolment/opening', OpenEnrolment, 'Open enrolment'),
  post(':cohortId/enrolment/closing', CloseEnrolment, 'Close enrolment'),
  post(':cohortId/start', StartCohort, 'Start a cohort'),
  post(':cohortId/completion', CompleteCohort, 'Complete a cohort'),
  post(':cohortId/cancellation', CancelCohort, 'Cancel a cohort'),
  post(':cohortId/capacity/raising', RaiseCapacity, 'Add seats to a cohort'),
  post(':cohortId/capacity/lowering', LowerCapacity, 'Take seats from a cohort, down to what is held', {
    settles: loweringSettled,
  }),
  post(':cohortId/postponement', PostponeCohort, 'Let a cohort start later'),
  post(':cohortId/modules/:moduleId/rescheduling', RescheduleModule, 'Move a module that is still to come'),
  put(
    ':cohortId/interest/:sponsorId',
    ExpressInterest,
    'State how many places a sponsor expects to ask for, without commitment',
  ),
  post(':cohortId/interest/:sponsorId/withdrawal', WithdrawInterest, 'Take an expression of interest back'),
  post(':cohortId/facts/:factId/correction', CorrectCohortFact, 'Correct what was recorded of a cohort'),
  post(':cohortId/price/correction', CorrectPrice, 'Correct the price while nobody has accepted it', {
    settles: priceSettled,
  }),
  post(
    ':cohortId/facts/:factId/striking',
    StrikeCohortFact,
    'Strike what was recorded of a cohort and never was',
  ),
]);

/** What a reply must do for these routes. */
interface Reply {
  header(name: string, value: string): unknown;
}

@ApiTags('Cohorts')
@Controller('cohorts')
export class CohortQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @answersPage('A page of cohorts.', cohortExample)
  @ApiOperation({ summary: 'List cohorts' })
  list(@Query() filters: CohortFilters): Promise<Page<ListedCohort>> {
    return this.queries.execute(new ListCohorts(filters));
  }

  @Get(':cohortId')
  @answers('The cohort; `ETag` is its revision.', cohortExample)
  @ApiOperation({ summary: 'One cohort with its set-up, its decisions and the day of every step' })
  async one(
    @Param('cohortId') cohortId: string,
    @Query() asked: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ListedCohort & StatedMoment> {
    const cohort = await this.queries.execute(new GetCohort(cohortId, asked));
    reply.header('ETag', `"${cohort.revision}"`);
    return cohort;
  }

  @Get(':cohortId/facts')
  @answers('The facts in the order they were recorded.', cohortFactsExample)
  @ApiOperation({
    summary: 'All that was recorded of a cohort, every fact in every version it had, with who, when and why',
  })
  facts(@Param('cohortId') cohortId: string, @Query() asked: OneQuery): Promise<FactsOfCohort> {
    return this.queries.execute(new GetCohortFacts(cohortId, asked));
  }

  @Get(':cohortId/interest')
  @answers('The interest, the most places first.', interestExample)
  @ApiOperation({ summary: 'How many places sponsors expect to ask for, against the seats there are' })
  interest(@Param('cohortId') cohortId: string, @Query() asked: OneQuery): Promise<InterestInCohort> {
    return this.queries.execute(new GetInterest(cohortId, asked));
  }
}
