import { daysAfter, type Projection } from '#kernel';
import type { Context } from '#platform';
import { allContexts } from '../history/contexts.js';
import { samples } from '../history/samples/index.js';
import { recorded, rowsOf } from '../support/folded.js';

const FIRST_DAY = '2026-01-05';
const LAST_DAY = '9999-12-31';
const BEFORE = '1999-12-31';

/** Every event there is, a day apart, as the stories of the samples tell them. */
const events = recorded(
  samples.map((sample, index) => ({
    ...sample,
    effectiveOn: sample.effectiveOn ?? daysAfter(FIRST_DAY, index),
  })),
);
const days = [0, 0.25, 0.5, 0.75, 1].map((share) =>
  daysAfter(FIRST_DAY, Math.floor(share * (samples.length - 1))),
);

const PLAN_OF_A_COHORT = [
  ...['startsOn', 'endsOn', 'cohortEndsOn', 'lastJoiningDate'],
  ...['enrolmentOpensOn', 'enrolmentClosesOn', 'freeWithdrawalUntil'],
];

/** Where a row may name a day later than its own, by read model: the ends of the ways to such days. */
const MAY_LIE_AHEAD: Readonly<Record<string, readonly string[]>> = {
  // Days somebody planned, or agreed to.
  cohorts: PLAN_OF_A_COHORT,
  'cohort-facts': PLAN_OF_A_COHORT,
  'place-books': ['startsOn', 'lastJoiningDate', 'releasedOn'],
  deferrals: ['limitOn', 'expectedOn'],
  // The day an offer stands until; and of a step corrected to an earlier day, the day that was recorded.
  'place-book': ['until', 'untils[].value', 'steps[].on'],
  // The last statement recorded decides who held the award, also before it.
  graduations: ['statements[].grantedOn'],
  // What was stated first was so before anybody stated it.
  'organisation-facts': ['names[].on', 'sectors[].on', 'staffWte[].on', 'councilAreas[].on'],
};

/** The days a row names, each with the way to it: `facts.dates[].on`. */
const daysIn = (part: unknown, way = ''): readonly (readonly [way: string, day: string])[] => {
  if (typeof part === 'string') return /^\d{4}-\d\d-\d\d$/.test(part) ? [[way, part]] : [];
  if (Array.isArray(part)) return part.flatMap((entry) => daysIn(entry, `${way}[]`));
  if (typeof part !== 'object' || part === null) return [];

  return Object.entries(part).flatMap(([field, value]) =>
    daysIn(value, way === '' ? field : `${way}.${field}`),
  );
};

/** What a row as at a day says of later ones. */
const foreseen = (name: string, row: object, day: string): readonly string[] => {
  const named = MAY_LIE_AHEAD[name] ?? [];
  const ways = daysIn(row).flatMap(([way, other]) => (other > day ? [way] : []));

  return [...new Set(ways)].filter((way) => !named.some((end) => way === end || way.endsWith(`.${end}`)));
};

/** What breaks one of the laws of `asAt`, in words. */
const broken = (projection: Projection): readonly string[] => {
  const { name } = projection;
  const asAt = (row: object, day: string) => projection.asAt(row, day) as object | null;
  // A row that samples merged before they registered it is never there.
  const rows = [...rowsOf<object>(projection, events)].filter(([, row]) => asAt(row, LAST_DAY) !== null);
  if (rows.length === 0) return [`${name}: none of its rows is there once all lies behind.`];

  return rows.flatMap(([key, row]) => {
    const before = JSON.stringify(row);
    const found = [
      ...(same(asAt(row, LAST_DAY), row) ? [] : [`${name} ${key}: is not itself once all lies behind.`]),
      ...days.flatMap((day) => {
        const then = asAt(row, day);
        if (then === null) return [];
        if (!same(asAt(then, day), then)) return [`${name} ${key}: on ${day} is not what it was on ${day}.`];
        return [
          ...(same(asAt(then, BEFORE), asAt(row, BEFORE))
            ? []
            : [`${name} ${key}: what it was on ${day} remembers another past.`]),
          ...foreseen(name, then, day).map((way) => `${name} ${key}: ${way} says on ${day} what was later.`),
        ];
      }),
    ];
    return JSON.stringify(row) === before
      ? found
      : [...found, `${name} ${key}: asAt changed the row itself.`];
  });
};

const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

describe('every read model as at a day', () => {
  let contexts: readonly Context[];
  beforeAll(async () => {
    contexts = await allContexts();
  });

  it('keeps the laws of asAt', () => {
    const projections = contexts.flatMap((context) => context.projections ?? []);
    expect(projections.length).toBeGreaterThan(10);
    expect(projections.flatMap(broken)).toEqual([]);
  });

  it('is filled by the samples, so that the laws are put to the test', () => {
    const empty = contexts
      .flatMap((context) => context.projections ?? [])
      .filter((projection) => rowsOf(projection, events).size === 0)
      .map(({ name }) => name);
    expect(empty).toEqual([]);
  });
});

describe('the laws of asAt', () => {
  interface Stay {
    readonly stayId: string;
    readonly leftOn: string | null;
  }
  const type = events[0]!.type;
  const planted = (asAt: Projection<Stay>['asAt']): readonly string[] =>
    broken({
      name: 'planted',
      version: 1,
      table: class {},
      key: () => 'amara',
      blank: () => ({ stayId: 'amara', leftOn: '2026-01-10' }),
      on: { [type]: (row: Stay) => ({ ...row }) },
      asAt,
    });

  it('are kept by a row that gives only what is dated by the day', () =>
    expect(
      planted((row, day) => ({ ...row, leftOn: row.leftOn && row.leftOn <= day ? row.leftOn : null })),
    ).toEqual([]));

  it.each([
    ['is never there', () => null, 'none of its rows is there'],
    ['forgets for ever', (row: Stay) => ({ ...row, leftOn: null }), 'is not itself once all lies behind'],
    [
      'gives another answer when asked again',
      (row: Stay, day: string) => (day === LAST_DAY ? row : { ...row, leftOn: `${row.leftOn}!` }),
      'is not what it was',
    ],
    ['tells what was later', (row: Stay) => row, 'leftOn says on 2026-01-05 what was later'],
    [
      'changes the row',
      (row: Stay, day: string) => (day === LAST_DAY ? row : Object.assign(row, { leftOn: null })),
      'changed the row itself',
    ],
  ])('catch a projection that %s', (_, asAt, sentence) => expect(planted(asAt).join()).toContain(sentence));
});
