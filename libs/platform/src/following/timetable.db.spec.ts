import { commandOf, instantOf, processOf } from '#kernel';
import { type Library, OPENED_AT, openLibrary } from './library.example.js';
import { begin, end, lending, noteLoans, REMINDED_AFTER_DAYS, RemindReader } from './loans.example.js';

const daysLater = (days: number) => instantOf(Date.parse(OPENED_AT) + days * 86_400_000);

describe('the timetable', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(() => library.close());

  const reminded = async () =>
    (await library.rows("select stream from log_event where type = 'LoanReminded' order by position")).map(
      ({ stream }) => stream as string,
    );

  it('sends a command when the clock has passed its moment, and not before', async () => {
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1'));
    library.clock.moveTo(daysLater(REMINDED_AFTER_DAYS - 1));
    await followers.settle();
    expect(await reminded()).toEqual([]);

    library.clock.moveTo(daysLater(REMINDED_AFTER_DAYS));
    await followers.settle();
    expect(await reminded()).toEqual(['loan-l1']);
    const [{ metadata, causation }] = await library.rows(
      `select r.metadata::json as metadata, b.id as causation from log_event r
       join log_event b on b.type = 'LoanBegun' where r.type = 'LoanReminded'`,
    );
    expect(metadata).toMatchObject({
      actor: `process:${noteLoans.name}`,
      origin: 'process',
      causationId: causation,
    });
  });

  it('outlives a restart, in the order things are due, and ends what no longer matters', async () => {
    const first = library.followers();
    await first.start();
    await library.commands.send(begin('l1'));
    library.clock.moveTo(daysLater(1));
    await library.commands.send(begin('l2'));
    await library.commands.send(begin('l3'));
    await first.settle();
    await first.stop();
    await library.commands.send(end('l2'));
    library.clock.moveTo(daysLater(30));
    const second = library.followers();
    await second.start();
    await second.settle();

    expect(await reminded()).toEqual(['loan-l1', 'loan-l3']);
    expect(await library.rows('select count(*)::int from follower_due where done_at is null')).toEqual([
      { count: 0 },
    ]);
    expect((await second.status()).workItems).toEqual([]);
  });

  it('records nothing twice when a command was sent but not marked', async () => {
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1'));
    library.clock.moveTo(daysLater(30));
    await followers.settle();
    await followers.stop();
    await library.rows('update follower_due set done_at = null');
    const again = library.followers();
    await again.start();
    await again.settle();
    expect(await reminded()).toEqual(['loan-l1']);
  });

  it('opens a work item for a command that its process no longer sends', async () => {
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1'));
    await followers.settle();
    await followers.stop();
    library.clock.moveTo(daysLater(30));
    const sends = noteLoans.sends.filter(({ command }) => command !== RemindReader);
    const later = library.followers({ contexts: [{ ...lending, processes: [{ ...noteLoans, sends }] }] });
    await later.start();
    await later.settle();
    expect((await later.status()).workItems).toMatchObject([
      { command: 'RemindReader', refusal: 'no-longer-sent-by-this-process' },
    ]);
  });

  it('is worked through to the end when what is due makes more due', async () => {
    const chain = processOf<any>()({
      name: 'remind-thrice',
      sends: [{ command: RemindReader, ends: ['not-lent'] }],
      on: {
        LoanReminded: ({ data, revision, recordedAt }) =>
          revision < 3
            ? [
                {
                  command: commandOf(RemindReader, { loanId: data.loanId as string }),
                  target: 'again',
                  due: recordedAt,
                },
              ]
            : [],
      },
    });
    const followers = library.followers({ contexts: [{ ...lending, processes: [noteLoans, chain] }] });
    await followers.start();
    await library.commands.send(begin('l1'));
    library.clock.moveTo(daysLater(10));
    await followers.settle();
    expect(await reminded()).toEqual(['loan-l1', 'loan-l1', 'loan-l1']);
  });
});
