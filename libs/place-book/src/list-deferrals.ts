import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDate, Day, Id, isBusinessDate, isId, OneOf } from '#kernel';
import {
  type AskedMoment,
  badField,
  cursorOf,
  keysOf,
  ListQuery,
  type Page,
  ReadModels,
  type StatedMoment,
} from '#platform';
import {
  DEFERRAL_NEEDS,
  DEFERRAL_STATES,
  type DeferralNeed,
  type DeferralRow,
  type DeferralState,
} from './deferrals.entity.js';
import { deferrals } from './deferrals.projection.js';
import { allIdsOf, mergedIds } from './merged-ids.projection.js';

/** Which deferrals to list. */
export class DeferralFilters extends ListQuery {
  @Id({ optional: true, description: 'Id of the cohort that was left' }) cohort?: string;
  @Id({ optional: true, description: 'Id of the cohort of return' }) returnCohort?: string;
  @Id({ optional: true, description: 'Id of the sponsor' }) sponsor?: string;
  @Id({ optional: true, description: 'Id of the participant' }) person?: string;
  @OneOf(DEFERRAL_STATES, { optional: true }) state?: DeferralState;
  @OneOf(DEFERRAL_NEEDS, {
    optional: true,
    description: 'What somebody has to do: decide, the limit having come, or name another return',
  })
  needs?: DeferralNeed;
  @Day({ optional: true, description: 'Only those to return by this day' }) limitBy?: BusinessDate;
}

/** Deferrals, those first that have to return soonest. */
export class ListDeferrals extends Query<Page<DeferralRow>> {
  constructor(readonly filters: DeferralFilters) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(ListDeferrals)
export class ListDeferralsHandler implements IQueryHandler<ListDeferrals> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filters }: ListDeferrals): Promise<Page<DeferralRow>> {
    const limit = filters.limit ?? PAGE;
    const moment = await this.readModels.at(filters, deferrals, mergedIds);
    const rows = moment
      .from(deferrals)
      .orderBy('row.limitOn')
      .addOrderBy('row.placeId')
      .take(limit + 1);
    const { cohort, returnCohort, sponsor, person, state, needs, limitBy, cursor } = filters;
    if (cohort) rows.andWhere('row.cohortId = :cohort', { cohort });
    if (returnCohort) rows.andWhere('row.returnCohortId = :returnCohort', { returnCohort });
    if (sponsor)
      rows.andWhere('row.sponsorId in (:...sponsors)', { sponsors: await allIdsOf(moment, sponsor) });
    if (person) rows.andWhere('row.personId in (:...people)', { people: await allIdsOf(moment, person) });
    if (state) rows.andWhere('row.state = :state', { state });
    if (needs) rows.andWhere('row.needs = :needs', { needs });
    if (limitBy) rows.andWhere('row.limitOn <= :limitBy', { limitBy });
    if (cursor) rows.andWhere('(row.limitOn, row.placeId) > (:lastLimit, :lastPlace)', lastOf(cursor));

    const found = await rows.getMany();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      ...(found.length > limit && last ? { next: cursorOf(last.limitOn, last.placeId) } : {}),
      ...moment.stated,
    };
  }
}

const lastOf = (cursor: string): { lastLimit: string; lastPlace: string } => {
  const [lastLimit, lastPlace] = keysOf(cursor, 2);
  if (!isBusinessDate(lastLimit) || !isId(lastPlace))
    throw badField('cursor', 'must be the `next` of a page of this list');

  return { lastLimit, lastPlace };
};

/** One deferral as at the moment asked for. */
export type DeferralAtMoment = DeferralRow & StatedMoment;

/** The deferral of one place. Throws a NotFoundException when it is not deferred, or was not then. */
export class GetDeferral extends Query<DeferralAtMoment> {
  constructor(
    readonly cohortId: string,
    readonly placeId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

@QueryHandler(GetDeferral)
export class GetDeferralHandler implements IQueryHandler<GetDeferral> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ cohortId, placeId, asked }: GetDeferral): Promise<DeferralAtMoment> {
    const moment = await this.readModels.at(asked, deferrals);
    const row = await moment
      .from(deferrals)
      .where('row.placeId = :placeId', { placeId })
      .andWhere('row.cohortId = :cohortId', { cohortId })
      .getOne();
    if (!row)
      throw new NotFoundException(
        moment.past
          ? 'This cohort had no deferred place with this id at that moment.'
          : 'This cohort has no deferred place with this id.',
      );

    return { ...row, ...moment.stated };
  }
}
