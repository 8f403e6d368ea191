import { derivedId } from '#kernel';
import type { EventPlace } from '../event-store.js';
import { type Library, openLibrary } from './library.example.js';
import { noteLoans } from './loans.example.js';
import type { Standing } from './standing.js';

const at = { position: '2', hash: 'of the second' };
const of = { process: noteLoans.name, at, eventId: 'an event' };
const due = (commandId: string): Standing<EventPlace>['due'][number] => ({
  ...of,
  commandId,
  dueAt: '2026-10-01T00:00:00.000Z',
  command: 'RemindReader',
  fields: '{}',
  effectiveOn: null,
  correlationId: 'c',
});
const MOVED: Standing<EventPlace> = {
  processes: [{ process: noteLoans.name, at }],
  due: [due(derivedId('due'))],
  workItems: [
    {
      ...of,
      id: derivedId('item'),
      command: 'NoteLoan',
      refusal: 'full',
      openedAt: '2026-09-14T09:15:00.000Z',
    },
  ],
};

describe('how processes stand in a log that was moved', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(() => library.close());

  it('is restored once however often: an import that was killed behind it does it again', async () => {
    const followers = library.followers();
    await followers.prepare();
    await library.rows("update follower_checkpoint set epoch = 7, failed = '{}'");
    await followers.restore({ ...MOVED, due: [due(derivedId('of before'))] });
    await followers.restore(MOVED);
    await followers.restore(MOVED);

    expect(await library.rows('select command_id from follower_due')).toEqual([
      { command_id: derivedId('due') },
    ]);
    expect(await library.rows('select id from follower_work_item')).toEqual([{ id: derivedId('item') }]);
    expect(
      await library.rows(
        "select position::text, hash, epoch::int, failed, log from follower_checkpoint where kind = 'process'",
      ),
    ).toEqual([{ ...at, epoch: 0, failed: null, log: await library.store.identity() }]);
  });
});
