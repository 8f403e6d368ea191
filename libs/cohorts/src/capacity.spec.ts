import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  autumnSetup,
  cohortId,
  opened,
  openingData,
  planned,
  uptoApproval,
  uptoClosing,
} from './autumn-cohort.example.js';
import { cohorts } from './cohorts.decider.js';
import {
  capacityLowered,
  capacityLoweringAsked,
  capacityLoweringRefused,
  capacityRaised,
  cohortCancelled,
  cohortCompleted,
  cohortPlanned,
  cohortStarted,
  enrolmentOpened,
} from './events.js';
import { LowerCapacity } from './lower-capacity.js';
import { OpenEnrolment } from './open-enrolment.js';
import { RaiseCapacity } from './raise-capacity.js';
import { SettleCapacityLowering } from './settle-capacity-lowering.js';

const given = specification(cohorts);
const raising = (capacity: number) => commandOf(RaiseCapacity, { cohortId, capacity });
const lowering = (capacity: number) => commandOf(LowerCapacity, { cohortId, capacity });
const settling = (capacity: number, granted: boolean, reason?: string) =>
  commandOf(SettleCapacityLowering, { cohortId, capacity, granted, ...(reason ? { reason } : {}) });

const enrolling = [...uptoApproval, opened] as const;
const asked = capacityLoweringAsked({ cohortId, capacity: 90 });
const cancelled = cohortCancelled({ cohortId, reason: 'Few', placesOpened: true });

describe('raising the capacity', () => {
  it('says whether the place book has to be told', () => {
    given(planned)
      .when(raising(110))
      .then(capacityRaised({ cohortId, capacity: 110, placesOpened: false }));
    given(...enrolling)
      .when(raising(110))
      .then(capacityRaised({ cohortId, capacity: 110, placesOpened: true }));
    given(...uptoClosing, cohortStarted({ cohortId }))
      .when(raising(110))
      .then(capacityRaised({ cohortId, capacity: 110, placesOpened: true }));
  });
  it('is what enrolment opens with', () =>
    given(...uptoApproval, capacityRaised({ cohortId, capacity: 110, placesOpened: false }))
      .when(commandOf(OpenEnrolment, { cohortId }), { now: '2026-04-01T08:00:00.000Z' })
      .then(enrolmentOpened({ ...openingData, capacity: 110 })));
  it('is possible until the last joining date in London, that day included, whatever day is stated', () => {
    // In summer time 23:00 UTC is midnight in London.
    given(...uptoClosing)
      .when(raising(110), { now: '2026-09-14T22:59:59.999Z' })
      .then(capacityRaised({ cohortId, capacity: 110, placesOpened: true }));
    given(...uptoClosing)
      .when(raising(110), { now: '2026-09-14T23:00:00.000Z', effectiveOn: '2026-09-14' })
      .thenRefused('last-joining-date-passed');
  });
  it('changes nothing for the capacity there is', () => given(planned).when(raising(100)).thenNothing());
  it('is refused for fewer seats', () =>
    given(planned).when(raising(99)).thenRefused('capacity-not-higher', 'capacity'));
  it('is refused while a lowering is being decided', () =>
    given(...enrolling, asked)
      .when(raising(110))
      .thenRefused('lowering-under-way'));
  it('is refused for a cohort that is over', () => {
    given(...enrolling, cancelled)
      .when(raising(110))
      .thenRefused('cohort-over');
    given(...uptoClosing, cohortStarted({ cohortId }), cohortCompleted({ cohortId }))
      .when(raising(110))
      .thenRefused('cohort-over');
  });
  it('is refused for a cohort nobody planned', () =>
    given().when(raising(110)).thenRefused('unknown-cohort'));
});

describe('lowering the capacity', () => {
  it('is decided at once while there is no place book', () =>
    given(...uptoApproval)
      .when(lowering(90))
      .then(capacityLowered({ cohortId, capacity: 90 })));
  it('is asked of the place book once there is one', () => {
    given(...enrolling)
      .when(lowering(90))
      .then(asked);
    given(...uptoClosing)
      .when(lowering(60))
      .then(capacityLoweringAsked({ cohortId, capacity: 60 }));
  });
  it('changes nothing when it is so, or is being asked', () => {
    given(...enrolling)
      .when(lowering(100))
      .thenNothing();
    given(...enrolling, asked)
      .when(lowering(90))
      .thenNothing();
  });
  it('is refused for more seats', () =>
    given(...enrolling)
      .when(lowering(101))
      .thenRefused('capacity-not-lower', 'capacity'));
  it('is refused below what makes the cohort viable', () =>
    given(...enrolling)
      .when(lowering(autumnSetup.minimumViable - 1))
      .thenRefused('capacity-below-minimum', 'capacity'));
  it('is refused below the seats kept for sectors, until they are released', () => {
    const kept = cohortPlanned(
      {
        cohortId,
        ...autumnSetup,
        sectorShares: [
          { sector: 'voluntary', seats: 50, releasedOn: '2026-09-02' },
          { sector: 'private', seats: 20, releasedOn: '2026-09-10' },
        ],
      },
      '2026-01-12',
    );
    given(kept).when(lowering(69)).thenRefused('capacity-below-sector-shares', 'capacity');
    given(kept)
      .when(lowering(70))
      .then(capacityLowered({ cohortId, capacity: 70 }));
    // Released on the 2nd: from that day on they are anybody's.
    given(kept)
      .when(lowering(69), { now: '2026-09-02T08:00:00.000Z' })
      .then(capacityLowered({ cohortId, capacity: 69 }));
  });
  it('is refused as of a day before the last change of the set-up', () => {
    const raised = capacityRaised({ cohortId, capacity: 110, placesOpened: false }, '2026-08-20');
    given(planned, raised)
      .when(lowering(105), { effectiveOn: '2026-08-19' })
      .thenRefused('set-up-changed-since');
    given(planned, raised)
      .when(raising(120), { effectiveOn: '2026-08-19' })
      .thenRefused('set-up-changed-since');
    given(planned, raised)
      .when(lowering(105), { effectiveOn: '2026-08-20' })
      .then(capacityLowered({ cohortId, capacity: 105 }));
  });
  it('is refused while another lowering is being decided', () =>
    given(...enrolling, asked)
      .when(lowering(80))
      .thenRefused('lowering-under-way'));
  it('is refused for a cohort that is over', () =>
    given(...enrolling, cancelled)
      .when(lowering(90))
      .thenRefused('cohort-over'));
  it('is refused for a cohort nobody planned', () =>
    given().when(lowering(90)).thenRefused('unknown-cohort'));
});

describe('settling a lowering', () => {
  const refused = capacityLoweringRefused({ cohortId, capacity: 90, reason: '95 seats are held.' });
  const granted = capacityLowered({ cohortId, capacity: 90 });

  it('follows the place book', () => {
    given(...enrolling, asked)
      .when(settling(90, true))
      .then(granted);
    given(...enrolling, asked)
      .when(settling(90, false, '95 seats are held.'))
      .then(refused);
  });
  it('gives a reason where the place book gave none', () =>
    given(...enrolling, asked)
      .when(settling(90, false))
      .then(capacityLoweringRefused({ cohortId, capacity: 90, reason: 'More seats are held.' })));
  it('ends the matter: another may be asked', () => {
    given(...enrolling, asked, refused)
      .when(lowering(95))
      .then(capacityLoweringAsked({ cohortId, capacity: 95 }));
    given(...enrolling, asked, granted)
      .when(raising(110))
      .then(capacityRaised({ cohortId, capacity: 110, placesOpened: true }));
  });
  it('changes nothing the second time', () => {
    given(...enrolling, asked, granted)
      .when(settling(90, true))
      .thenNothing();
    given(...enrolling, asked, refused)
      .when(settling(90, false))
      .thenNothing();
  });
  it('takes no refusal of what is not asked any more', () =>
    given(...enrolling, capacityLoweringAsked({ cohortId, capacity: 80 }))
      .when(settling(90, false))
      .thenNothing());
  it('follows the place book also where a cancellation came between', () =>
    given(...enrolling, asked, cancelled)
      .when(settling(90, true))
      .then(granted));
  it('is refused for a cohort nobody planned', () =>
    given().when(settling(90, true)).thenRefused('unknown-cohort'));
});
