import { derivedId, type Recorded } from '#kernel';
import { happened } from '#kernel/specification';
import { awardCorrected, awardGranted, type GraduationEvent } from './events.js';
import type { GraduationRow } from './graduation.entity.js';
import { graduationList } from './graduations.projection.js';

const of = {
  placeId: derivedId('place of amara'),
  cohortId: derivedId('autumn cohort'),
  personId: derivedId('amara'),
  awardId: derivedId('certificate'),
};

const row = (...facts: readonly GraduationEvent[]): GraduationRow =>
  facts.reduce<GraduationRow>((so, fact, revision) => {
    const event = { ...happened(fact, revision), revision } as Recorded<GraduationEvent>;
    const step = graduationList.on[fact.type] as (row: GraduationRow, event: Recorded) => GraduationRow;
    expect(graduationList.key(event)).toBe(of.placeId);
    return step(so, event);
  }, graduationList.blank(of.placeId));

const granted = awardGranted({ ...of, minute: 'Item 4' }, '2026-08-20');

it('keeps the award with all that was said of it', () => {
  const first = happened(granted, 0).id;
  const corrected = awardCorrected(
    { ...of, granted: false, reason: 'misconduct', minute: 'Item 1', corrects: first },
    '2026-08-28',
  );
  expect(row(granted, corrected)).toEqual({
    ...of,
    granted: false,
    grantedOn: null,
    minute: 'Item 1',
    statedIn: happened(corrected, 1).id,
    statements: [
      { eventId: first, granted: true, grantedOn: '2026-08-20', minute: 'Item 4', statedOn: '2026-08-20' },
      {
        eventId: happened(corrected, 1).id,
        granted: false,
        minute: 'Item 1',
        reason: 'misconduct',
        statedOn: '2026-08-28',
      },
    ],
    revision: 1,
  });
});
