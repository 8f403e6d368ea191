import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  commandOf,
  dateBy,
  decider,
  event,
  type Evolve,
  type FactsOf,
  type Instant,
  instantOf,
  nothing,
  processOf,
  projectionOf,
  refuse,
  rule,
} from '#kernel';
import type { Context } from '../context.js';

// A small lending library, for the specifications of followers.

export const loanBegun = event('LoanBegun', 1).of<{ loanId: string; reader: string }>();
export const loanReminded = event('LoanReminded', 1).of<{ loanId: string }>();
export const loanEnded = event('LoanEnded', 1).of<{ loanId: string }>();
export const loanNoted = event('LoanNoted', 1).of<{ reader: string; loanId: string }>();
const loanEvents = { loanBegun, loanReminded, loanEnded };
const readerEvents = { loanNoted };
type LoanEvent = FactsOf<typeof loanEvents>;
type Loan = 'none' | 'lent' | 'ended';

export class BeginLoan {
  loanId!: string;
  reader!: string;
}
export class RemindReader {
  loanId!: string;
}
export class EndLoan {
  loanId!: string;
}
export class NoteLoan {
  reader!: string;
  loanId!: string;
}

const NO_LOAN: Loan = 'none';

const evolve: Evolve<Loan, LoanEvent> = {
  LoanBegun: () => 'lent',
  LoanReminded: (loan) => loan,
  LoanEnded: () => 'ended',
};

export const loans = decider({
  name: 'loan',
  key: ({ loanId }: { loanId: string }) => loanId,
  initial: NO_LOAN,
  events: loanEvents,
  evolve,
  rules: [
    rule(BeginLoan, [], (begin, loan: Loan) => (loan === 'none' ? [loanBegun({ ...begin })] : nothing)),
    rule(RemindReader, ['not-lent'], ({ loanId }, loan: Loan) =>
      loan === 'lent' ? [loanReminded({ loanId })] : refuse('not-lent', 'It is back.'),
    ),
    rule(EndLoan, [], ({ loanId }, loan: Loan) => (loan === 'lent' ? [loanEnded({ loanId })] : nothing)),
  ],
});

export const readers = decider({
  name: 'reader',
  key: ({ reader }: { reader: string }) => reader,
  initial: 0,
  events: readerEvents,
  evolve: { LoanNoted: (noted: number) => noted + 1 },
  rules: [
    rule(NoteLoan, ['barred', 'unknown-reader'], ({ reader, loanId }) => {
      if (reader === 'barred') return refuse('barred', 'No loans for this reader.');
      if (reader === 'stranger') return refuse('unknown-reader', 'Nobody knows this reader.');
      if (reader === 'breaks') throw new Error('a rule that breaks');
      // Records each time it is decided: whoever sends it twice under different ids is found out.
      return [loanNoted({ reader, loanId })];
    }),
  ],
});

@Entity('loans_v1')
@Index(['reader'])
export class LoanRow {
  @PrimaryColumn({ name: 'loan_id', type: 'text' }) loanId!: string;
  @Column({ type: 'text', nullable: true }) reader!: string | null;
  /** How many events were folded into it: an event folded twice or left out shows here. */
  @Column({ type: 'integer' }) steps!: number;
  @Column({ type: 'bigint' }) last!: number;
  @Column({ type: 'jsonb' }) history!: readonly { readonly type: string; readonly note?: string }[];
  @Column({ name: 'ended_on', type: 'date', nullable: true }) endedOn!: string | null;
}

const step = (row: LoanRow, { type, position }: { type: string; position: string }): LoanRow => ({
  ...row,
  steps: row.steps + 1,
  last: Number(position),
  history: [...row.history, { type, note: undefined }],
});

export const loanList = projectionOf<LoanEvent>()<LoanRow>({
  name: 'loans',
  version: 1,
  table: LoanRow,
  key: ({ data }) => data.loanId,
  blank: (loanId) => ({ loanId, reader: null, steps: 0, last: 0, history: [], endedOn: null }),
  on: {
    LoanBegun: (row, event) => ({ ...step(row, event), reader: event.data.reader }),
    LoanReminded: step,
    LoanEnded: (row, event) => ({ ...step(row, event), endedOn: event.effectiveOn }),
  },
  asAt: (row, day) => ({ ...row, endedOn: dateBy(row.endedOn, day) }),
});

@Entity('reader_loans_v1')
export class ReaderRow {
  @PrimaryColumn({ type: 'text' }) reader!: string;
  @Column({ type: 'integer' }) noted!: number;
}

export const readerList = projectionOf<FactsOf<typeof readerEvents>>()<ReaderRow>({
  name: 'reader-loans',
  version: 1,
  table: ReaderRow,
  // A second row that counts them all: an event may touch several.
  key: ({ data }) => [data.reader, 'everybody'],
  blank: (reader) => ({ reader, noted: 0 }),
  on: { LoanNoted: (row) => ({ ...row, noted: row.noted + 1 }) },
  asAt: (row) => row,
});

/** Ten days after an event. */
export const REMINDED_AFTER_DAYS = 10;
const remindAt = (from: Instant): Instant => instantOf(Date.parse(from) + REMINDED_AFTER_DAYS * 86_400_000);

export const noteLoans = processOf<LoanEvent>()({
  name: 'note-a-loan-with-its-reader-and-remind-them-later',
  sends: [
    {
      command: NoteLoan,
      ends: [],
      answers: {
        barred: ({ loanId }: NoteLoan) => ({ command: commandOf(EndLoan, { loanId }), target: loanId }),
      },
    },
    { command: EndLoan, ends: [] },
    { command: RemindReader, ends: ['not-lent'] },
  ],
  on: {
    LoanBegun: ({ data: { loanId, reader }, recordedAt }) => [
      { command: commandOf(NoteLoan, { reader, loanId }), target: reader },
      { command: commandOf(RemindReader, { loanId }), target: loanId, due: remindAt(recordedAt) },
    ],
  },
});

export const lending: Context = {
  name: 'lending',
  deciders: [loans, readers],
  projections: [loanList, readerList],
  processes: [noteLoans],
};

export const begin = (loanId: string, reader = 'amara'): BeginLoan =>
  commandOf(BeginLoan, { loanId, reader });
export const end = (loanId: string): EndLoan => commandOf(EndLoan, { loanId });
