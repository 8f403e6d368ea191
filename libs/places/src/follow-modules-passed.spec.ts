import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { idOf } from './corrections.examples.js';
import {
  askedToReturn,
  awaited,
  deferred,
  moduleOne,
  NEXT_PRICE,
  nextCohort,
  returnedTo,
  returner,
  returnPlaceOf,
} from './deferral.examples.js';
import {
  awaitedReturnCorrected,
  type PlaceEvent,
  placesOpened,
  placeStarted,
  placeStatementCorrected,
} from './events.js';
import { FollowModulesPassed } from './follow-modules-passed.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { places } from './places.decider.js';
import { amara, bo, of, rules } from './places.examples.js';

const given = specification(places);
const here = returnPlaceOf(amara);
const { returnOf } = returner(amara);
const [moduleTwo, moduleThree] = [derivedId('module 2'), derivedId('module 3')];
const said = { reason: 'Module 2 had been passed.', askedBy: 'the administrator' };
const correctedAt = '2026-12-10T09:30:00.000Z';
const follow = (fields: Partial<FollowModulesPassed> = {}) =>
  commandOf(FollowModulesPassed, {
    ...{ ...here, returnOf, modulesPassed: [moduleTwo], ...said, correctedAt },
    ...fields,
  });
const corrected = (
  corrects: string,
  fields: Pick<Parameters<typeof placeStatementCorrected>[0], 'fact' | 'modulesPassed' | 'from'>,
) => placeStatementCorrected({ ...here, ...said, corrects, ...fields });
const brought = (facts: readonly PlaceEvent[], index: number, fact: 'requested' | 'accepted') =>
  corrected(idOf(facts, index), {
    ...{ fact, modulesPassed: [moduleTwo] },
    from: { modulesPassed: [moduleOne] },
  });
const opened = placesOpened({
  cohortId: nextCohort,
  ...rules({ pricePence: NEXT_PRICE, capacity: 1, startsOn: '2027-09-06', lastJoiningDate: '2027-09-20' }),
});
const seated = [opened, askedToReturn(amara), returnedTo(amara)];

describe('the modules a returner brings', () => {
  it('are those they had passed in truth, seated', () => {
    const correction = brought(seated, 2, 'accepted');
    given(...seated)
      .when(follow())
      .then(correction);
    const after = given(...seated, correction);
    expect(after.state.places.get(here.placeId)?.travelling?.modulesPassed).toEqual([moduleTwo]);
    after.when(follow()).thenNothing();
  });

  it('are those while they wait, and then with the seat', () => {
    const waiting = [opened, askedToReturn(amara), awaited(amara, 1)];
    const correction = brought(waiting, 1, 'requested');
    given(...waiting)
      .when(follow())
      .then(correction);
    given(...waiting, correction)
      .when(commandOf(OfferNextInLine, { cohortId: nextCohort }))
      .then(returnedTo(amara, { modulesPassed: [moduleTwo] }));
  });

  it('are those while they are only noted', () => {
    const noted = [awaited(amara)];
    const correction = awaitedReturnCorrected({
      ...{ ...here, ...said, returnOf, correctedAt },
      ...{ corrects: idOf(noted, 0), modulesPassed: [moduleTwo] },
    });
    given(...noted)
      .when(follow())
      .then(correction);
    const after = given(...noted, correction);
    expect(after.state.returners.get(here.placeId)?.modulesPassed).toEqual([moduleTwo]);
    after.when(follow()).thenNothing();
  });

  it('are taken further by whoever deferred here too, with what they passed here', () => {
    const modulesPassed = [moduleOne, moduleThree];
    const facts = [
      ...seated,
      placeStarted({ ...here, personId: amara }, '2027-09-06'),
      deferred(amara, { ...here, modulesPassed }, '2027-10-04'),
    ];
    const further = corrected(idOf(facts, 4), {
      ...{ fact: 'deferred', modulesPassed: [moduleTwo, moduleThree] },
      from: { modulesPassed },
    });
    const both = [brought(facts, 2, 'accepted'), further];
    given(...facts)
      .when(follow())
      .then(...both);
    const after = given(...facts, ...both);
    expect(after.state.places.get(here.placeId)?.deferral?.modulesPassed).toEqual([moduleTwo, moduleThree]);
    after.when(follow()).thenNothing();
  });

  it('are of no other place', () => {
    given(...seated)
      .when(follow({ returnOf: returner(bo).returnOf }))
      .thenNothing();
    given(...seated)
      .when(follow({ ...of(bo) }))
      .thenNothing();
  });
});
