import { Logger } from '@nestjs/common';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { projectionOf } from '#kernel';
import type { Context } from '../context.js';
import { Outage } from '../outage/outage.js';
import { OutageWatch } from '../outage/outage-watch.js';
import { HealthController } from '../http/health.controller.js';
import { type Library, openLibrary } from './library.example.js';
import { begin, end, lending, loans, readers } from './loans.example.js';

@Entity('loans_v2')
class LoanRowOfTheNextVersion {
  @PrimaryColumn({ type: 'text' }) loanId!: string;
  /** The next version tells the reader in capitals. */
  @Column({ type: 'text' }) reader!: string;
}

const next: Context = {
  name: 'lending',
  deciders: [loans, readers],
  projections: [
    projectionOf<any>()<LoanRowOfTheNextVersion>({
      name: 'loans',
      version: 2,
      table: LoanRowOfTheNextVersion,
      key: ({ data }) => data.loanId as string,
      blank: (loanId) => ({ loanId, reader: '' }),
      on: { LoanBegun: (row, { data }) => ({ ...row, reader: (data.reader as string).toUpperCase() }) },
      asAt: (row) => row,
    }),
  ],
};

describe('a new version of a read model', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary([lending, { name: 'next', projections: next.projections! }]);
  });
  afterEach(() => library.close());

  it('is built by the new worker beside the old, and the api of the new version is ready when it has caught up', async () => {
    const oldWorker = library.followers({ contexts: [lending] });
    await oldWorker.start();
    for (const loanId of ['l1', 'l2', 'l3']) await library.commands.send(begin(loanId));
    await oldWorker.settle();

    const api = library.followers({ contexts: [next] });
    await api.prepare();
    const health = new HealthController(library.store, api, new OutageWatch(new Outage(new Logger()), []));
    await expect(health.ready()).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('loans@2'),
    });
    const newWorker = library.followers({ contexts: [next] });
    await newWorker.start();
    await library.commands.send(end('l1'));
    await oldWorker.settle();
    await expect(health.ready()).rejects.toMatchObject({ status: 503 });

    await oldWorker.stop();
    await newWorker.settle();
    expect(await health.ready()).toEqual({ status: 'ready' });
    expect(await library.rows('select "loanId", reader from loans_v2 order by 1')).toEqual(
      ['l1', 'l2', 'l3'].map((loanId) => ({ loanId, reader: 'AMARA' })),
    );
    // Whoever runs the old version still, or goes back to it, finds its own as it left it.
    expect(await library.rows('select loan_id, steps from loans_v1 order by 1')).toEqual([
      { loan_id: 'l1', steps: 2 },
      { loan_id: 'l2', steps: 1 },
      { loan_id: 'l3', steps: 1 },
    ]);
  });
});
