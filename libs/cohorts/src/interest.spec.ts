import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { closed, cohortId, opened, planned, recommended, uptoApproval } from './autumn-cohort.example.js';
import { cohorts } from './cohorts.decider.js';
import { CountInterestTogether } from './count-interest-together.js';
import {
  cohortCancelled,
  cohortNotApproved,
  interestCountedTogether,
  interestExpressed,
  interestWithdrawn,
} from './events.js';
import { ExpressInterest } from './express-interest.js';
import { WithdrawInterest } from './withdraw-interest.js';

const given = specification(cohorts);
const forth = derivedId('Forth Valley Care');
const tay = derivedId('Tay Homes');
const expressing = (places: number, more: Partial<ExpressInterest> = {}) =>
  commandOf(ExpressInterest, { cohortId, sponsorId: forth, places, ...more });
const withdrawing = commandOf(WithdrawInterest, { cohortId, sponsorId: forth });
const said = interestExpressed({ cohortId, sponsorId: forth, places: 4, level: 'middle' }, '2026-03-02');
const tookBack = interestWithdrawn({ cohortId, sponsorId: forth });

describe('expressing interest', () => {
  it.each([
    ['planned', [planned]],
    ['recommended', [planned, recommended]],
    ['approved', uptoApproval],
    ['enrolling', [...uptoApproval, opened]],
  ])('is recorded while the cohort is %s', (_, facts) =>
    given(...facts)
      .when(expressing(4, { level: 'middle' }))
      .then(interestExpressed({ cohortId, sponsorId: forth, places: 4, level: 'middle' })),
  );
  it('counts as it was said last, for each sponsor', () => {
    given(planned, said)
      .when(expressing(6))
      .then(interestExpressed({ cohortId, sponsorId: forth, places: 6 }));
    given(planned, said)
      .when(expressing(4, { sponsorId: tay }))
      .then(interestExpressed({ cohortId, sponsorId: tay, places: 4 }));
  });
  it('changes nothing when said again', () =>
    given(planned, said)
      .when(expressing(4, { level: 'middle' }))
      .thenNothing());
  it('is of its day: what is entered late is compared with what was said then', () =>
    given(planned, said)
      .when(expressing(4, { level: 'middle' }), { effectiveOn: '2026-02-20' })
      .then(interestExpressed({ cohortId, sponsorId: forth, places: 4, level: 'middle' })));
  it('ends with no places, once', () => {
    given(planned, said).when(expressing(0)).then(tookBack);
    given(planned, said, tookBack).when(expressing(0)).thenNothing();
    given(planned).when(expressing(0)).thenNothing();
  });
  it('is refused once enrolment is closed, and where the cohort will not run', () => {
    given(...uptoApproval, opened, closed)
      .when(expressing(4))
      .thenRefused('interest-closed', 'cohortId');
    given(planned, cohortCancelled({ cohortId, reason: 'Few', placesOpened: false }))
      .when(expressing(4))
      .thenRefused('interest-closed');
    given(planned, recommended, cohortNotApproved({ cohortId, reference: 'SG/2026/114' }))
      .when(expressing(4))
      .thenRefused('interest-closed');
    given().when(expressing(4)).thenRefused('unknown-cohort', 'cohortId');
  });
});

describe('taking interest back', () => {
  it('is recorded, also once enrolment is closed', () => {
    given(planned, said).when(withdrawing).then(tookBack);
    given(...uptoApproval, said, opened, closed)
      .when(withdrawing)
      .then(tookBack);
  });
  it('changes nothing where there is none', () => {
    given(planned).when(withdrawing).thenNothing();
    given(planned, said, tookBack).when(withdrawing).thenNothing();
  });
  it('is refused for a cohort nobody planned', () =>
    given().when(withdrawing).thenRefused('unknown-cohort', 'cohortId'));
});

describe('interest of a sponsor with two records', () => {
  const counting = (...sponsorIds: string[]) => commandOf(CountInterestTogether, { cohortId, sponsorIds });
  const merged = interestCountedTogether({ cohortId, sponsorId: tay, sponsorIds: [tay, forth] });
  const parted = interestCountedTogether({
    cohortId,
    sponsorId: tay,
    sponsorIds: [tay],
    apart: [forth],
  });
  const takenBackBy = (sponsorId: string) => interestWithdrawn({ cohortId, sponsorId });

  it('is counted once, until they are two again', () => {
    given(planned, said).when(counting(tay, forth)).then(merged);
    given(planned, said, merged).when(counting(tay, forth)).thenNothing();
    given(planned, said, merged).when(counting(tay)).then(parted);
    given(planned, said, merged, parted).when(counting(forth)).thenNothing();
    given(planned).when(counting(tay, forth)).thenNothing();
  });
  it('is taken back by the one kept, whoever stated it', () => {
    const withdraw = commandOf(WithdrawInterest, { cohortId, sponsorId: tay });
    given(planned, said).when(withdraw).thenNothing();
    given(planned, said, merged).when(withdraw).then(takenBackBy(tay));
    given(planned, said, merged)
      .when(expressing(0, { sponsorId: tay }))
      .then(takenBackBy(tay));
    given(planned, said, merged, takenBackBy(tay)).when(withdraw).thenNothing();
    given(planned, said, merged, takenBackBy(tay), parted).when(withdrawing).then(tookBack);
  });
  it('is what it said last, under either', () => {
    const again = expressing(4, { sponsorId: tay, level: 'middle' });
    given(planned, said, merged).when(again).thenNothing();
    given(planned, said, merged)
      .when(expressing(6, { sponsorId: tay }))
      .then(interestExpressed({ cohortId, sponsorId: tay, places: 6 }));
    given(planned, interestExpressed({ cohortId, sponsorId: tay, places: 6 }), said, merged)
      .when(again)
      .then(interestExpressed({ cohortId, sponsorId: tay, places: 4, level: 'middle' }));
  });
});
