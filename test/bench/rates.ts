import { CompletionRateFilters, completionRatesContext, GetCompletionRates } from '#completion-rates';
import { derivedId, type Projection } from '#kernel';
import { openDatabase } from '#platform';
import type { Bench } from './ground.js';
import { figure, medianOf, microsecondsOf } from './measuring.js';

const PLACES = 30_000;
const COHORTS = 300;
const ROWS_AT_ONCE = 1_000;
const ASKED = 9;

/** The completion rates of all cohorts, asked of a full table. */
export const rates: Bench = {
  name: 'rates',
  run: async (ground) => {
    const url = await ground.database();
    const product = await ground.product({ url, contexts: [completionRatesContext] });
    await product.followers.catchUp();
    const places = ground.sized(PLACES);
    await fill(url, places);

    const costs = async (asked: Partial<CompletionRateFilters> = {}) => {
      const took: number[] = [];
      for (let turn = 0; turn < ASKED; turn += 1)
        took.push(
          await microsecondsOf(() =>
            product.queryBus.execute(
              new GetCompletionRates(Object.assign(new CompletionRateFilters(), asked)),
            ),
          ),
        );
      return medianOf(took) / 1_000;
    };
    return {
      figures: [
        figure(`all rates, ${places} places in ${COHORTS} cohorts`, await costs(), 'ms, median'),
        figure('the same by sector', await costs({ by: 'sector' }), 'ms, median'),
        figure('the same as at a day', await costs({ asAt: '2025-01-31' }), 'ms, median'),
      ],
    };
  },
};

const named = (name: string): Projection =>
  completionRatesContext.projections!.find((projection) => projection.name === name)!;

/** Rows as the projections would have left them: what is measured is the answer, not the fold. */
const fill = async (url: string, places: number): Promise<void> => {
  const [placeFacts, cohortFacts, programmeFacts] = [
    named('place-facts'),
    named('cohort-facts'),
    named('programme-facts'),
  ];
  const database = await openDatabase({
    url,
    entities: [placeFacts, cohortFacts, programmeFacts].map(({ table }) => table),
  });
  const rows = async (projection: Projection, count: number, row: (number: number) => object) => {
    const all = Array.from({ length: count }, (_, number) => row(number));
    const key = (number: number) => derivedId(projection.name, number);
    const blank = (number: number) => projection.blank(key(number)) as object;
    for (let from = 0; from < count; from += ROWS_AT_ONCE)
      await database.dataSource
        .getRepository(projection.table)
        .insert(
          all
            .slice(from, from + ROWS_AT_ONCE)
            .map((fields, index) => ({ ...blank(from + index), ...fields })),
        );
  };
  try {
    const programmeId = derivedId('programme-facts', 0);
    await rows(programmeFacts, 1, () => ({ name: 'Leading to Deliver' }));
    await rows(cohortFacts, COHORTS, (number) => ({ programmeId, number, name: `Cohort ${number}` }));
    await rows(placeFacts, places, (number) => ({
      cohortId: derivedId('cohort-facts', number % COHORTS),
      sponsorId: derivedId('sponsor', number % 500),
      askedBy: derivedId('sponsor', number % 500),
      requestedOn: '2024-03-02',
      acceptedOn: '2024-04-01',
      startedOn: number % 10 === 0 ? null : '2024-09-16',
      startRecordedOn: number % 10 === 0 ? null : '2024-09-16',
      awardedOn: number % 4 === 0 ? null : '2025-06-30',
    }));
  } finally {
    await database.close();
  }
};
