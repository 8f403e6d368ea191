import { Controller, Get, Query as AskedOf } from '@nestjs/common';
import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type BusinessDate } from '#kernel';
import { answersPage, cursorOf, keysOf, ListQuery, type Page, ReadModels } from '#platform';
import type { CandidacyRow, Holding } from './participation-held-twice.entity.js';
import { candidaciesHeld, holdingNow } from './participation-held-twice.projection.js';

/** A person whom more than one place holds for the same award. */
export interface HeldTwice {
  readonly personId: string;
  readonly awardId: string;
  readonly places: readonly {
    readonly cohortId: string;
    readonly placeId: string;
    /** Whether the place holds them, held them by what was entered as history, or they hold the award for it. */
    readonly by: Holding['by'];
    readonly since: BusinessDate;
  }[];
}

/**
 * Everyone whom more than one place holds for one award: no rule allows it, but records of one person that are merged, and
 * history, may come to it; as at a day of the past, whom two places held on that day. An administrator ends one of the
 * places, or leaves them as they are.
 */
export class ListHeldTwice extends Query<Page<HeldTwice>> {
  constructor(readonly asked: ListQuery = new ListQuery()) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(ListHeldTwice)
export class ListHeldTwiceHandler implements IQueryHandler<ListHeldTwice> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ asked }: ListHeldTwice): Promise<Page<HeldTwice>> {
    const { limit = PAGE, cursor } = asked;
    const at = await this.readModels.at(asked, candidaciesHeld);
    const rows = at.from(candidaciesHeld).where('row.heldTwice');
    if (cursor !== undefined) rows.andWhere('row.candidacyId > :after', { after: keysOf(cursor)[0] });
    const found = await rows
      .orderBy('row.candidacyId')
      .limit(limit + 1)
      .getMany();
    const last = found.length > limit ? found[limit - 1] : undefined;
    return {
      items: found.slice(0, limit).map(shown),
      ...(last ? { next: cursorOf(last.candidacyId) } : {}),
      ...at.stated,
    };
  }
}

const shown = ({ personId, awardId, holdings }: CandidacyRow): HeldTwice => ({
  personId,
  awardId,
  places: holdingNow(holdings).map(({ cohortId, placeId, by, on }) => ({ cohortId, placeId, by, since: on })),
});

const heldTwiceExample: HeldTwice = {
  personId: 'a5545b1f-2117-5e4b-a8da-e5379532010f',
  awardId: '7d4f0c7e-9f1e-5b0a-8f0d-0a6a3b1c2d4e',
  places: [
    {
      cohortId: '4f7f1dd3-0f3e-5f5e-9a53-0c3b3a2b7a10',
      placeId: '9d2d1c5e-6a0f-5c39-8f1e-5d0b7f1a2c34',
      by: 'claim',
      since: '2026-09-01',
    },
    {
      cohortId: '5e8f2ee4-1f4f-5a6f-8b64-1d4c4b3c8b21',
      placeId: '0e3e2d6f-7b1a-5d4a-9a2f-6e1c8a2b3d45',
      by: 'claim',
      since: '2026-10-05',
    },
  ],
};

@ApiTags('Places')
@Controller('candidacies')
export class HeldTwiceController {
  constructor(private readonly queries: QueryBus) {}

  @Get('held-twice')
  @answersPage('People whom more than one place holds for the same award.', heldTwiceExample)
  @ApiOperation({ summary: 'List people whom more than one place holds for the same award' })
  heldTwice(@AskedOf() asked: ListQuery): Promise<Page<HeldTwice>> {
    return this.queries.execute(new ListHeldTwice(asked));
  }
}
