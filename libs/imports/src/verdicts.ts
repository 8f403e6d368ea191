import type { CsvRow } from './csv-file.js';

/** What became of a row: recorded; already so; recorded, but worth a look; not recorded. */
export const VERDICTS = ['accepted', 'unchanged', 'flagged', 'refused'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The verdict on one row of a file, as the report states it. */
export interface RowVerdict {
  readonly line: number;
  readonly reference: string;
  readonly verdict: Verdict;
  /** Stable and kebab-case, where there is something to say. */
  readonly code?: string;
  /** A sentence a person can act on. */
  readonly reason?: string;
}

export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** Counts verdicts as they come. */
export class VerdictCounter {
  private readonly counted: Record<Verdict, number> = { accepted: 0, unchanged: 0, flagged: 0, refused: 0 };

  add({ verdict }: RowVerdict): void {
    this.counted[verdict] += 1;
  }

  get counts(): VerdictCounts {
    return { ...this.counted };
  }
}

/**
 * Judges rows in the order of the file with at most `atOnce` of them under way, and yields the verdicts in that order.
 * Rows are begun in order, so what `begin` does before its first wait may build on all rows above.
 */
export async function* judged<Judgement>(
  rows: AsyncIterable<CsvRow>,
  begin: (row: CsvRow) => Promise<Judgement>,
  atOnce: number,
): AsyncGenerator<Judgement> {
  const underway: Promise<Judgement>[] = [];
  try {
    for await (const row of rows) {
      const judgement = begin(row);
      // A failure is thrown where the row's turn comes; until then it must not count as unhandled.
      judgement.catch(() => undefined);
      underway.push(judgement);
      if (underway.length >= atOnce) yield await underway.shift()!;
    }
    while (underway.length > 0) yield await underway.shift()!;
  } finally {
    await Promise.allSettled(underway);
  }
}
