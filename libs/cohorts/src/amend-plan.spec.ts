import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { AmendPlan } from './amend-plan.js';
import {
  autumnPlan,
  autumnSetup,
  cohortId,
  planned,
  recommended,
  uptoApproval,
} from './autumn-cohort.example.js';
import type { CohortPlan } from './cohort-plan.js';
import { cohorts } from './cohorts.decider.js';
import { cohortReturned, planAmended } from './events.js';

const given = specification(cohorts);
const amending = (changes: Partial<CohortPlan> = {}) =>
  commandOf(AmendPlan, { cohortId, ...autumnPlan, ...changes });
const returned = cohortReturned({ cohortId, reference: 'SG/2026/90' }, '2026-02-20');

describe('amending a plan', () => {
  it('records the plan whole, while planned and once returned', () => {
    const amended = planAmended({ cohortId, ...autumnSetup, capacity: 110 });
    given(planned)
      .when(amending({ capacity: 110 }))
      .then(amended);
    given(planned, recommended, returned)
      .when(amending({ capacity: 110 }))
      .then(amended);
  });
  it('is what the next amendment is compared with', () =>
    given(planned, planAmended({ cohortId, ...autumnSetup, capacity: 110 }))
      .when(amending({ capacity: 110 }))
      .thenNothing());
  it('changes nothing when nothing differs', () => given(planned).when(amending()).thenNothing());
  it('is refused while the approving body has the plan, and after it approved', () => {
    given(planned, recommended)
      .when(amending({ capacity: 110 }))
      .thenRefused('plan-not-open');
    given(...uptoApproval)
      .when(amending({ capacity: 110 }))
      .thenRefused('plan-not-open');
  });
  it('is refused as of a day before the last amendment', () =>
    given(planned, planAmended({ cohortId, ...autumnSetup, capacity: 110 }, '2026-01-20'))
      .when(amending({ capacity: 120 }), { effectiveOn: '2026-01-19' })
      .thenRefused('set-up-changed-since'));
  it('is refused for another programme', () =>
    given(planned)
      .when(amending({ programmeId: autumnPlan.awardId }))
      .thenRefused('programme-differs', 'programmeId'));
  it('keeps to the policies of every plan', () =>
    given(planned)
      .when(amending({ capacity: 59 }))
      .thenRefused('capacity-below-minimum', 'capacity'));
  it('is refused for a cohort nobody planned', () =>
    given().when(amending()).thenRefused('unknown-cohort', 'cohortId'));
});
