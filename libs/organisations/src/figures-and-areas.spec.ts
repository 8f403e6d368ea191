import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { councilAreasRecorded, organisationRegistered, sizeFigureRecorded } from './events.js';
import { figureOn, sizeBandOn } from './organisation.js';
import { organisations } from './organisations.decider.js';
import { RecordCouncilAreas } from './record-council-areas.js';
import { RecordSizeFigures } from './record-size-figures.js';

const given = specification(organisations);
const organisationId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const registered = organisationRegistered(
  { organisationId, name: 'Autumn Leaves', sector: 'voluntary' },
  '2026-01-05',
);

describe('size figures', () => {
  const size = (figures: Partial<RecordSizeFigures>, source = 'annual return') =>
    commandOf(RecordSizeFigures, { organisationId, source, ...figures });
  const recorded = (figures: object, on: string) =>
    sizeFigureRecorded({ organisationId, ...figures, source: 'annual return' }, on);

  it('hold only what is known: 0 and nothing are unknown', () => {
    const { decision } = given(registered).when(size({ staffWte: 0, headcount: 12, income: null as never }));
    expect(decision).toEqual([
      sizeFigureRecorded({ organisationId, headcount: 12, source: 'annual return' }),
    ]);
  });
  it('are refused when all are unknown', () =>
    given(registered)
      .when(size({ staffWte: 0 }))
      .thenRefused('figures-missing'));
  it('stated again for the day from the same source change nothing; from another they count', () => {
    const told = given(registered, recorded({ staffWte: 9.99 }, '2026-09-01'));
    told.when(size({ staffWte: 9.99 })).thenNothing();
    expect(told.when(size({ staffWte: 9.99 }, 'care register')).decision).toHaveLength(1);
    expect(told.when(size({ staffWte: 9.99 }), { effectiveOn: '2026-10-01' }).decision).toHaveLength(1);
  });
  it('count each from their own day, and an unknown one hides none that is known', () => {
    const { state } = given(
      registered,
      recorded({ staffWte: 49.5, income: 100 }, '2026-04-01'),
      recorded({ income: 200 }, '2027-04-01'),
    );
    expect(sizeBandOn(state, '2026-03-31')).toBe('unknown');
    expect(sizeBandOn(state, '2027-04-01')).toBe('10_49');
    expect(figureOn(state, 'income', '2027-04-01')).toBe(200);
  });
});

describe('council areas', () => {
  const areas = (...councilAreas: string[]) =>
    commandOf(RecordCouncilAreas, { organisationId, councilAreas });
  const fifeAndMoray = councilAreasRecorded(
    { organisationId, councilAreas: ['Fife', 'Moray'] },
    '2026-05-01',
  );

  it('are recorded each once and in order', () =>
    given(registered)
      .when(areas('Moray', ' Fife', 'Moray'))
      .then(councilAreasRecorded({ organisationId, councilAreas: ['Fife', 'Moray'] })));
  it('that are the same on the day change nothing', () =>
    given(registered, fifeAndMoray).when(areas('Moray', 'Fife')).thenNothing());
  it('are another statement about a day before they were so', () =>
    given(registered, fifeAndMoray)
      .when(areas('Fife', 'Moray'), { effectiveOn: '2026-04-30' })
      .then(councilAreasRecorded({ organisationId, councilAreas: ['Fife', 'Moray'] })));
  it('are refused when there are none', () =>
    given(registered).when(areas(' ')).thenRefused('council-areas-missing', 'councilAreas'));
});
