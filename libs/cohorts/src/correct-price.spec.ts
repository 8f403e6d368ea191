import { commandOf } from '#kernel';
import { happened, specification } from '#kernel/specification';
import {
  autumnSetup,
  cohortId,
  delivering,
  leading,
  opened,
  planned,
  uptoApproval,
  uptoClosing,
} from './autumn-cohort.example.js';
import { cohorts } from './cohorts.decider.js';
import { CorrectPrice, SettlePriceCorrection } from './correct-price.js';
import {
  cohortCancelled,
  cohortFactCorrected,
  planAmended,
  priceCorrectionAsked,
  priceCorrectionSettled,
} from './events.js';

const given = specification(cohorts);
const reason = 'Typing error';
const correcting = (changes: Partial<CorrectPrice> = {}) =>
  commandOf(CorrectPrice, { cohortId, pricePence: 320_000, reason, ...changes });
const settling = (granted: boolean, why?: string) =>
  commandOf(SettlePriceCorrection, {
    cohortId,
    pricePence: 320_000,
    granted,
    ...(why ? { reason: why } : {}),
  });

const terms = {
  pricePence: 320_000,
  fundingModel: 'sponsor_paid',
  fundingShares: [{ funder: 'sponsor', pence: 320_000 }],
  instalmentPlan: [
    { afterModuleId: leading, pence: 160_000 },
    { afterModuleId: delivering, pence: 160_000 },
  ],
  refundBands: autumnSetup.refundBands,
} as const;
const correction = { corrects: happened(planned).id, fact: 'CohortPlanned', reason };
const corrected = cohortFactCorrected({ cohortId, ...correction, ...terms }, '2026-01-12');
const correctedBy = 'bo';
const asked = priceCorrectionAsked({
  cohortId,
  terms,
  correction: { ...correction, correctedBy },
  on: '2026-01-12',
});
const followed = cohortFactCorrected({ ...corrected.data, correctedBy }, '2026-01-12');
const enrolling = [...uptoApproval, opened] as const;

describe('correcting the price', () => {
  it('is decided at once while there is no place book, shares and instalments following it', () => {
    given(...uptoApproval)
      .when(correcting())
      .then(corrected);
    expect(given(...uptoApproval, corrected).state.setup).toEqual({ ...autumnSetup, ...terms });
  });
  it('is of the statement of the plan that counts', () => {
    const amended = planAmended({ cohortId, ...autumnSetup, name: 'Fall' }, '2026-01-20');
    given(planned, amended)
      .when(correcting())
      .then(
        cohortFactCorrected(
          { cohortId, corrects: happened(amended, 1).id, fact: 'PlanAmended', reason, ...terms },
          '2026-01-20',
        ),
      );
  });
  it('is asked of the place book once there is one, which alone knows who has accepted', () => {
    given(...enrolling)
      .when(correcting(), { actor: correctedBy })
      .then(asked);
    given(...uptoClosing)
      .when(correcting(), { actor: correctedBy })
      .then(asked);
  });
  it('takes shares of its own', () =>
    expect(
      given(planned).when(
        correcting({
          fundingModel: 'mixed',
          fundingShares: [
            { funder: 'sponsor', pence: 120_000 },
            { funder: 'government', pence: 200_000 },
          ],
        }),
      ).decision,
    ).toMatchObject([{ data: { fundingModel: 'mixed', fundingShares: [{ pence: 120_000 }, {}] } }]));
  it('changes nothing when it is so, or is being asked', () => {
    given(...uptoApproval, corrected)
      .when(correcting())
      .thenNothing();
    given(...enrolling, asked)
      .when(correcting())
      .thenNothing();
  });
  it('is refused where it does not add up, while another is decided, and for a cohort that is over', () => {
    given(planned)
      .when(correcting({ fundingModel: 'mixed' }))
      .thenRefused('shares-differ-from-funding-model', 'fundingShares');
    given(...enrolling, asked)
      .when(correcting({ pricePence: 310_000 }))
      .thenRefused('correction-under-way');
    given(planned, cohortCancelled({ cohortId, reason: 'Few', placesOpened: false }))
      .when(correcting())
      .thenRefused('cohort-over');
    given().when(correcting()).thenRefused('unknown-cohort', 'cohortId');
  });
});

describe('settling a corrected price', () => {
  const granted = priceCorrectionSettled({ cohortId, pricePence: 320_000, granted: true });
  const refused = priceCorrectionSettled({
    cohortId,
    pricePence: 320_000,
    granted: false,
    reason: 'Sponsors have accepted.',
  });

  it('follows the place book, and names who asked for it', () => {
    given(...enrolling, asked)
      .when(settling(true))
      .then(followed, granted);
    given(...enrolling, asked)
      .when(settling(false, 'Sponsors have accepted.'))
      .then(refused);
  });
  it('ends the matter: the price is the one or the other, and may be corrected again', () => {
    expect(given(...enrolling, asked, followed, granted).state).toMatchObject({
      stage: 'enrolling',
      setup: terms,
    });
    expect(given(...enrolling, asked, followed, granted).state).not.toHaveProperty('correctingPrice');
    given(...enrolling, asked, refused)
      .when(correcting(), { actor: correctedBy })
      .then(asked);
  });
  it('changes nothing the second time, or of a price that is not asked', () => {
    given(...enrolling, asked, followed, granted)
      .when(settling(true))
      .thenNothing();
    given(...enrolling)
      .when(settling(true))
      .thenNothing();
    given().when(settling(true)).thenRefused('unknown-cohort');
  });
});
