import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDate, isId } from '#kernel';
import { type AskedMoment, ReadModels, type StatedMoment } from '#platform';
import type { Stage } from './cohort.js';
import { latest } from './interest.js';
import { cohortList } from './cohorts.projection.js';
import { takesInterest } from './express-interest.js';
import type { InterestRow } from './interest.entity.js';
import { expressionsOfInterest } from './interest.projection.js';

/** What one sponsor expects to ask for. */
export interface SponsorsInterest {
  readonly sponsorId: string;
  readonly places: number;
  /** Null: for no level in particular. */
  readonly level: string | null;
  readonly statedOn: BusinessDate | null;
}

/** What sponsors expect to ask for, against the seats there are. Binds nobody. */
export interface InterestInCohort extends StatedMoment {
  readonly cohortId: string;
  readonly state: Stage;
  /** Whether sponsors may still say what they expect. */
  readonly open: boolean;
  readonly capacity: number;
  /** Over all sponsors; more than the capacity where they expect more than there is. */
  readonly places: number;
  /** The seats nobody expects to ask for; 0 where more are expected than there are. */
  readonly left: number;
  /** The most places first. */
  readonly sponsors: readonly SponsorsInterest[];
  readonly levels: readonly { readonly level: string | null; readonly places: number }[];
}

/** The interest in one cohort. Throws a NotFoundException for an id nothing was planned under. */
export class GetInterest extends Query<InterestInCohort> {
  constructor(
    readonly cohortId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

@QueryHandler(GetInterest)
export class GetInterestHandler implements IQueryHandler<GetInterest> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ cohortId, asked }: GetInterest): Promise<InterestInCohort> {
    const at = await this.readModels.at(asked, cohortList, expressionsOfInterest);
    const cohort = isId(cohortId)
      ? await at.from(cohortList).where('row.cohortId = :cohortId', { cohortId }).getOne()
      : null;
    if (!cohort) throw new NotFoundException('There is no cohort with this id.');
    const rows = await at
      .from(expressionsOfInterest)
      .where('row.cohortId = :cohortId', { cohortId })
      .getMany();

    const { state, capacity } = cohort;
    return { cohortId, state, open: takesInterest(state), ...interestAgainst(capacity, rows), ...at.stated };
  }
}

/** What these rows come to, against a capacity. */
export const interestAgainst = (
  capacity: number,
  rows: readonly InterestRow[],
): Pick<InterestInCohort, 'capacity' | 'places' | 'left' | 'sponsors' | 'levels'> => {
  const sponsors = bySponsor(rows);
  const places = sumOf(sponsors);
  const levels = [...new Set(sponsors.map(({ level }) => level))].sort((one, other) =>
    (one ?? '~') < (other ?? '~') ? -1 : 1,
  );
  return {
    capacity,
    places,
    left: Math.max(0, capacity - places),
    sponsors,
    levels: levels.map((level) => ({
      level,
      places: sumOf(sponsors.filter((sponsor) => sponsor.level === level)),
    })),
  };
};

/** A sponsor with several records says what it said last under any of them; who expects none is not among them. */
const bySponsor = (rows: readonly InterestRow[]): readonly SponsorsInterest[] => {
  const records = new Map<string, InterestRow[]>();
  for (const row of rows) {
    const sponsorId = row.countedAs ?? row.sponsorId;
    const known = records.get(sponsorId) ?? [];
    // The one that stands for them first.
    records.set(sponsorId, row.countedAs === null ? [row, ...known] : [...known, row]);
  }
  return [...records]
    .flatMap(([sponsorId, said]) => {
      const last = latest(said, ({ statedOn }) => statedOn ?? '');
      return last && last.places > 0 ? [{ sponsorId, ...stated(last) }] : [];
    })
    .sort((one, other) => other.places - one.places || (one.sponsorId < other.sponsorId ? -1 : 1));
};

const stated = ({ places, level, statedOn }: InterestRow) => ({ places, level, statedOn });

const sumOf = (sponsors: readonly SponsorsInterest[]): number =>
  sponsors.reduce((sum, { places }) => sum + places, 0);
