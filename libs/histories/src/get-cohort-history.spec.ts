import { NotFoundException } from '@nestjs/common';
import { commandOf, derivedId, isAfter, type Instant, type Recorded } from '#kernel';
import { ControlledClock, type EventStore } from '#platform';
import { recorded } from '../../../test/support/folded.js';
import { GetCohortHistory, GetCohortHistoryHandler, HistoryFilters } from './get-cohort-history.js';

const autumnCohort = derivedId('autumn cohort');
const place = derivedId('place of amara');
const SEPTEMBER: Instant = '2026-09-01T08:00:00.000Z';
const OCTOBER: Instant = '2026-10-01T08:00:00.000Z';

type Lying = readonly [stream: string, type: string, on: string, recordedAt: Instant, data?: object];

/** Events of the cohort and its book as they lie in the log: what each is, where, on which day, recorded when. */
const lying = (...events: readonly Lying[]): readonly Recorded[] => {
  const revisions = new Map<string, number>();
  return events.map(([kind, type, effectiveOn, recordedAt, data = {}], index) => {
    const stream = `${kind}-${autumnCohort}`;
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const [event] = recorded([{ type, version: 1, data, effectiveOn }], recordedAt);
    return { ...event!, stream, revision, position: String(index + 1), id: derivedId('event', index) };
  });
};

const handlerOver = (log: readonly Recorded[]) =>
  new GetCohortHistoryHandler(storeOf(log), new ControlledClock('2026-12-31T09:00:00.000Z'));
const storeOf = (log: readonly Recorded[]) =>
  ({
    contiguous: true,
    head: async () => log.at(-1)?.position ?? '0',
    readAll: async ({ after = '0', limit = 1000 } = {}) =>
      log.filter(({ position }) => isAfter(position, after)).slice(0, limit),
    readStream: async (stream: string, { from = 0, limit = 500 } = {}) =>
      log.filter((event) => event.stream === stream && event.revision >= from).slice(0, limit),
  }) as unknown as EventStore;

const log = lying(
  ['cohort', 'CohortPlanned', '2026-01-05', SEPTEMBER],
  ['cohort', 'EnrolmentOpened', '2026-04-01', SEPTEMBER],
  ['places', 'PlacesOpened', '2026-04-01', SEPTEMBER],
  ['places', 'PlaceRequested', '2026-04-02', SEPTEMBER, { placeId: place }],
  ['cohort', 'EnrolmentClosed', '2026-08-14', SEPTEMBER],
  ['places', 'PlaceStarted', '2026-09-14', OCTOBER, { placeId: place }],
  [
    'places',
    'PlaceDateCorrected',
    '2026-09-16',
    OCTOBER,
    { placeId: place, corrects: derivedId('event', 5), reason: 'Misread.' },
  ],
);
const ask = (filters: Partial<HistoryFilters> = {}, over = log) =>
  handlerOver(over).execute(new GetCohortHistory(autumnCohort, commandOf(HistoryFilters, filters)));
const types = async (filters?: Partial<HistoryFilters>, over = log) =>
  (await ask(filters, over)).items.map(({ type }) => type);

describe('the history of a cohort', () => {
  it('tells the events of the cohort and of its book in the order of the log', async () => {
    const { items, position, next } = await ask();
    expect(items.map(({ position: at }) => at)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(items[3]).toMatchObject({ what: 'place requested', on: '2026-04-02', placeId: place });
    expect({ position, next }).toEqual({ position: '7', next: undefined });
  });

  it('tells a correction beside what it corrects', async () => {
    const { items } = await ask();
    expect(items[6]).toMatchObject({ corrects: items[5]!.event, reason: 'Misread.', on: '2026-09-16' });
    expect(items[5]).toMatchObject({ type: 'PlaceStarted', on: '2026-09-14' });
  });

  it('tells what is about one place', async () =>
    expect(await types({ place })).toEqual(['PlaceRequested', 'PlaceStarted', 'PlaceDateCorrected']));

  it('tells what had happened by a day', async () =>
    expect(await types({ asAt: '2026-08-13' })).toEqual([
      'CohortPlanned',
      'EnrolmentOpened',
      'PlacesOpened',
      'PlaceRequested',
    ]));

  it('tells what was recorded by the end of a day', async () =>
    expect(await types({ asAt: '2026-09-30', clock: 'recorded' })).toEqual([
      'CohortPlanned',
      'EnrolmentOpened',
      'PlacesOpened',
      'PlaceRequested',
      'EnrolmentClosed',
    ]));

  it('names the last position recorded by the end of the day, so that the answer stays the same', async () => {
    const september = { asAt: '2026-09-30', clock: 'recorded' } as const;
    expect(await ask(september)).toEqual(await ask(september, log.slice(0, 5)));
    expect(await ask(september)).toMatchObject({ position: '5' });
  });

  it('tells the same up to a position, whatever is recorded since', async () => {
    expect(await ask({ knownAt: '4' })).toEqual(await ask({ knownAt: '4' }, log.slice(0, 4)));
  });

  it('is told page by page, all of one moment', async () => {
    const first = await ask({ limit: 3 }, log.slice(0, 5));
    const second = await ask({ limit: 3, cursor: first.next });
    expect([...first.items, ...second.items].map(({ position }) => position)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(second).toMatchObject({ position: '5' });
    expect(second.next).toBeUndefined();
  });

  it('reads on past what a filter leaves out', async () => {
    const first = await ask({ place, limit: 1 });
    const second = await ask({ place, limit: 1, cursor: first.next });
    expect([first, second].map(({ items }) => items[0]?.type)).toEqual(['PlaceRequested', 'PlaceStarted']);
  });

  it('reads long streams on', async () => {
    const many = lying(
      ['cohort', 'CohortPlanned', '2026-01-05', SEPTEMBER],
      ...Array.from({ length: 1200 }, () => ['places', 'PlaceRequested', '2026-04-02', SEPTEMBER] as const),
    );
    const { items } = await ask({ limit: 1201 }, many);
    expect(items).toHaveLength(1201);
  });

  it('refuses what every answer as at a moment refuses, and honours what was to be passed', async () => {
    await expect(ask({ asAt: '2027-01-01', clock: 'recorded' })).rejects.toThrow('asAt');
    await expect(ask({ after: '8' })).rejects.toThrow('head of the log');
    await expect(ask({ asAt: '2026-09-30', clock: 'recorded', after: '6' })).rejects.toThrow('after');
    await expect(ask({ knownAt: '4', after: '5' })).rejects.toThrow('after');
    expect(await ask({ after: '7' })).toMatchObject({ position: '7' });
  });

  it('says what cannot be asked, and which cohort nobody planned', async () => {
    await expect(ask({ clock: 'recorded' })).rejects.toThrow('asAt');
    await expect(ask({ knownAt: '8' })).rejects.toThrow('head of the log');
    await expect(ask({ cursor: 'made-up' })).rejects.toThrow('cursor');
    await expect(ask({}, [])).rejects.toBeInstanceOf(NotFoundException);
  });
});

describe('the history of a cohort on the effective clock', () => {
  const noticed = (data: object) => ({ placeId: place, reason: 'Misread.', ...data });
  const corrected = (...corrections: readonly Lying[]) =>
    lying(
      ['cohort', 'CohortPlanned', '2026-01-05', SEPTEMBER],
      ['places', 'PlaceStarted', '2026-09-14', SEPTEMBER, { placeId: place }],
      ...corrections,
    );
  const started = derivedId('event', 1);
  const first = derivedId('event', 2);
  const on = (asAt: string, over: readonly Recorded[]) => types({ asAt }, over);

  it('counts a fact by the day it is corrected to, with its correction beside it', async () => {
    const later = corrected([
      'places',
      'PlaceDateCorrected',
      '2026-09-16',
      OCTOBER,
      noticed({ corrects: started }),
    ]);
    expect(await on('2026-09-15', later)).toEqual(['CohortPlanned']);
    expect(await on('2026-09-16', later)).toEqual(['CohortPlanned', 'PlaceStarted', 'PlaceDateCorrected']);
    expect(await types({ asAt: '2026-09-15', knownAt: '2' }, later)).toEqual([
      'CohortPlanned',
      'PlaceStarted',
    ]);
    const earlier = corrected([
      'places',
      'PlaceDateCorrected',
      '2026-09-10',
      OCTOBER,
      noticed({ corrects: started }),
    ]);
    expect(await on('2026-09-12', earlier)).toEqual(['CohortPlanned', 'PlaceStarted', 'PlaceDateCorrected']);
  });

  it('tells what was struck, or corrected in other ways, on whichever day, with that beside it', async () => {
    const struck = corrected(
      ['places', 'PlaceSponsorCorrected', '2026-10-20', OCTOBER, noticed({ corrects: started })],
      ['places', 'PlaceFactStruck', '2026-10-21', OCTOBER, noticed({ corrects: started })],
    );
    expect(await on('2026-09-13', struck)).toEqual(['CohortPlanned']);
    expect(await on('2026-09-14', struck)).toEqual([
      'CohortPlanned',
      'PlaceStarted',
      'PlaceSponsorCorrected',
      'PlaceFactStruck',
    ]);
  });

  it('follows a correction that names an earlier correction', async () => {
    const twice = corrected(
      [
        'cohort',
        'CohortFactCorrected',
        '2026-09-20',
        OCTOBER,
        { corrects: derivedId('event', 0), reason: '' },
      ],
      ['cohort', 'CohortFactCorrected', '2026-01-07', OCTOBER, { corrects: first, reason: '' }],
    );
    expect(await on('2026-01-06', twice)).toEqual([]);
    expect(await on('2026-01-07', twice)).toEqual([
      'CohortPlanned',
      'CohortFactCorrected',
      'CohortFactCorrected',
    ]);
  });
});

describe('the history of one place', () => {
  it('tells what names the place in whichever field: its group, a draw, where it came from and goes to', async () => {
    const elsewhere = derivedId('another place');
    const log = lying(
      ['cohort', 'CohortPlanned', '2026-01-05', SEPTEMBER],
      [
        'places',
        'GroupRequested',
        '2026-04-02',
        SEPTEMBER,
        { groupId: 'group', placeIds: [elsewhere, place] },
      ],
      ['places', 'GroupRequested', '2026-04-02', SEPTEMBER, { groupId: 'other', placeIds: [elsewhere] }],
      ['places', 'OrderDrawn', '2026-04-20', SEPTEMBER, { seed: 'ab', order: [elsewhere, place] }],
      [
        'places',
        'ReturnNamed',
        '2026-05-20',
        SEPTEMBER,
        { placeId: elsewhere, returnTo: { placeId: place } },
      ],
      ['places', 'PlaceOffered', '2026-05-20', SEPTEMBER, { placeId: elsewhere }],
    );
    expect(await types({ place }, log)).toEqual(['GroupRequested', 'OrderDrawn', 'ReturnNamed']);
  });
});
