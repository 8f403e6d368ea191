import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  autumnSetup,
  closed,
  cohortId,
  opened,
  openingData,
  planned,
  recommended,
  uptoApproval,
  uptoClosing,
} from './autumn-cohort.example.js';
import { CloseEnrolment } from './close-enrolment.js';
import { cohorts } from './cohorts.decider.js';
import {
  cohortApproved,
  cohortCancelled,
  cohortNotApproved,
  cohortPlanned,
  cohortReturned,
  cohortStarted,
  conditionsMet,
  enrolmentClosed,
  enrolmentOpened,
} from './events.js';
import { OpenEnrolment } from './open-enrolment.js';

const IN_THE_WINDOW = '2026-04-01T08:00:00.000Z';
const given = specification(cohorts, { now: IN_THE_WINDOW });
const opening = (enrolmentClosesOn?: string) =>
  commandOf(OpenEnrolment, { cohortId, ...(enrolmentClosesOn ? { enrolmentClosesOn } : {}) });
const closing = commandOf(CloseEnrolment, { cohortId });

const reference = 'SG/2026/114';
const withConditions = cohortApproved({ cohortId, reference, conditions: ['Two centres'] }, '2026-03-02');
const met = conditionsMet({ cohortId, reference }, '2026-03-20');

describe('opening enrolment', () => {
  it('hands the place book all it decides by, once the cohort is approved', () =>
    given(...uptoApproval)
      .when(opening())
      .then(enrolmentOpened(openingData)));
  it('carries the maximum per sponsor where there is one', () =>
    given(
      cohortPlanned({ cohortId, ...autumnSetup, maxPerSponsor: 8, splitAnswerDays: 5 }, '2026-01-12'),
      recommended,
      uptoApproval[2],
    )
      .when(opening())
      .then(enrolmentOpened({ ...openingData, maxPerSponsor: 8, splitAnswerDays: 5 })));
  describe('with a window', () => {
    const drawn = {
      orderRule: 'window',
      windowClosesOn: '2026-05-29',
      sectorShares: [{ sector: 'voluntary', seats: 20, releasedOn: '2026-06-30' }],
    } as const;
    const approvedWith = (changes: object) => [
      cohortPlanned({ cohortId, ...autumnSetup, ...drawn, ...changes }, '2026-01-12'),
      recommended,
      uptoApproval[2],
    ];
    const openingTo = (days: Partial<OpenEnrolment>) => commandOf(OpenEnrolment, { cohortId, ...days });

    it('carries its last day and the seats kept for sectors', () =>
      given(...approvedWith({}))
        .when(opening())
        .then(enrolmentOpened({ ...openingData, ...drawn })));
    it('lasts as long as enrolment, where it was to', () =>
      given(...approvedWith({ windowClosesOn: autumnSetup.enrolmentClosesOn }))
        .when(opening('2026-09-01'))
        .then(
          enrolmentOpened({
            ...openingData,
            ...drawn,
            enrolmentClosesOn: '2026-09-01',
            windowClosesOn: '2026-09-01',
          }),
        ));
    it('takes another last day, from today until enrolment closes', () => {
      const now = '2026-06-01T08:00:00.000Z';
      given(...approvedWith({}))
        .when(opening(), { now })
        .thenRefused('window-outside-enrolment', 'windowClosesOn');
      given(...approvedWith({}))
        .when(openingTo({ windowClosesOn: '2026-08-15' }), { now })
        .thenRefused('window-outside-enrolment', 'windowClosesOn');
      given(...approvedWith({}))
        .when(openingTo({ windowClosesOn: '2026-06-01' }), { now })
        .then(enrolmentOpened({ ...openingData, ...drawn, windowClosesOn: '2026-06-01' }));
    });
    it('takes none where requests are not drawn', () =>
      given(...uptoApproval)
        .when(openingTo({ windowClosesOn: '2026-06-01' }))
        .thenRefused('window-without-order-rule', 'windowClosesOn'));
  });
  it('needs the conditions of the approval met', () => {
    given(planned, recommended, withConditions).when(opening()).thenRefused('conditions-not-met');
    given(planned, recommended, withConditions, met).when(opening()).then(enrolmentOpened(openingData));
  });
  it('needs no approval where there is no approving body', () =>
    given(cohortPlanned({ cohortId, ...autumnSetup, approvingBody: 'none' }, '2026-04-02'))
      .when(opening())
      .then(enrolmentOpened(openingData)));
  it('changes nothing when it is open', () =>
    given(...uptoApproval, opened)
      .when(opening())
      .thenNothing());

  it('is refused before the approving body has approved', () => {
    given(planned).when(opening()).thenRefused('approval-missing');
    given(planned, recommended).when(opening()).thenRefused('approval-missing');
    given(planned, recommended, cohortReturned({ cohortId, reference }))
      .when(opening())
      .thenRefused('approval-missing');
  });
  it('is refused where it cannot be opened any more', () => {
    given(...uptoClosing)
      .when(opening())
      .thenRefused('not-to-be-opened');
    given(planned, recommended, cohortNotApproved({ cohortId, reference }))
      .when(opening())
      .thenRefused('not-to-be-opened');
    given(...uptoApproval, cohortCancelled({ cohortId, reason: 'Few', placesOpened: false }))
      .when(opening())
      .thenRefused('not-to-be-opened');
  });
  it('is refused for a cohort nobody planned', () => given().when(opening()).thenRefused('unknown-cohort'));

  it('begins with its window, by the day in London', () => {
    // 31 March 2026, 23:30 UTC is 00:30 on 1 April in London.
    given(...uptoApproval)
      .when(opening(), { now: '2026-03-31T22:30:00.000Z' })
      .thenRefused('enrolment-not-begun');
    given(...uptoApproval)
      .when(opening(), { now: '2026-03-31T23:30:00.000Z' })
      .then(enrolmentOpened(openingData));
  });
  it('is dated back within the window while it lasts', () =>
    given(...uptoApproval)
      .when(opening(), { now: '2026-08-14T08:00:00.000Z', effectiveOn: '2026-04-01' })
      .then(enrolmentOpened(openingData)));
  it('meets no passed window by dating it back', () => {
    const now = '2026-08-15T08:00:00.000Z';
    given(...uptoApproval)
      .when(opening(), { now, effectiveOn: '2026-08-14' })
      .thenRefused('enrolment-window-passed', 'enrolmentClosesOn');
    given(...uptoApproval)
      .when(opening(), { now })
      .thenRefused('enrolment-window-passed', 'enrolmentClosesOn');
  });
  it('takes a later last day of the window, until the last joining date', () => {
    const now = '2026-09-01T08:00:00.000Z';
    given(...uptoApproval)
      .when(opening('2026-09-14'), { now })
      .then(enrolmentOpened({ ...openingData, enrolmentClosesOn: '2026-09-14' }));
    given(...uptoApproval)
      .when(opening('2026-09-15'), { now })
      .thenRefused('enrolment-closes-after-last-joining-date', 'enrolmentClosesOn');
  });
  it('is refused when dated before the approval', () =>
    given(planned, recommended, cohortApproved({ cohortId, reference }, '2026-05-04'))
      .when(opening(), { now: '2026-06-01T08:00:00.000Z', effectiveOn: '2026-05-03' })
      .thenRefused('out-of-order'));
});

describe('closing enrolment', () => {
  it('is recorded while it is open', () =>
    given(...uptoApproval, opened)
      .when(closing)
      .then(enrolmentClosed({ cohortId })));
  it('changes nothing once it is closed', () => {
    given(...uptoClosing)
      .when(closing)
      .thenNothing();
    given(...uptoClosing, cohortStarted({ cohortId }))
      .when(closing)
      .thenNothing();
  });
  it('is refused where none is open', () => {
    given(...uptoApproval)
      .when(closing)
      .thenRefused('not-enrolling');
    given(...uptoApproval, opened, cohortCancelled({ cohortId, reason: 'Few', placesOpened: true }))
      .when(closing)
      .thenRefused('not-enrolling');
  });
  it('is refused when dated before the opening', () =>
    given(...uptoApproval, opened)
      .when(closing, { effectiveOn: '2026-03-31' })
      .thenRefused('out-of-order'));
  it('is refused for a cohort nobody planned', () => given().when(closing).thenRefused('unknown-cohort'));
  it('changes nothing when what is due by a timetable finds that the last day has moved', () => {
    const due = (ifLastDayIs: string) => commandOf(CloseEnrolment, { cohortId, ifLastDayIs });
    given(...uptoApproval, opened)
      .when(due('2026-08-13'))
      .thenNothing();
    given(...uptoApproval, opened)
      .when(due('2026-08-14'))
      .then(enrolmentClosed({ cohortId }));
  });
  it('is what the stated day of the closing says', () =>
    expect(given(...uptoApproval, opened, closed).state).toMatchObject({
      stage: 'enrolment_closed',
      since: '2026-08-14',
    }));
});
