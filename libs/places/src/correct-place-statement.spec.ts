import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { askedToSubstitute, transferred } from './change.examples.js';
import { CorrectPlaceStatement } from './correct-place-statement.js';
import { idOf, isStruck, reason, withdrawal } from './corrections.examples.js';
import { DEFERRED_ON, deferred, deferredPlace, LIMIT, moduleOne, nextCohort } from './deferral.examples.js';
import {
  deferralExtended,
  type PlaceEvent,
  participantSubstituted,
  placeStatementCorrected,
  priorityGiven,
} from './events.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  bo,
  chidi,
  confirmed,
  confirmedPlace,
  manager,
  of,
  offered,
  opened,
  requested,
  sponsor,
  startedPlace,
} from './places.examples.js';

const given = specification(places);
type Statement = Partial<CorrectPlaceStatement> & Pick<CorrectPlaceStatement, 'fact'>;
const correcting = (fields: Statement) =>
  commandOf(CorrectPlaceStatement, { ...of(amara), reason, ...fields });
type Corrected = Omit<
  Parameters<typeof placeStatementCorrected>[0],
  'cohortId' | 'placeId' | 'corrects' | 'reason'
>;
const isCorrected = (corrects: string, said: Corrected) =>
  placeStatementCorrected({ ...of(amara), corrects, reason, ...said });

/** What is said of a fact that is at a place of the list. */
const said = (facts: readonly PlaceEvent[], index: number, statement: Statement, event: Corrected) => {
  const corrected = isCorrected(idOf(facts, index), event);
  given(...facts)
    .when(correcting(statement))
    .then(corrected);
  given(...facts, corrected)
    .when(correcting(statement))
    .thenNothing();
  return [...facts, corrected];
};

describe('what was stated with an acceptance', () => {
  const facts = [
    ...[opened(), requested(amara), offered(amara)],
    accepted(amara, { releaseDays: 12, purchaseOrder: undefined, orderToFollow: true }),
  ];

  it('is corrected field by field, and each correction rests on the one before', () => {
    const fewer = said(
      facts,
      -1,
      { fact: 'accepted', releaseDays: 10 },
      { fact: 'accepted', releaseDays: 10, from: { releaseDays: 12 } },
    );
    given(...fewer)
      .when(correcting({ fact: 'accepted', releaseDays: null, orderToFollow: false }))
      .then(
        isCorrected(idOf(facts, -1), {
          ...{ fact: 'accepted', releaseDays: null, orderToFollow: false },
          from: { releaseDays: 10, orderToFollow: true },
        }),
      );
  });

  it('names the order or says that it follows, not both', () => {
    const ordered = [...facts.slice(0, 3), accepted(amara, { purchaseOrder: 'PO 7' })];
    given(...ordered)
      .when(correcting({ fact: 'accepted', orderToFollow: true }))
      .thenRefused('order-stated-twice', 'orderToFollow');
    // The order of the sponsor before says nothing of the one that took over.
    said(
      [opened(), ...startedPlace(amara), transferred(amara, '2026-12-01')],
      -1,
      { fact: 'transferred', orderToFollow: true },
      { fact: 'transferred', orderToFollow: true, from: { orderToFollow: null } },
    );
  });

  it('is nothing that was stated with another fact, and something', () => {
    given(...facts)
      .when(correcting({ fact: 'accepted', lineManagerId: manager }))
      .thenRefused('not-stated-with-it', 'lineManagerId');
    given(...facts)
      .when(correcting({ fact: 'accepted' }))
      .thenRefused('nothing-stated');
    given(...facts)
      .when(correcting({ fact: 'confirmed', lineManagerId: manager }))
      .thenRefused('no-such-fact', 'fact');
    given()
      .when(correcting({ fact: 'accepted', releaseDays: 1 }))
      .thenRefused('no-such-place');
  });
});

describe('what was stated with a confirmation', () => {
  const made = opened({ checks: ['level', 'entry_requirements'] });
  const checks = [
    { check: 'level', outcome: 'met' },
    { check: 'entry_requirements', outcome: 'met' },
  ] as const;
  const facts = [made, requested(amara), offered(amara), accepted(amara), confirmed(amara, { checks })];

  it('is corrected: who the line manager was, and which notice was shown', () => {
    said(
      facts,
      -1,
      { fact: 'confirmed', lineManagerId: chidi, privacyNoticeVersion: '2026-2' },
      {
        ...{ fact: 'confirmed', lineManagerId: chidi, privacyNoticeVersion: '2026-2' },
        from: { lineManagerId: manager, privacyNoticeVersion: '2026-1' },
      },
    );
    given(...facts)
      .when(correcting({ fact: 'confirmed', lineManagerId: amara }))
      .thenRefused('own-line-manager', 'lineManagerId');
  });

  it('is corrected: how one of its checks came out, the others staying', () => {
    const waived = { check: 'level', outcome: 'waived', waivedBy: chidi } as const;
    said(
      facts,
      -1,
      { fact: 'confirmed', checks: [waived] },
      { fact: 'confirmed', checks: [waived, checks[1]], from: { checks } },
    );
    given(...facts)
      .when(correcting({ fact: 'confirmed', checks: [{ check: 'level', outcome: 'refused' }] }))
      .thenRefused('check-refused', 'checks');
    given(...facts)
      .when(correcting({ fact: 'confirmed', checks: [{ check: 'level', outcome: 'waived' }] }))
      .thenRefused('waiver-needs-a-name', 'checks');
  });

  it('is of the substitute where a substitution says it', () => {
    const took = participantSubstituted({
      ...{ ...of(amara), awardId: manager, sponsorId: sponsor, personId: bo, insteadOf: { personId: amara } },
      ...{ lineManagerId: manager, privacyNoticeVersion: '2026-1', checks: [] },
      ...{ reasonClass: 'work', notifiedOn: '2026-09-01' },
    });
    const all = [opened(), ...confirmedPlace(amara), askedToSubstitute(amara, bo), took];
    said(
      all,
      -1,
      { fact: 'substituted', lineManagerId: amara },
      { fact: 'substituted', lineManagerId: amara, from: { lineManagerId: manager } },
    );
    given(...all)
      .when(correcting({ fact: 'substituted', lineManagerId: bo }))
      .thenRefused('own-line-manager', 'lineManagerId');
    given(...all)
      .when(correcting({ fact: 'confirmed', lineManagerId: amara }))
      .thenRefused('own-line-manager', 'lineManagerId');
  });
});

describe('what was stated with a deferral', () => {
  const facts = [opened(), ...startedPlace(amara), deferred(amara, { expectedOn: '2027-11-15' })];
  const passed = { modulesPassed: [{ moduleId: moduleOne }] };

  it('is corrected: the modules passed, which travel along', () => {
    const { modulesPassed: from } = deferred(amara).data;
    const all = said(
      facts,
      -1,
      { fact: 'deferred', ...passed },
      { fact: 'deferred', modulesPassed: [moduleOne], from: { modulesPassed: from } },
    );
    const modulesIn = (...more: readonly PlaceEvent[]) =>
      given(...all, ...more).state.places.get(of(amara).placeId)?.deferral?.modulesPassed;
    expect(modulesIn()).toEqual([moduleOne]);
    const left = withdrawal(amara, true);
    const back = isStruck(amara, idOf([...all, left], -1), { fact: 'withdrawn', backTo: 'deferred' });
    expect(modulesIn(left, back)).toEqual([moduleOne]);
  });

  it('is corrected: when a return was expected, within the limit, after it and while no cohort is named', () => {
    said(
      facts,
      -1,
      { fact: 'deferred', expectedOn: null },
      { fact: 'deferred', expectedOn: null, from: { expectedOn: '2027-11-15' } },
    );
    const expecting = (expectedOn: string) => correcting({ fact: 'deferred', expectedOn });
    given(...facts)
      .when(expecting(DEFERRED_ON))
      .thenRefused('return-in-the-past', 'expectedOn');
    given(...facts)
      .when(expecting('2028-12-08'))
      .thenRefused('return-after-the-limit', 'expectedOn');
    const returnTo = { cohortId: nextCohort, placeId: of(bo).placeId };
    given(opened(), ...deferredPlace({ returnTo }))
      .when(expecting('2027-11-15'))
      .thenRefused('return-stated-twice', 'expectedOn');
  });
});

describe('the reason a fact gives itself', () => {
  it('is corrected, and who allowed it', () => {
    const first = priorityGiven({ ...of(amara), reason: 'An island.', allowedBy: manager, turn: 1 });
    said(
      [opened(), requested(amara), first],
      -1,
      { fact: 'given_priority', reasonGiven: 'A small board.', allowedBy: chidi },
      {
        ...{ fact: 'given_priority', reasonGiven: 'A small board.', allowedBy: chidi },
        from: { reasonGiven: 'An island.', allowedBy: manager },
      },
    );
  });

  it('is of the fact that is named, where there are several', () => {
    const longer = (reasonGiven: string) =>
      deferralExtended({ ...of(amara), from: LIMIT, limitOn: LIMIT, reason: reasonGiven });
    const facts = [opened(), ...deferredPlace(), longer('First.'), longer('Second.')];
    said(
      facts,
      -2,
      { fact: 'deferral_extended', eventId: idOf(facts, -2), reasonGiven: 'Strikes.' },
      { fact: 'deferral_extended', reasonGiven: 'Strikes.', from: { reasonGiven: 'First.' } },
    );
  });

  it('is nothing new where the same checks are told in another order', () => {
    const checks = [
      { check: 'entry_requirements' as const, outcome: 'met' as const },
      { check: 'level' as const, outcome: 'met' as const },
    ];
    given(
      ...[opened({ checks: ['level', 'entry_requirements'] }), requested(amara), offered(amara)],
      ...[accepted(amara), confirmed(amara, { checks })],
    )
      .when(correcting({ fact: 'confirmed', checks }))
      .thenNothing();
  });
});
