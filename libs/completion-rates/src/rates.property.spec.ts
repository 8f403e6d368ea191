import fc from 'fast-check';
import { BREAKDOWNS } from './breakdowns.js';
import { cohortFacts } from './cohort-facts.projection.js';
import { COUNTS } from './counts.js';
import { settled } from './facts-on-a-day.js';
import { organisationFacts } from './organisation-facts.projection.js';
import type { PlaceFactsRow } from './place-facts.entity.js';
import { placeFacts } from './place-facts.projection.js';
import { rates } from './rates.js';

const cohort = cohortFacts.blank('c1');

const day = fc.integer({ min: 1, max: 9 }).map((number) => `2026-09-0${number}`);
const perhaps = fc.option(day, { freq: 2 });
const organisationId = fc.constantFrom('a', 'b', 'unheard-of');
const kept = fc.record(
  { homeOrganisationId: organisationId, level: fc.constantFrom('middle', 'senior') },
  { requiredKeys: [] },
);

/** Any dates in any order: back-dated acceptances, awards before starts, requests entered last. */
const place: fc.Arbitrary<PlaceFactsRow> = fc
  .record({
    placeId: fc.uuid(),
    askedBy: organisationId,
    transfers: fc.array(fc.record({ on: day, value: fc.option(organisationId) }), { maxLength: 2 }),
    kept: fc.array(fc.record({ on: day, value: kept }), { maxLength: 2 }),
    asAtStart: kept,
    requestedOn: perhaps,
    waitlistedOn: perhaps,
    offeredOn: perhaps,
    acceptedOn: perhaps,
    confirmedOn: perhaps,
    startRecordedOn: perhaps,
    awaitingOn: perhaps,
    awardedOn: perhaps,
    failedOn: perhaps,
    withdrawnOn: perhaps,
    notTakenUpOn: perhaps,
    cancelledOn: perhaps,
    requestEndedOn: perhaps,
    deferredOn: perhaps,
    movedOn: perhaps,
  })
  .map((facts) => settled({ ...placeFacts.blank(facts.placeId), cohortId: 'c1', ...facts }));

const organisations = new Map(
  (['voluntary', 'private'] as const).map((value, index) => {
    const id = index === 0 ? 'a' : 'b';
    return [
      id,
      {
        ...organisationFacts.blank(id),
        sectors: [{ on: '2026-09-03', value }],
        staffWte: [{ on: '2026-09-06', value: 9 + index }],
        councilAreas: [{ on: '2026-09-02', value: index === 0 ? ['Fife'] : ['Fife', 'Moray'] }],
      },
    ];
  }),
);

describe('for any places on any day', () => {
  it.each(BREAKDOWNS)('the values of a breakdown sum to the total: by %s', (by) =>
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), day, (rows, asAt) => {
        const total = rates([cohort], rows, asAt)[0]!;
        const parts = rates([cohort], rows, asAt, { breakdown: { by, organisations } });
        for (const name of COUNTS)
          expect([name, parts.reduce((sum, part) => sum + part[name], 0)]).toEqual([name, total[name]]);
        expect(parts.filter((part) => COUNTS.every((name) => part[name] === 0))).toEqual([]);
      }),
    ),
  );

  it('no rate is above 1, and nobody both waits and is enrolled', () =>
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), day, (rows, asAt) => {
        const { completion, takenUp } = rates([cohort], rows, asAt)[0]!;
        expect(completion.value ?? 0).toBeLessThanOrEqual(1);
        expect(takenUp.value ?? 0).toBeLessThanOrEqual(1);
        for (const row of rows) {
          const { waiting, enrolled } = rates([cohort], [row], asAt)[0]!;
          expect(waiting + enrolled).toBeLessThanOrEqual(1);
        }
      }),
    ));
});
