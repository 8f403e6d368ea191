import { derivedId, type Recorded } from '#kernel';
import {
  deferralExtended,
  deferralLimitReached,
  deferralPaused,
  deferralReminded,
  deferralResumed,
  deferredPlaceReturned,
  noticeCorrected,
  participantCorrected,
  type PlaceEvent,
  placeDateCorrected,
  placeDeferred,
  placeFactStruck,
  placeSponsorCorrected,
  placeStatementCorrected,
  placeWithdrawn,
  placeWithoutSponsor,
  returnLost,
  returnNamed,
  returnUndone,
  sponsorTransferred,
} from '#places/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { deferrals } from './deferrals.projection.js';

const amara = derivedId('amara');
const sponsorId = derivedId('a council');
const awardId = derivedId('certificate');
const place = { cohortId: derivedId('first cohort'), placeId: derivedId('place of amara') };
const returnTo = { cohortId: derivedId('second cohort'), placeId: derivedId('return of amara') };
const elsewhere = { cohortId: derivedId('third cohort'), placeId: derivedId('another return') };
const limitOn = '2028-12-07';
const deferred = placeDeferred(
  {
    ...place,
    notifiedOn: '2026-12-01',
    awardId,
    sponsorId,
    personId: amara,
    reasonClass: 'personal',
    hadStarted: true,
    freedSeat: true,
    limitOn,
    returnTo,
    modulesPassed: [],
  },
  '2026-12-07',
);
const named = returnNamed(
  { ...place, personId: amara, sponsorId, returnTo: elsewhere, insteadOf: returnTo },
  '2027-02-01',
);
const lost = returnLost({ ...place, personId: amara, returnTo, because: 'cancelled' }, '2027-06-01');
const paused = deferralPaused(place, '2027-01-10');
const resumed = deferralResumed({ ...place, days: 50, from: limitOn, limitOn: '2029-01-26' }, '2027-03-01');
const extended = deferralExtended(
  { ...place, from: '2029-01-26', limitOn: '2029-10-26', reason: 'The second next cohort ends later.' },
  '2027-04-01',
);
const reminded = deferralReminded({ ...place, limitOn, daysBefore: 180 }, '2028-06-10');
const reached = deferralLimitReached({ ...place, limitOn }, '2028-12-08');
const moved = deferredPlaceReturned(
  { ...place, awardId, personId: amara, returnedTo: returnTo },
  '2027-11-15',
);
const withdrawn = placeWithdrawn(
  {
    ...place,
    awardId,
    personIds: [amara],
    freedSeat: false,
    reasonClass: 'personal',
    notifiedOn: '2028-01-05',
    hadStarted: true,
  },
  '2028-01-10',
);

const rowOf = (...facts: readonly PlaceEvent[]) =>
  rowsOf(deferrals, recorded(facts) as readonly Recorded[]).get(place.placeId);
const asAt = (day: string, ...facts: readonly PlaceEvent[]) => {
  const row = rowOf(...facts);
  return row ? deferrals.asAt?.(row, day) : undefined;
};

describe('a deferral', () => {
  it('tells how long, where to, and what was known at first', () =>
    expect(rowOf(deferred)).toMatchObject({
      ...place,
      sponsorId,
      personId: amara,
      reasonClass: 'personal',
      deferredOn: '2026-12-07',
      notifiedOn: '2026-12-01',
      state: 'deferred',
      limitOn,
      paused: false,
      returnTo,
      returnCohortId: returnTo.cohortId,
      needs: null,
    }));

  it('is of no sponsor where none answered for the place', () => {
    const withoutSponsor = { notifiedOn: '2026-12-01' };
    for (const answered of [{ selfFunded: true as const }, { withoutSponsor }])
      expect(rowOf({ ...deferred, data: { ...deferred.data, ...answered } })).toMatchObject({
        sponsorId: null,
      });
  });

  it('is none of a place that is not deferred, nor of its namesake in another cohort', () => {
    expect(rowOf(withdrawn)).toBeUndefined();
    const namesake = { ...withdrawn, data: { ...withdrawn.data, cohortId: elsewhere.cohortId } };
    expect(rowOf(deferred, namesake)).toEqual(rowOf(deferred));
  });

  it('is of whoever answers for it, on each day, where anybody does', () => {
    const without = placeWithoutSponsor({ ...place, fromSponsorId: sponsorId }, '2027-01-02');
    const board = derivedId('a health board');
    const taken = sponsorTransferred(
      { ...place, fromSponsorId: sponsorId, toSponsorId: board, notifiedOn: '2027-02-01' },
      '2027-02-01',
    );
    expect(rowOf(deferred, without)?.sponsorId).toBeNull();
    expect(rowOf(deferred, without, taken)?.sponsorId).toBe(board);
    expect(asAt('2027-01-01', deferred, without, taken)?.sponsorId).toBe(sponsorId);
    const alone = placeDeferred({ ...deferred.data, selfFunded: true }, '2026-12-07');
    expect(rowOf(alone)?.sponsorId).toBeNull();
  });

  it('needs another return when the one that was named came to nothing', () => {
    expect(rowOf(deferred, lost)).toMatchObject({ needs: 'return', returnTo: null, returnCohortId: null });
    expect(rowOf(deferred, named)).toMatchObject({ needs: null, returnTo: elsewhere });
  });

  it('has no return once the one named last was lost, also on a day before that naming', () => {
    const gone = returnLost(
      { ...place, personId: amara, returnTo: elsewhere, because: 'withdrawn' },
      '2027-01-30',
    );
    expect(rowOf(deferred, named, gone)).toMatchObject({ returnTo: null, needs: 'return' });
    expect(asAt('2027-01-29', deferred, named, gone)).toMatchObject({ returnTo, needs: null });
    expect(asAt('2027-01-30', deferred, named, gone)).toMatchObject({ returnTo: null, needs: 'return' });
  });

  it('needs a decision once its limit has come, until it is extended or paused', () => {
    expect(rowOf(deferred, reminded, reached)).toMatchObject({ needs: 'decision', remindedOn: '2028-06-10' });
    expect(rowOf(deferred, reached, deferralPaused(place, '2028-12-01'))).toMatchObject({
      needs: null,
      paused: true,
    });
    expect(rowOf(deferred, reached, extended)).toMatchObject({ needs: null, limitOn: '2029-10-26' });
  });

  it('ends as moved or withdrawn, and goes on when the return is undone', () => {
    expect(rowOf(deferred, moved)).toMatchObject({ state: 'moved', since: '2027-11-15', needs: null });
    expect(rowOf(deferred, lost, withdrawn)).toMatchObject({ state: 'withdrawn', needs: null });
    const undone = returnUndone({ ...place, awardId, personId: amara, returnTo }, '2027-12-20');
    expect(rowOf(deferred, moved, undone)).toMatchObject({ state: 'deferred', since: '2026-12-07' });
  });

  it('has ended also where that was on a day before it', () => {
    const before = { ...withdrawn, effectiveOn: '2026-12-05' };
    expect(rowOf(deferred, before)).toMatchObject({ state: 'withdrawn', since: '2026-12-05', needs: null });
    expect(asAt('2026-12-06', deferred, before)).toBeNull();
    expect(asAt('2026-12-07', deferred, before)).toMatchObject({ state: 'withdrawn' });
  });

  it('ended on the day the start in the cohort of return was corrected to', () => {
    const corrects = { ...place, corrects: recorded([deferred, moved])[1]!.id, reason: 'Misread.' };
    const redated = placeDateCorrected({ ...corrects, fact: 'moved', from: '2027-11-15' }, '2027-11-18');
    expect(rowOf(deferred, moved, redated)).toMatchObject({ state: 'moved', since: '2027-11-18' });
  });

  it('that never was is none, and one that began on another day began then', () => {
    const correction = { ...place, corrects: derivedId('an event'), reason: 'Recorded for another place' };
    expect(
      rowOf(
        deferred,
        placeFactStruck({
          ...correction,
          awardId,
          fact: 'deferred',
          backTo: 'started',
          seat: 'held',
          freedSeat: false,
        }),
      ),
    ).toBeUndefined();
    expect(
      rowOf(
        deferred,
        placeDateCorrected({ ...correction, fact: 'deferred', from: '2026-12-07' }, '2026-12-01'),
      ),
    ).toMatchObject({ deferredOn: '2026-12-01', since: '2026-12-01', limitOn });
    expect(
      rowOf(deferred, placeSponsorCorrected({ ...correction, sponsorId: amara, from: sponsorId })),
    ).toMatchObject({ sponsorId: amara });
  });
});

describe('a corrected deferral', () => {
  const idOf = (type: string, ...facts: readonly PlaceEvent[]) =>
    recorded(facts).find((event) => event.type === type)!.id;
  const ofDeferral = {
    ...place,
    corrects: idOf('PlaceDeferred', deferred),
    reason: 'The letter was dated earlier.',
  };
  const ofWithdrawal = { ...ofDeferral, corrects: idOf('PlaceWithdrawn', deferred, withdrawn) };
  const struck = placeFactStruck({
    ...ofWithdrawal,
    awardId,
    fact: 'withdrawn',
    backTo: 'deferred',
    seat: 'not_needed',
    freedSeat: false,
  });

  it('tells the notice of the deferral as corrected, and not that of what became of it', () => {
    const notice = { notifiedOn: '2026-11-20', reasonClass: 'work' } as const;
    expect(rowOf(deferred, noticeCorrected({ ...ofDeferral, ...notice }))).toMatchObject(notice);
    expect(rowOf(deferred, noticeCorrected({ ...ofDeferral, reasonClass: 'work' }))).toMatchObject({
      notifiedOn: '2026-12-01',
      reasonClass: 'work',
    });
    expect(rowOf(deferred, withdrawn, noticeCorrected({ ...ofWithdrawal, ...notice }))).toEqual(
      rowOf(deferred, withdrawn),
    );
  });

  it('tells what was stated with it as corrected', () => {
    const said = { fact: 'deferred', modulesPassed: ['one'], expectedOn: '2027-11-15' } as const;
    const corrected = placeStatementCorrected({ ...ofDeferral, ...said });
    const { fact: _, ...right } = said;
    expect(rowOf(deferred, corrected)).toMatchObject(right);
    expect(
      rowOf(deferred, withdrawn, { ...corrected, data: { ...corrected.data, ...ofWithdrawal } }),
    ).toEqual(rowOf(deferred, withdrawn));
  });

  it('names whom it was of', () =>
    expect(
      rowOf(
        deferred,
        participantCorrected({
          ...ofDeferral,
          awardId,
          personId: derivedId('bo'),
          insteadOf: { personId: amara },
          askedBy: sponsorId,
        }),
      ),
    ).toMatchObject({ personId: derivedId('bo') }));

  it('lasts when its end is struck, also of the day it began', () => {
    expect(rowOf(deferred, withdrawn, struck)).toEqual(rowOf(deferred));
    expect(rowOf(deferred, { ...withdrawn, effectiveOn: '2026-12-07' }, struck)).toEqual(rowOf(deferred));
    expect(asAt('2028-02-01', deferred, withdrawn, struck)).toMatchObject({ state: 'deferred' });
  });

  it('ends on the day its end is corrected to', () => {
    const earlier = placeDateCorrected(
      { ...ofWithdrawal, fact: 'withdrawn', from: '2028-01-10' },
      '2028-01-02',
    );
    expect(rowOf(deferred, withdrawn, earlier)).toMatchObject({ state: 'withdrawn', since: '2028-01-02' });
    expect(asAt('2028-01-05', deferred, withdrawn, earlier)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('a deferral that was extended on its first day', () => {
  it('began on another day than was recorded, and was extended on that day still', () => {
    const longer = deferralExtended(
      { ...place, from: limitOn, limitOn: '2029-06-30', reason: 'Late.' },
      '2026-12-07',
    );
    const corrects = recorded([deferred, longer])[0]!.id;
    const earlier = placeDateCorrected(
      { ...place, corrects, reason: 'Misread.', fact: 'deferred', from: '2026-12-07' },
      '2026-12-01',
    );
    expect(asAt('2026-12-06', deferred, longer, earlier)).toMatchObject({ limitOn });
    expect(asAt('2026-12-07', deferred, longer, earlier)).toMatchObject({ limitOn: '2029-06-30' });
  });
});

describe('a deferral whose limit is counted anew', () => {
  const all = [deferred, paused, resumed, extended];
  const eventOf = (type: PlaceEvent['type']) => recorded(all).find((event) => event.type === type)!.id;
  const said = { ...place, awardId, reason: 'The letter was of another.', backTo: 'deferred' } as const;
  const none = { seat: 'not_needed', freedSeat: false } as const;

  it('holds no pause that never was, nor what ended it', () => {
    const struck = placeFactStruck({
      ...said,
      ...none,
      corrects: eventOf('DeferralPaused'),
      fact: 'deferral_paused',
      fell: [{ fact: 'deferral_resumed', event: eventOf('DeferralResumed'), on: '2027-03-01' }],
      limitOn,
    });
    expect(rowOf(deferred, paused, resumed, struck)).toMatchObject({ paused: false, limitOn });
    expect(asAt('2027-02-01', deferred, paused, resumed, struck)).toMatchObject({ paused: false, limitOn });
    expect(rowOf(...all, struck)).toMatchObject({ limitOn: '2029-10-26' });
  });

  it('is paused from the day that is corrected, and lasts as the correction counts it', () => {
    const corrects = eventOf('DeferralResumed');
    const earlier = placeDateCorrected(
      {
        ...place,
        corrects,
        reason: said.reason,
        fact: 'deferral_resumed',
        from: '2027-03-01',
        limits: [{ event: corrects, limitOn: '2028-12-17' }],
        limitOn: '2028-12-17',
      },
      '2027-01-20',
    );
    const row = [deferred, paused, resumed, earlier];
    expect(asAt('2027-01-19', ...row)).toMatchObject({ paused: true, limitOn });
    expect(asAt('2027-01-20', ...row)).toMatchObject({ paused: false, limitOn: '2028-12-17' });
  });

  it('ends on the day before an extension that never was', () => {
    const struck = placeFactStruck({
      ...said,
      ...none,
      corrects: eventOf('DeferralExtended'),
      fact: 'deferral_extended',
      limitOn: '2029-01-26',
    });
    expect(rowOf(...all, struck)).toMatchObject({ limitOn: '2029-01-26' });
  });

  it('is of the sponsor that answered, where another took it over in error before', () => {
    const council = derivedId('another council');
    const struck = placeFactStruck({
      ...said,
      ...none,
      corrects: derivedId('a transfer before'),
      fact: 'transferred',
      sponsorId: council,
    });
    expect(rowOf(deferred, struck)).toMatchObject({ sponsorId: council });
  });

  it('says whether it began after the start, as corrected', () =>
    expect(
      rowOf(
        deferred,
        placeDateCorrected(
          {
            ...place,
            corrects: recorded(all)[0]!.id,
            reason: said.reason,
            fact: 'deferred',
            from: '2026-12-07',
            hadStarted: false,
          },
          '2026-11-01',
        ),
      ),
    ).toMatchObject({ deferredOn: '2026-11-01', hadStarted: false }));
});

describe('a deferral as at a day', () => {
  const all = [deferred, paused, named, resumed, extended, lost, moved];

  it('is by what is dated until then', () => {
    expect(asAt('2026-12-06', ...all)).toBeNull();
    expect(asAt('2026-12-07', ...all)).toEqual(rowOf(deferred));
    expect(asAt('2027-02-15', ...all)).toMatchObject({ paused: true, limitOn, returnTo: elsewhere });
    expect(asAt('2027-03-15', ...all)).toMatchObject({ paused: false, limitOn: '2029-01-26' });
    expect(asAt('2027-06-15', ...all)).toMatchObject({ needs: 'return', limitOn: '2029-10-26' });
    expect(asAt('2027-11-15', ...all)).toEqual(rowOf(...all));
  });

  it('has no notice yet before that arrived', () => {
    const late = { ...deferred, data: { ...deferred.data, notifiedOn: '2026-12-20' } };
    expect(asAt('2026-12-10', late)).toMatchObject({ notifiedOn: null });
    expect(asAt('2026-12-20', late)).toMatchObject({ notifiedOn: '2026-12-20' });
  });

  it('does not depend on the order in which its facts became known', () => {
    const later = [deferred, extended, named, lost, paused, resumed, moved];
    for (const day of ['2026-12-07', '2027-02-15', '2027-03-15', '2027-06-15', '2027-11-15', '2030-01-01'])
      expect(withoutEvents(asAt(day, ...later))).toEqual(withoutEvents(asAt(day, ...all)));
  });
});

// The same facts go by other ids where they were recorded in another order.
const withoutEvents = (row: object | null | undefined): unknown =>
  JSON.parse(JSON.stringify(row, (field, value: unknown) => (field === 'event' ? undefined : value)));
