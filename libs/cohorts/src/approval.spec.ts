import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  approved,
  autumnSetup,
  cohortId,
  planned,
  recommended,
  uptoApproval,
  uptoClosing,
} from './autumn-cohort.example.js';
import { cohorts } from './cohorts.decider.js';
import {
  cohortApproved,
  cohortNotApproved,
  cohortPlanned,
  cohortRecommended,
  cohortReturned,
  conditionsMet,
} from './events.js';
import { MeetConditions } from './meet-conditions.js';
import { RecommendCohort } from './recommend-cohort.js';
import { RecordApproval } from './record-approval.js';

const given = specification(cohorts);
const reference = 'SG/2026/114';
const recommending = commandOf(RecommendCohort, { cohortId });
const deciding = (changes: Partial<RecordApproval> = {}) =>
  commandOf(RecordApproval, { cohortId, decision: 'approved', reference, ...changes });
const meeting = commandOf(MeetConditions, { cohortId, reference: 'SG/2026/131' });

const returned = cohortReturned({ cohortId, reference: 'SG/2026/90', reason: 'Price' }, '2026-02-20');
const conditions = ['Two delivery centres'];
const withConditions = cohortApproved({ cohortId, reference, conditions }, '2026-03-02');

describe('recommending a cohort', () => {
  it('puts a planned or returned one to its approving body', () => {
    given(planned).when(recommending).then(cohortRecommended({ cohortId }));
    given(planned, recommended, returned)
      .when(commandOf(RecommendCohort, { cohortId, reference: 'Paper 12' }))
      .then(cohortRecommended({ cohortId, reference: 'Paper 12' }));
  });
  it('changes nothing while it is there', () => given(planned, recommended).when(recommending).thenNothing());
  it('is refused where nobody has to approve', () =>
    given(cohortPlanned({ cohortId, ...autumnSetup, approvingBody: 'none' }))
      .when(recommending)
      .thenRefused('no-approval-needed'));
  it('is refused as of a day before the plan was returned', () =>
    given(planned, recommended, returned)
      .when(recommending, { effectiveOn: '2026-02-19' })
      .thenRefused('out-of-order'));
  it('is refused once it was decided', () =>
    given(...uptoApproval)
      .when(recommending)
      .thenRefused('not-to-be-recommended'));
  it('is refused for a cohort nobody planned', () =>
    given().when(recommending).thenRefused('unknown-cohort'));
});

describe('recording an approval', () => {
  it.each([
    ['approved', deciding(), cohortApproved({ cohortId, reference })],
    [
      'approved with conditions',
      deciding({ decision: 'approved_with_conditions', conditions }),
      cohortApproved({ cohortId, reference, conditions }),
    ],
    [
      'returned',
      deciding({ decision: 'returned', reason: 'Price' }),
      cohortReturned({ cohortId, reference, reason: 'Price' }),
    ],
    ['not approved', deciding({ decision: 'not_approved' }), cohortNotApproved({ cohortId, reference })],
  ])('records that the cohort was %s', (_, command, fact) =>
    given(planned, recommended).when(command).then(fact),
  );

  it('is dated by the day the body decided', () =>
    given(planned, recommended)
      .when(deciding({ dated: '2026-03-02' }))
      .then(approved));
  it('changes nothing when the same decision is recorded again', () => {
    given(...uptoApproval)
      .when(deciding())
      .thenNothing();
    given(planned, recommended, returned)
      .when(deciding({ decision: 'returned', reference: 'SG/2026/90' }))
      .thenNothing();
  });
  it('is refused on a cohort that is not recommended', () => {
    given(planned).when(deciding()).thenRefused('not-recommended');
    given(...uptoApproval)
      .when(deciding({ decision: 'returned' }))
      .thenRefused('not-recommended');
  });
  it('is refused where conditions and decision do not fit', () => {
    given(planned, recommended)
      .when(deciding({ decision: 'approved_with_conditions' }))
      .thenRefused('conditions-missing', 'conditions');
    given(planned, recommended)
      .when(deciding({ conditions }))
      .thenRefused('conditions-not-expected', 'conditions');
  });
  it('is refused when dated after today in London', () => {
    // 23:30 UTC on 24 October 2026 is 00:30 on the 25th, the night the clocks change.
    const now = '2026-10-24T23:30:00.000Z';
    given(planned, recommended)
      .when(deciding({ dated: '2026-10-26' }), { now })
      .thenRefused('dated-in-the-future', 'dated');
    given(planned, recommended)
      .when(deciding({ dated: '2026-10-25' }), { now })
      .then(cohortApproved({ cohortId, reference }, '2026-10-25'));
  });
  it('is refused when dated before the recommendation', () => {
    given(planned, recommended)
      .when(deciding({ dated: '2026-02-01' }))
      .thenRefused('out-of-order', 'dated');
    given(planned, recommended).when(deciding(), { effectiveOn: '2026-02-01' }).thenRefused('out-of-order');
  });
  it('is refused for a cohort nobody planned', () => given().when(deciding()).thenRefused('unknown-cohort'));
});

describe('meeting the conditions', () => {
  it('records where that is shown', () =>
    given(planned, recommended, withConditions)
      .when(meeting)
      .then(conditionsMet({ cohortId, reference: 'SG/2026/131' })));
  it('changes nothing when they are met or there are none', () => {
    given(planned, recommended, withConditions, conditionsMet({ cohortId, reference: 'SG/2026/131' }))
      .when(meeting)
      .thenNothing();
    given(...uptoApproval)
      .when(meeting)
      .thenNothing();
  });
  it('is refused before the approval, by stage and by date', () => {
    given(planned, recommended).when(meeting).thenRefused('no-open-conditions');
    given(planned, recommended, withConditions)
      .when(meeting, { effectiveOn: '2026-03-01' })
      .thenRefused('out-of-order');
  });
  it('is refused once that is past', () =>
    given(...uptoClosing)
      .when(meeting)
      .thenRefused('no-open-conditions'));
  it('is refused for a cohort nobody planned', () => given().when(meeting).thenRefused('unknown-cohort'));
});
