import type { BusinessDate } from '#kernel';
import { type Breakdown, CompletionRateFilters, GetCompletionRates, printedRates } from '#completion-rates';
import { organisationRegister } from '#organisations';
import { GetPlaceBook, GetWhy, PlaceBookFilters, type RankedPlace } from '#place-book';
import type { Product } from '../../api/src/start.js';
import { table } from '../../table.js';
import { PROGRAMME } from './sample-words.js';
import { type SampleCohort, sampleCohorts } from './sample-cohorts.js';

const SHOWN = 6;

/** A short tour of the sample: the book of the cohort that is enrolling, who waits and why, the rates, and where to go on. */
export const tour = async (product: Product, today: BusinessDate): Promise<string> => {
  await product.followers.settle();
  const enrolling = sampleCohorts(today).at(-1)!;
  return [
    await bookOf(product, enrolling),
    await ratesOf(product),
    await ratesOf(product, 'sector'),
    ABOUT_THE_RATE,
    waysOn(product, enrolling),
  ].join('\n\n');
};

const ABOUT_THE_RATE =
  'Why 94.6 % and not the published 94 %: cohort one had 92 starters, and no whole number of 92 rounds to 94 % (86 are\n' +
  '93.5 %, 87 are 94.6 %). The sample has 87. Here the rate is awards granted over places started; how the published\n' +
  'figure was counted is not known.';

const bookOf = async (product: Product, { cohortId, number }: SampleCohort): Promise<string> => {
  const ask = (state: 'offered' | 'accepted' | 'confirmed' | 'waiting') =>
    product.queryBus.execute(
      new GetPlaceBook(cohortId, Object.assign(new PlaceBookFilters(), { state, limit: SHOWN })),
    );
  const waiting = await ask('waiting');
  const pages = [await ask('confirmed'), await ask('offered'), waiting];
  const { capacity, held, free, waiting: inLine } = waiting.summary;
  const first = waiting.items[0];
  const why = first && (await product.queryBus.execute(new GetWhy(cohortId, first.placeId)));
  const rows = await Promise.all(
    pages.flatMap(({ items }) => items.slice(0, SHOWN)).map((place) => rowOf(product, place)),
  );

  return [
    `The place book of cohort ${number}: ${capacity} seats, ${held} held, ${free} free, ${inLine} waiting. Some of it:`,
    table(rows),
    ...(why
      ? [
          `Why the first in line waits (place ${first.placeId}):`,
          ...why.steps.map((step) => `  ${step.on}  ${step.what}`),
        ]
      : []),
  ].join('\n');
};

const rowOf = async ({ readModels }: Product, place: RankedPlace) => {
  const sponsor = await readModels
    .from(organisationRegister)
    .where('row.organisationId = :id', { id: place.sponsorId })
    .getOne();
  return {
    state: place.state,
    sponsor: sponsor?.name ?? '',
    'asked on': place.requestedOn,
    until: place.until,
    rank: place.rank ?? null,
  };
};

const ratesOf = async ({ queryBus }: Product, by?: Breakdown): Promise<string> => {
  const answer = await queryBus.execute(
    new GetCompletionRates(
      Object.assign(new CompletionRateFilters(), { programme: PROGRAMME.programmeId, by }),
    ),
  );
  const finals = new Map(answer.items.map((item, index) => [index, item.completionRate.standing]));
  const rows = printedRates(answer).map((row, index) => ({
    cohort: row.cohort,
    ...(by ? { [by]: row[by] } : {}),
    requested: row.requested,
    waiting: row.waiting,
    accepted: row.accepted,
    started: row.started,
    completed: row.completed,
    'completion rate': row.completionRate === null ? '-' : `${(row.completionRate * 100).toFixed(1)} %`,
    '': finals.get(index),
  }));
  return `Completion rates${by ? ` by ${by}` : ''}, effective clock, as at ${answer.asAt}, log position ${answer.position}:\n${table(rows)}`;
};

const waysOn = ({ url }: Product, { cohortId }: SampleCohort): string =>
  [
    `The API            ${url}/api`,
    `Its documentation  ${url}/api/docs`,
    `A place book       ${url}/api/cohorts/${cohortId}/place-book?state=waiting`,
    `Completion rates   ${url}/api/completion-rates?by=sector`,
    'The command line, in another terminal:',
    '  npm run --silent l2d -- rates --by sector --as-at 2024-12-31',
    '  npm run --silent l2d -- history --cohort 5',
    '  npm run --silent l2d -- duplicates organisations',
    'It keeps running; stop it with Ctrl+C. The next start finds its data again.',
  ].join('\n');
