import { commandOf } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { askedToSubstitute, morningOf, substitute, substituted } from './change.examples.js';
import {
  acceptanceAsked,
  bookCancelled,
  checkRecorded,
  placeStarted,
  placeWithdrawn,
  substitutionRefused,
} from './events.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  confirmed,
  end,
  manager,
  offered,
  of,
  opened,
  requested,
  STARTS_ON,
} from './places.examples.js';
import { SettleClaim } from './settle-claim.js';
import { StartPlace } from './start-place.js';

const given = specification(places);
const home = { homeOrganisationId: manager, level: 'senior' } as const;
const held = [
  opened({ capacity: 2 }),
  requested(amara),
  offered(amara),
  accepted(amara),
  confirmed(amara, home),
] as const;
const asked = askedToSubstitute(amara, bo, {}, '2026-08-30');
const pending = [...held, asked] as const;
const askedIn = happened(asked, held.length).id;
const answer = (refusedAs?: 'already-holds-a-place') =>
  commandOf(SettleClaim, { ...of(amara), personId: bo, awardId, askedIn, refusedAs });

describe('a substitution', () => {
  it('asks for the substitute first; until then the place is whose it was', () => {
    const book = given(...held);
    book
      .when(substitute(amara, bo, { level: 'middle', evidence: 'Letter 12' }))
      .then(askedToSubstitute(amara, bo, { level: 'middle', evidence: 'Letter 12' }));
    expect(given(...pending).state.places.get(of(amara).placeId)).toMatchObject({
      state: 'confirmed',
      personId: amara,
    });
  });

  it('is done when the substitute is claimed, as of the day it was said', () => {
    given(...pending)
      .when(answer())
      .then(substituted(amara, bo, {}, '2026-08-30'));
    given(...pending, substituted(amara, bo))
      .when(answer())
      .thenNothing();
  });

  it('keeps the place, its sponsor and its seat, and nothing that was said of the first person', () => {
    const { state } = given(...pending, substituted(amara, bo, { level: 'middle' }, '2026-08-30'));
    expect(state.places.get(of(amara).placeId)).toMatchObject({
      state: 'confirmed',
      personId: bo,
      claimedIn: askedIn,
      confirmedOn: '2026-08-30',
      stated: { level: 'middle' },
      kept: {},
    });
    expect([state.held, state.byPerson.has(amara), state.byPerson.has(bo)]).toEqual([1, false, true]);
  });

  it('releases the claim that was made for the first person', () => {
    const asksForAmara = acceptanceAsked({ ...of(amara), awardId, personId: amara });
    const claimed = [
      ...held.slice(0, 3),
      asksForAmara,
      accepted(amara, { personId: amara }),
      confirmed(amara),
    ];
    const insteadOf = { personId: amara, askedIn: happened(asksForAmara, 3).id };
    given(...claimed, asked)
      .when(
        commandOf(SettleClaim, {
          ...of(amara),
          personId: bo,
          awardId,
          askedIn: happened(asked, claimed.length).id,
        }),
      )
      .then(substituted(amara, bo, { insteadOf }, '2026-08-30'));
  });

  it('is refused when the substitute holds a place already, and the place stays as it was', () => {
    const refused = substitutionRefused({
      ...of(amara),
      awardId,
      personId: bo,
      code: 'already-holds-a-place',
    });
    given(...pending)
      .when(answer('already-holds-a-place'))
      .then(refused);
    const { state } = given(...pending, refused);
    expect(state.places.get(of(amara).placeId)).toEqual({
      ...given(...held).state.places.get(of(amara).placeId),
      asking: undefined,
    });
    given(...held, requested(chidi), offered(chidi), acceptanceAsked({ ...of(chidi), awardId, personId: bo }))
      .when(substitute(amara, bo))
      .thenRefused('already-holds-a-place', 'personId');
  });

  it('changes nothing when said again, or for who holds the place', () => {
    given(...pending)
      .when(substitute(amara, bo))
      .thenNothing();
    given(...held)
      .when(substitute(amara, amara))
      .thenNothing();
  });

  it('is one at a time, and the place does not start meanwhile', () => {
    given(...pending)
      .when(substitute(amara, chidi))
      .thenRefused('answer-pending');
    given(...pending)
      .when(commandOf(StartPlace, of(amara)), morningOf(STARTS_ON))
      .thenRefused('answer-pending');
  });

  it('gives the claim back of a place that was withdrawn meanwhile', () => {
    const withdrawn = placeWithdrawn({
      ...end(amara, { personIds: [amara, bo] }),
      reasonClass: 'work',
      notifiedOn: '2026-09-01',
      hadStarted: false,
    });
    given(...pending, withdrawn)
      .when(answer())
      .thenRefused('not-asked', 'askedIn');
  });
});

describe('a substitution is refused', () => {
  it('from the start on', () => {
    const book = given(...held);
    book.when(substitute(amara, bo), morningOf(STARTS_ON)).thenRefused('substitution-after-start');
    book
      .when(substitute(amara, bo, { notifiedOn: '2026-11-12' }), {
        ...morningOf('2026-11-20'),
        effectiveOn: '2026-11-13',
      })
      .then(askedToSubstitute(amara, bo, { notifiedOn: '2026-11-12' }));
    book
      .when(substitute(amara, bo), { ...morningOf('2026-11-20'), effectiveOn: '2026-11-13' })
      .thenRefused('substitution-after-start', 'notifiedOn');
    given(...held, placeStarted({ ...of(amara), personId: amara }, STARTS_ON))
      .when(substitute(amara, bo), { ...morningOf('2026-11-20'), effectiveOn: '2026-11-13' })
      .thenRefused('substitution-after-start');
  });

  it('for a place that nobody holds yet, or of a cancelled cohort', () => {
    given(...held.slice(0, 4))
      .when(substitute(amara, bo))
      .thenRefused('place-not-confirmed');
    given(opened()).when(substitute(amara, bo)).thenRefused('no-such-place');
    given(...held, bookCancelled({ cohortId }))
      .when(substitute(amara, bo))
      .thenRefused('cohort-cancelled');
  });

  it('without another line manager, or with notice from the future', () => {
    given(...held)
      .when(substitute(amara, bo, { lineManagerId: bo }))
      .thenRefused('own-line-manager', 'lineManagerId');
    given(...held)
      .when(substitute(amara, bo, { notifiedOn: '2026-09-02' }))
      .thenRefused('notified-in-the-future', 'notifiedOn');
    given(...held)
      .when(substitute(amara, bo, { notifiedOn: '2026-09-01' }))
      .then(askedToSubstitute(amara, bo));
  });

  it('without the checks, which are those of the substitute', () => {
    const checked = [opened({ checks: ['level'] }), ...held.slice(1)] as const;
    const level = { check: 'level', outcome: 'met' } as const;
    given(...checked)
      .when(substitute(amara, bo))
      .thenRefused('check-missing', 'checks');
    given(...checked, checkRecorded({ ...of(amara), personId: bo, ...level }))
      .when(substitute(amara, bo))
      .then(askedToSubstitute(amara, bo, { checks: [level] }));
  });
});
