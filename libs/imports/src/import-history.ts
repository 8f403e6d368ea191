import { derivedId, isId, isRefusal, keptOf, MERGES } from '#kernel';
import { personMerges } from '#people';
import { type CsvRow, lookThrough, readCsv } from './csv-file.js';
import type { HistoryTarget } from './history-target.js';
import type { Told } from './import-organisations.js';
import { type KnownCohort, type KnownProgramme, PastCohorts } from './past-cohorts.js';
import { flagged, refusedFor } from './past-flags.js';
import { PastOrganisations } from './past-organisations.js';
import { PastPlaces } from './past-places.js';
import { HISTORY_COLUMNS, OPTIONAL_HISTORY_COLUMNS, pastRowOf, shownReferenceOf } from './past-row.js';
import type { KnownOrganisation } from './references.js';
import { Queues, Turns } from './turns.js';
import { judged, type RowVerdict, VerdictCounter, type VerdictCounts } from './verdicts.js';

const AT_ONCE = 256;

/** What is known before the import. */
export interface KnownBeforeHistory {
  readonly programmes: readonly KnownProgramme[];
  readonly cohorts: readonly KnownCohort[];
  readonly organisations: readonly KnownOrganisation[];
}

/**
 * Imports the places of cohorts that are over, one row a place: every row gets its verdict, in the order of the file, and good
 * rows are recorded though others are refused. What today's rules would refuse is recorded and flagged; refused is only what
 * cannot have happened, or what is recorded otherwise. Rows of one person, and of one cohort, are recorded in the order of the
 * file, so that an import that was ended in the middle and run again gives the verdicts of one that was not.
 */
export const importHistory = async (
  path: string,
  target: HistoryTarget,
  known: KnownBeforeHistory,
  tell: Told = {},
): Promise<VerdictCounts> => {
  const { rows, ignored } = await lookThrough(path, HISTORY_COLUMNS, OPTIONAL_HISTORY_COLUMNS);
  await tell.readable?.(ignored);
  const judge = await judgeOf(target, known);
  const counter = new VerdictCounter();
  let done = 0;
  tell.progress?.({ rows, done });
  const lines = readCsv(path, HISTORY_COLUMNS, OPTIONAL_HISTORY_COLUMNS);
  for await (const verdict of judged(lines, judge, AT_ONCE)) {
    counter.add(verdict);
    await tell.verdict?.(verdict);
    done += 1;
    tell.progress?.({ rows, done });
  }
  return counter.counts;
};

const judgeOf = async (target: HistoryTarget, known: KnownBeforeHistory) => {
  const merges = await target.stateOf(personMerges, MERGES);
  const cohorts = new PastCohorts(known.programmes, known.cohorts, target);
  const organisations = new PastOrganisations(known.organisations, target);
  const places = new PastPlaces(target, cohorts, organisations);
  const persons = new Turns();
  const books = new Queues();

  return async (csv: CsvRow): Promise<RowVerdict> => {
    const of = { line: csv.line, reference: shownReferenceOf(csv) };
    const row = pastRowOf(csv);
    if (isRefusal(row)) return refusedFor(of, row);
    const found = places.found(row);
    if (isRefusal(found)) return refusedFor(of, found);

    // Up to here nothing was waited for: queues and turns are joined in the order of the file.
    const saidToBe = isId(row.person) ? row.person : derivedId('person', 'reference', row.person);
    const personId = keptOf(merges, saidToBe);
    const queued = books.join(found.cohort.cohortId);
    const mention = places.mention(found);
    let stands = false;
    try {
      const judgement = await persons.inTurn(personId, () =>
        places.judged({ ...found, personId, saidToBe }, queued, mention),
      );
      stands = !isRefusal(judgement);
      if (isRefusal(judgement)) return refusedFor(of, judgement);
      return judgement === 'unchanged' ? { ...of, verdict: 'unchanged' } : flagged(of, judgement.flags);
    } finally {
      queued.leave();
      mention.leave(stands);
    }
  };
};
