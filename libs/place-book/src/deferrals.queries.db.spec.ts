import { NotFoundException } from '@nestjs/common';
import { type BusinessDate, derivedId } from '#kernel';
import { deferralLimitReached, placeDeferred, returnLost } from '#places/events';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { deferrals } from './deferrals.projection.js';
import {
  DeferralFilters,
  GetDeferral,
  GetDeferralHandler,
  ListDeferrals,
  ListDeferralsHandler,
} from './list-deferrals.js';
import { mergedIds } from './merged-ids.projection.js';

const sponsorId = derivedId('a council');
const cohortId = derivedId('first cohort');
const next = derivedId('second cohort');
const placeOf = (person: string) => ({ cohortId, placeId: derivedId('place of', person) });
const returnOf = (person: string) => ({ cohortId: next, placeId: derivedId('return of', person) });
const deferred = (person: string, on: BusinessDate, limitOn: BusinessDate) =>
  placeDeferred(
    {
      ...placeOf(person),
      notifiedOn: on,
      awardId: derivedId('certificate'),
      sponsorId: person === 'chidi' ? derivedId('a charity') : sponsorId,
      personId: derivedId(person),
      reasonClass: 'personal',
      hadStarted: true,
      freedSeat: true,
      limitOn,
      returnTo: returnOf(person),
      modulesPassed: [],
    },
    on,
  );

let filled: FilledReadModels;
beforeAll(async () => {
  filled = await filledReadModels(
    [deferrals, mergedIds],
    recorded([
      deferred('amara', '2026-12-07', '2028-12-07'),
      deferred('bo', '2025-10-01', '2027-10-01'),
      deferred('chidi', '2026-01-12', '2028-01-12'),
      deferralLimitReached({ ...placeOf('bo'), limitOn: '2027-10-01' }, '2027-10-02'),
      returnLost(
        {
          ...placeOf('amara'),
          personId: derivedId('amara'),
          returnTo: returnOf('amara'),
          because: 'cancelled',
        },
        '2027-06-01',
      ),
    ]),
  );
});
afterAll(() => filled.drop());

const page = (fields: Partial<DeferralFilters> = {}) =>
  new ListDeferralsHandler(filled.readModels).execute(
    new ListDeferrals(Object.assign(new DeferralFilters(), fields)),
  );
const listed = async (fields: Partial<DeferralFilters> = {}) =>
  (await page(fields)).items.map(({ personId }) =>
    ['amara', 'bo', 'chidi'].find((name) => derivedId(name) === personId),
  );

describe('deferrals', () => {
  it('are listed by their limits, those first that have to return soonest', async () =>
    expect(await listed()).toEqual(['bo', 'chidi', 'amara']));

  it('are found by what they need, by sponsor, person, cohort and limit', async () => {
    expect(await listed({ needs: 'decision' })).toEqual(['bo']);
    expect(await listed({ needs: 'return' })).toEqual(['amara']);
    expect(await listed({ sponsor: sponsorId })).toEqual(['bo', 'amara']);
    expect(await listed({ person: derivedId('chidi') })).toEqual(['chidi']);
    expect(await listed({ cohort: next })).toEqual([]);
    expect(await listed({ returnCohort: next })).toEqual(['bo', 'chidi']);
    expect(await listed({ limitBy: '2028-01-12' })).toEqual(['bo', 'chidi']);
    expect(await listed({ state: 'moved' })).toEqual([]);
  });

  it('come a page at a time, each once', async () => {
    const first = await page({ limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(await listed({ limit: 2, cursor: first.next })).toEqual(['amara']);
    await expect(page({ cursor: 'nonsense' })).rejects.toThrow();
  });

  it('are read as at a day', async () => {
    expect(await listed({ asAt: '2026-06-01' })).toEqual(['bo', 'chidi']);
    expect(await listed({ asAt: '2027-05-31', needs: 'return' })).toEqual([]);
    expect(await listed({ asAt: '2027-05-31', returnCohort: next })).toEqual(['bo', 'chidi', 'amara']);
  });

  it('are looked up one by one', async () => {
    const get = (asked = {}) =>
      new GetDeferralHandler(filled.readModels).execute(
        new GetDeferral(cohortId, placeOf('bo').placeId, asked),
      );
    expect(await get()).toMatchObject({ needs: 'decision', limitOn: '2027-10-01', position: '5' });
    expect(await get({ asAt: '2027-10-01' })).toMatchObject({ needs: null, asAt: '2027-10-01' });
    await expect(get({ asAt: '2025-09-30' })).rejects.toThrow(NotFoundException);
  });
});
