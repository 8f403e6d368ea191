import { daysAfter } from '#kernel';

/** What a row must get, and get again when the file is imported once more. */
export interface Expected {
  readonly verdict: 'accepted' | 'unchanged' | 'flagged' | 'refused';
  /** Several codes in the order of the alphabet, between bars. */
  readonly code: string;
}

/** What a recorded row adds to its cohort's figures. */
export interface CameTo {
  readonly started: boolean;
  readonly end?: 'awarded' | 'failed' | 'withdrawn' | 'not_taken_up';
}

/** One line of the file. */
export interface PastLine {
  readonly text: string;
  readonly first: Expected;
  readonly again: Expected;
  readonly cohort: Cohort;
  /** Absent of a row that records nothing. */
  readonly came?: CameTo;
}

export const COLUMNS = [
  ...['programme', 'cohort', 'starts_on', 'ends_on', 'capacity', 'person', 'sponsor', 'requested_on'],
  ...['started_on', 'withdrawn_on', 'withdrawal_reason', 'outcome', 'outcome_on', 'person_name'],
  ...['person_email', 'level', 'home_organisation', 'funding'],
] as const;
export type Cells = Readonly<Record<string, string>>;

/** Stands in a line for a byte that is no UTF-8. */
export const NOT_UTF_8 = '\uFFFE';

/** A cohort that was never run. */
export interface Cohort {
  readonly programme: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly capacity: number;
  /** Its last rows find no seat. */
  readonly fills: boolean;
  started: number;
  recorded: number;
}

/** A row that was recorded, of somebody who may come again. */
export interface Someone {
  readonly cells: Cells;
  readonly cohort: Cohort;
}

/** Numbers that look like chance, the same for the same seed. */
const chances = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return { next, below, of: <T>(some: readonly T[]): T => some[below(some.length)]! };
};

/** Makes up the past: mostly good rows of people nobody knows, and every kind of dirt there is, with what each row must get. */
export class MadeUpPast {
  readonly lines: PastLine[] = [];
  readonly chance: ReturnType<typeof chances>;
  readonly cohorts: readonly Cohort[];
  /** Recorded without a flag. */
  readonly clean: Someone[] = [];
  /** The same, each to be met a second time at most. */
  readonly awarded: Someone[] = [];
  readonly withdrawn: Someone[] = [];
  readonly others: Someone[] = [];
  /** The names by which rows that were recorded called an organisation that goes by several. */
  readonly named = new Set<string>();
  private people = 0;

  constructor(
    rows: number,
    seed: number,
    dirts: readonly ((past: MadeUpPast, cohort: Cohort) => boolean)[],
    rowsPerCohort = 400,
  ) {
    this.chance = chances(seed);
    const count = Math.max(2, Math.ceil(rows / rowsPerCohort));
    this.cohorts = Array.from({ length: count }, (_, index) => cohortOf(index, count, rowsPerCohort));
    while (this.lines.length < rows) {
      const at = Math.floor((this.lines.length * count) / rows);
      const cohort = this.cohorts[this.chance.next() < 0.05 ? this.chance.below(at + 1) : at]!;
      const dirt = this.chance.next() < 0.3 ? this.chance.of(dirts) : undefined;
      if (!dirt?.(this, cohort)) this.good(cohort);
    }
  }

  /** The file, as people send it. */
  get text(): Buffer {
    return this.textOf(this.lines.length);
  }

  /** The first so many rows of it, as a file. */
  textOf(rows: number): Buffer {
    const lines = [COLUMNS.join(','), ...this.lines.slice(0, rows).map(({ text }) => text)];
    const bytes = Buffer.from(`\uFEFF${lines.join('\n')}\n`).toString('latin1');
    return Buffer.from(bytes.replaceAll(Buffer.from(NOT_UTF_8).toString('latin1'), '\xFF'), 'latin1');
  }

  /** Cells of a new person who asked for a place in time. */
  requested({ programme, name, startsOn, endsOn, capacity }: Cohort): Cells {
    this.people += 1;
    const person = `P-${String(this.people).padStart(6, '0')}`;
    const organisation = () => `SP${2_003_000_000 + this.chance.below(300)}`;
    return {
      programme,
      cohort: name,
      starts_on: startsOn,
      ends_on: endsOn,
      capacity: String(capacity),
      person,
      sponsor: organisation(),
      requested_on: daysAfter(startsOn, -30 - this.chance.below(150)),
      person_name: this.chance.next() < 0.8 ? `Màiri "${person}", of nowhere` : '',
      person_email: this.chance.next() < 0.5 ? `${person}@example.org` : '',
      level: this.chance.of(['first_line', 'middle', 'senior', '']),
      home_organisation: this.chance.next() < 0.3 ? organisation() : '',
      funding: this.chance.of(['central', 'sponsor', 'bursary', '']),
    };
  }

  /** The same, taken up on the first day. */
  started(cohort: Cohort): Cells {
    return { ...this.requested(cohort), started_on: cohort.startsOn };
  }

  /** The same, with the award. */
  awardedIn(cohort: Cohort): Cells {
    return {
      ...this.started(cohort),
      outcome: this.chance.next() < 0.2 ? 'awarded_with_distinction' : 'awarded',
      outcome_on: daysAfter(cohort.endsOn, this.chance.below(90)),
    };
  }

  /** A row that must be recorded, flagged with these codes and with `cohort-full` where the seats are gone. */
  record(cells: Cells, cohort: Cohort, came: CameTo, ...flags: readonly string[]): true {
    const full = came.started && cohort.fills && cohort.started >= cohort.capacity;
    if (came.started) cohort.started += 1;
    cohort.recorded += 1;
    if (flags.length === 0) this.keep({ cells, cohort }, came);
    const codes = [...flags, ...(full ? ['cohort-full'] : [])].sort();
    const first: Expected =
      codes.length === 0 ? { verdict: 'accepted', code: '' } : { verdict: 'flagged', code: codes.join('|') };
    return this.put({ text: textOf(cells), first, again: { verdict: 'unchanged', code: '' }, cohort, came });
  }

  /** A row that must be refused, however often it comes. */
  refuse(cells: Cells | string, cohort: Cohort, code: string): true {
    const refused: Expected = { verdict: 'refused', code };
    const text = typeof cells === 'string' ? cells : textOf(cells);
    return this.put({ text, first: refused, again: refused, cohort });
  }

  put(line: PastLine): true {
    this.lines.push(line);
    return true;
  }

  private keep(someone: Someone, { end }: CameTo): void {
    this.clean.push(someone);
    if (this.chance.next() < 0.5) this.others.push(someone);
    else if (end === 'awarded') this.awarded.push(someone);
    else if (end === 'withdrawn') this.withdrawn.push(someone);
  }

  private good(cohort: Cohort): void {
    const kind = this.chance.next();
    const { startsOn, endsOn } = cohort;
    const gaveUp = {
      withdrawal_reason: this.chance.of([
        'workload',
        'Family leave',
        'left_employer',
        'funding',
        'other',
        '',
      ]),
      outcome: this.chance.of(['withdrawn', '']),
    };
    const during = daysAfter(startsOn, 1 + this.chance.below(250));
    if (kind < 0.7) this.record(this.awardedIn(cohort), cohort, { started: true, end: 'awarded' });
    else if (kind < 0.78)
      this.record({ ...this.started(cohort), outcome: 'failed', outcome_on: endsOn }, cohort, {
        started: true,
        end: 'failed',
      });
    else if (kind < 0.88)
      this.record({ ...this.started(cohort), ...gaveUp, withdrawn_on: during }, cohort, {
        started: true,
        end: 'withdrawn',
      });
    else if (kind < 0.93)
      this.record({ ...this.requested(cohort), ...gaveUp, withdrawn_on: daysAfter(startsOn, -1) }, cohort, {
        started: false,
        end: 'withdrawn',
      });
    else if (kind < 0.96)
      this.record(this.requested(cohort), cohort, { started: false, end: 'not_taken_up' });
    else if (kind < 0.98 || cohort.fills) this.record(this.started(cohort), cohort, { started: true });
    else this.late(cohort);
  }

  private late(cohort: Cohort): void {
    const { startsOn, endsOn } = cohort;
    const asked = { requested_on: daysAfter(startsOn, 2), started_on: daysAfter(startsOn, 5) };
    this.record({ ...this.requested(cohort), ...asked, outcome: 'awarded', outcome_on: endsOn }, cohort, {
      started: true,
      end: 'awarded',
    });
  }
}

const cohortOf = (index: number, count: number, rowsPerCohort: number): Cohort => {
  const year = 2003 + Math.floor((index * 20) / count);
  const startsOn = `${year}-09-${String(1 + (index % 28)).padStart(2, '0')}`;
  const fills = index % 3 === 0;
  return {
    programme: index % 2 === 0 ? 'Leading to Deliver' : 'Leading from the Middle',
    name: index % 5 === 0 ? String(index + 1) : `Cohort ${index + 1}`,
    startsOn,
    endsOn: daysAfter(startsOn, 300),
    // So few that some find no seat, or more than will ever come.
    capacity: fills ? Math.max(1, Math.floor(rowsPerCohort / 2)) : 9_000,
    fills,
    started: 0,
    recorded: 0,
  };
};

/** A row as CSV; cells with commas or quotes stand in quotes. */
export const textOf = (cells: Cells): string =>
  COLUMNS.map((column) => {
    const cell = cells[column] ?? '';
    return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }).join(',');
