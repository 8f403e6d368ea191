import { derivedId } from '#kernel';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import {
  awardCorrected,
  awardGranted,
  type Classification,
  type CorrectionReason,
  type GraduationEvent,
  graduationsEvents,
} from './events.js';
import type { GraduationRow } from './graduation.entity.js';
import { graduationList } from './graduations.projection.js';

const of = {
  placeId: derivedId('place of amara'),
  cohortId: derivedId('autumn cohort'),
  personId: derivedId('amara'),
  awardId: derivedId('certificate'),
};
const row = (...facts: readonly GraduationEvent[]): GraduationRow =>
  rowsOf(graduationList, recorded(facts)).get(of.placeId)!;
const idsIn = (...facts: readonly GraduationEvent[]) => recorded(facts).map(({ id }) => id);

const granted = awardGranted({ ...of, minute: 'Item 4' }, '2026-08-20');
const corrected = (
  reason: CorrectionReason,
  { grantedOn, classification }: { grantedOn?: string; classification?: Classification } = {},
  on = '2026-08-28',
) =>
  awardCorrected(
    {
      ...of,
      granted: grantedOn !== undefined,
      ...(grantedOn === undefined ? {} : { grantedOn }),
      ...(classification === undefined ? {} : { classification }),
      reason,
      minute: 'Item 1',
      corrects: idsIn(granted)[0]!,
    },
    on,
  );

describe('the list of awards', () => {
  it('folds every event of a graduation', () =>
    expect(Object.keys(graduationList.on).sort()).toEqual(
      Object.values(graduationsEvents)
        .map(({ type }) => type)
        .sort(),
    ));

  it('keeps the award with all that was said of it, by whom and when', () => {
    const revoked = corrected('misconduct');
    const [first, second] = idsIn(granted, revoked);
    const said = { personId: of.personId, recordedAt: '2026-09-01T08:00:00.000Z', by: 'local-administrator' };
    expect(row(granted, revoked)).toEqual({
      ...of,
      granted: false,
      grantedOn: null,
      classification: null,
      minute: 'Item 1',
      statedIn: second,
      statements: [
        {
          ...said,
          eventId: first,
          granted: true,
          grantedOn: '2026-08-20',
          minute: 'Item 4',
          statedOn: '2026-08-20',
        },
        {
          ...said,
          eventId: second,
          granted: false,
          minute: 'Item 1',
          reason: 'misconduct',
          corrects: first,
          statedOn: '2026-08-28',
        },
      ],
      revision: 1,
    });
  });

  it('keeps the class until another is stated', () => {
    const merit = awardGranted({ ...of, minute: 'Item 4', classification: 'merit' }, '2026-08-20');
    expect(row(merit)).toMatchObject({ classification: 'merit' });
    expect(row(merit, corrected('recorded_in_error', { grantedOn: '2026-08-19' }))).toMatchObject({
      grantedOn: '2026-08-19',
      classification: 'merit',
    });
    const raised = corrected('appeal_upheld', { grantedOn: '2026-08-20', classification: 'distinction' });
    expect(row(merit, raised)).toMatchObject({ classification: 'distinction' });
    expect(row(merit, corrected('misconduct'))).toMatchObject({ classification: null });
    for (const reason of ['misconduct', 'recorded_in_error'] as const)
      expect(
        row(merit, corrected(reason), corrected('appeal_upheld', { grantedOn: '2026-08-20' })),
      ).toMatchObject({ classification: 'merit' });
  });
});

describe('an award as at a day', () => {
  const again = awardGranted({ ...of, minute: 'Item 9' }, '2026-08-30');
  const asAt = (day: string, ...facts: readonly GraduationEvent[]) =>
    graduationList.asAt(row(...facts), day)?.grantedOn;

  it.each<[string, readonly GraduationEvent[], readonly (string | null | undefined)[]]>([
    ['granted', [granted], [undefined, '2026-08-20', '2026-08-20', '2026-08-20']],
    [
      'recorded in error: it was never granted',
      [granted, corrected('recorded_in_error')],
      [undefined, null, null, null],
    ],
    [
      'taken away: on no day was it held, as rates have it',
      [granted, corrected('misconduct')],
      [undefined, null, null, null],
    ],
    [
      'granted on another day in truth',
      [granted, corrected('recorded_in_error', { grantedOn: '2026-08-19' })],
      ['2026-08-19', '2026-08-19', '2026-08-19', '2026-08-19'],
    ],
    [
      'granted later in truth',
      [granted, corrected('recorded_in_error', { grantedOn: '2026-08-29' })],
      [undefined, undefined, undefined, '2026-08-29'],
    ],
    [
      'taken away, and given back on appeal as though it never had been',
      [granted, corrected('decision_changed'), corrected('appeal_upheld', { grantedOn: '2026-08-20' })],
      [undefined, '2026-08-20', '2026-08-20', '2026-08-20'],
    ],
    [
      'taken away, and granted anew',
      [granted, corrected('decision_changed'), again],
      [undefined, null, null, '2026-08-30'],
    ],
    [
      'recorded in error, and granted since',
      [granted, corrected('recorded_in_error'), again],
      [undefined, null, null, '2026-08-30'],
    ],
  ])('%s', (_, facts, expected) =>
    expect(
      ['2026-08-19', '2026-08-20', '2026-08-28', '2026-08-30'].map((day) => asAt(day, ...facts)),
    ).toEqual(expected),
  );

  it('shows what counts on that day: neither a later grant nor what was said of it', () => {
    const bo = derivedId('bo');
    const facts = [
      granted,
      corrected('recorded_in_error'),
      awardGranted({ ...again.data, personId: bo }, '2026-08-30'),
    ];
    const ids = idsIn(...facts);
    expect(graduationList.asAt(row(...facts), '2026-08-29')).toEqual({
      ...row(...facts.slice(0, 2)),
      revision: 2,
    });
    expect(graduationList.asAt(row(...facts), '2026-08-30')).toMatchObject({
      personId: bo,
      minute: 'Item 9',
      statedIn: ids[2],
    });
  });

  it('shows a later correction of what counts on it', () => {
    const facts = [granted, corrected('misconduct')];
    expect(graduationList.asAt(row(...facts), '2026-08-21')).toEqual(row(...facts));
  });

  it('is the row itself after the last of its days', () => {
    const facts = [granted, corrected('decision_changed'), again];
    expect(graduationList.asAt(row(...facts), '2026-08-30')).toEqual(row(...facts));
  });
});
