import { commandOf } from '#kernel';
import { happened, specification } from '#kernel/specification';
import {
  acceptanceAsked,
  bookCancelled,
  confirmationAsked,
  confirmationRefused,
  placeCancelled,
  placeWithdrawn,
} from './events.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  confirm,
  confirmed,
  end,
  manager,
  offered,
  of,
  opened,
  requested,
} from './places.examples.js';
import { SettleClaim } from './settle-claim.js';

const given = specification(places);
const acceptedPlace = [opened({ capacity: 2 }), requested(amara), offered(amara), accepted(amara)] as const;
const agreed = { lineManagerId: manager, privacyNoticeVersion: '2026-1', checks: [] };
const asked = (personId = amara) =>
  confirmationAsked({ ...of(amara), awardId, personId, ...agreed, level: 'middle' }, '2026-08-31');
const pending = [...acceptedPlace, asked()] as const;
const askedIn = happened(asked(), acceptedPlace.length).id;
const answer = (refusedAs?: 'holds-the-award') =>
  commandOf(SettleClaim, { ...of(amara), personId: amara, awardId, askedIn, refusedAs });

describe('confirming a place', () => {
  it('asks for the person first, keeping the seat', () =>
    given(...acceptedPlace)
      .when(confirm(amara, { level: 'middle' }), { effectiveOn: '2026-08-31' })
      .then(confirmationAsked({ ...of(amara), awardId, personId: amara, ...agreed, level: 'middle' })));

  it('is confirmed when the person is claimed, as of the day it was said', () =>
    given(...pending)
      .when(answer())
      .then(confirmed(amara, { level: 'middle' }, '2026-08-31')));

  it('stays accepted when the person is not free, and may be asked for again', () => {
    const refused = confirmationRefused({ ...of(amara), awardId, personId: amara, code: 'holds-the-award' });
    given(...pending)
      .when(answer('holds-the-award'))
      .then(refused);
    given(...pending, refused)
      .when(confirm(amara, { personId: bo }))
      .then(confirmationAsked({ ...of(amara), awardId, personId: bo, ...agreed }));
    given(...pending, refused)
      .when(answer('holds-the-award'))
      .thenNothing();
  });

  it('needs no second claim for the person the acceptance claimed', () => {
    const asksForAmara = acceptanceAsked({ ...of(amara), awardId, personId: amara });
    const claimed = [...acceptedPlace.slice(0, 3), asksForAmara, accepted(amara, { personId: amara })];
    given(...claimed)
      .when(confirm(amara))
      .then(confirmed(amara));
    const before = { personId: amara, askedIn: happened(asksForAmara, 3).id };
    const another = confirmationAsked({ ...of(amara), awardId, personId: bo, ...agreed });
    given(...claimed, another)
      .when(
        commandOf(SettleClaim, {
          ...of(amara),
          personId: bo,
          awardId,
          askedIn: happened(another, claimed.length).id,
        }),
      )
      .then(confirmed(amara, { personId: bo, insteadOf: before }, '2026-09-01'));
  });

  it('changes nothing when said again', () => {
    given(...pending)
      .when(confirm(amara))
      .thenNothing();
    given(...pending, confirmed(amara))
      .when(confirm(amara))
      .thenNothing();
  });

  it('is refused while another person is asked for, or confirmed', () => {
    given(...pending)
      .when(confirm(amara, { personId: bo }))
      .thenRefused('answer-pending');
    given(...pending, confirmed(amara))
      .when(confirm(amara, { personId: bo }))
      .thenRefused('place-not-accepted');
  });

  it('needs an accepted place of a cohort that runs', () => {
    given(...acceptedPlace.slice(0, 3))
      .when(confirm(amara))
      .thenRefused('place-not-accepted');
    given(opened()).when(confirm(amara)).thenRefused('no-such-place');
    given(...acceptedPlace, bookCancelled({ cohortId }))
      .when(confirm(amara))
      .thenRefused('cohort-cancelled');
  });

  it('needs a line manager who is another person', () =>
    given(...acceptedPlace)
      .when(confirm(amara, { lineManagerId: amara }))
      .thenRefused('own-line-manager', 'lineManagerId'));

  it('is refused for a person another place of this cohort holds', () =>
    given(...pending, confirmed(amara), requested(chidi), offered(chidi), accepted(chidi))
      .when(confirm(chidi, { personId: amara }))
      .thenRefused('already-holds-a-place', 'personId'));

  it('is not settled by an answer to an earlier question', () => {
    const earlier = commandOf(SettleClaim, { ...of(amara), personId: amara, awardId, askedIn: cohortId });
    given(...pending)
      .when(earlier)
      .thenRefused('not-asked', 'askedIn');
    given(...pending)
      .when(commandOf(SettleClaim, { ...earlier, refusedAs: 'holds-the-award' }))
      .thenNothing();
  });

  it('gives the claim back of a place that ended meanwhile, however it ended', () => {
    for (const ended of [
      placeWithdrawn({
        ...end(amara, { personIds: [amara] }),
        reasonClass: 'work',
        notifiedOn: '2026-09-01',
        hadStarted: false,
      }),
      placeCancelled(end(amara, { personIds: [amara] })),
    ])
      given(...pending, ended)
        .when(answer())
        .thenRefused('not-asked', 'askedIn');
  });
});

describe('the checks of a confirmation', () => {
  const checked = [
    opened({ checks: ['level', 'employers_statement'] }),
    requested(amara),
    offered(amara),
    accepted(amara),
  ];
  const level = { check: 'level', outcome: 'met' } as const;
  const statement = { check: 'employers_statement', outcome: 'waived', waivedBy: manager } as const;

  it('are each met, or waived by somebody', () =>
    given(...checked)
      .when(confirm(amara, { checks: [level, statement] }))
      .then(
        confirmationAsked({
          ...of(amara),
          awardId,
          personId: amara,
          ...agreed,
          checks: [level, statement],
        }),
      ));

  it('are named when missing, refused or waived by nobody', () => {
    const book = given(...checked);
    book.when(confirm(amara, { checks: [level] })).thenRefused('check-missing', 'checks');
    book
      .when(confirm(amara, { checks: [{ ...level, outcome: 'refused' }, statement] }))
      .thenRefused('check-refused', 'checks');
    book
      .when(confirm(amara, { checks: [level, { ...statement, waivedBy: undefined }] }))
      .thenRefused('waiver-needs-a-name', 'checks');
  });
});
