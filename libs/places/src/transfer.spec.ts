import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { AcceptTransfer, DeclineTransfer } from './answer-transfer.js';
import { morningOf, propose, proposed, third, transferred } from './change.examples.js';
import {
  bookCancelled,
  placeFailed,
  placeWithdrawn,
  placeWithoutSponsor,
  transferDeclined,
} from './events.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  confirmedPlace,
  end,
  offered,
  of,
  opened,
  requested,
  sponsor,
  startedPlace,
} from './places.examples.js';
import { LeaveWithoutSponsor, SelfFund } from './without-sponsor.js';
import { WithdrawPlace } from './withdraw-place.js';

const given = specification(places, morningOf('2026-11-20'));
const started = [opened(), ...startedPlace(amara)] as const;
const pending = [...started, proposed(amara)] as const;
const without = placeWithoutSponsor({ ...of(amara), fromSponsorId: sponsor }, '2026-12-16');
const left = [...pending, without] as const;
const takes = (sponsorId = anotherSponsor, fields: Partial<AcceptTransfer> = {}) =>
  commandOf(AcceptTransfer, { ...of(amara), sponsorId, ...fields });
const declines = (sponsorId = anotherSponsor) => commandOf(DeclineTransfer, { ...of(amara), sponsorId });
const leave = commandOf(LeaveWithoutSponsor, of(amara));
const fund = commandOf(SelfFund, of(amara));
const placeIn = ({ state }: { state: (typeof places)['initial'] }) => state.places.get(of(amara).placeId);

describe('a transfer of sponsor', () => {
  it('is proposed for any place that binds its sponsor; the old one answers until it is accepted', () => {
    given(...started)
      .when(propose(amara))
      .then(proposed(amara));
    given(opened(), ...confirmedPlace(amara))
      .when(propose(amara, { toSponsorId: undefined, notifiedOn: '2026-11-18', evidence: 'Letter 3' }))
      .then(proposed(amara, { toSponsorId: undefined, notifiedOn: '2026-11-18', evidence: 'Letter 3' }));
    expect(placeIn(given(...pending))).toMatchObject({ sponsorId: sponsor });
    expect(given(...pending).state.bySponsor.toObject()).toEqual({ [sponsor]: 1 });
    given(...pending)
      .when(propose(amara))
      .thenNothing();
  });

  it('takes effect on the day it was proposed for, or on the day of the yes if that is later', () => {
    given(...pending)
      .when(takes(), morningOf('2026-11-25'))
      .then(transferred(amara, '2026-12-01'));
    given(...pending)
      .when(takes(anotherSponsor, { purchaseOrder: 'PO 9' }), morningOf('2026-12-10'))
      .then(transferred(amara, '2026-12-10', { purchaseOrder: 'PO 9' }));
    given(...pending)
      .when(takes(anotherSponsor, { orderToFollow: true }), {
        ...morningOf('2026-12-10'),
        effectiveOn: '2026-12-02',
      })
      .then(transferred(amara, '2026-12-02', { orderToFollow: true }));
  });

  it('makes the new sponsor answer from that day on, and the old one until it', () => {
    const book = given(...pending, transferred(amara, '2026-12-01', { purchaseOrder: 'PO 9' }));
    expect(placeIn(book)).toMatchObject({ sponsorId: anotherSponsor, purchaseOrder: 'PO 9' });
    expect(placeIn(book)?.answering?.toArray()).toEqual([
      { on: '2026-11-20', value: { sponsorId: sponsor } },
      { on: '2026-12-01', value: { sponsorId: anotherSponsor } },
    ]);
    expect(book.state.bySponsor.filter((count) => count > 0).toObject()).toEqual({ [anotherSponsor]: 1 });
    book.when(takes()).thenNothing();
  });

  it('says all that both need: the days, the notice and who answered before and after (edge case 7: a participant who changes sponsor between two instalments)', () => {
    const spring = proposed(amara, { on: '2027-02-01', notifiedOn: '2027-01-11', evidence: 'Letter 9' });
    const book = given(...started, spring);
    const decided = book.when(takes(), morningOf('2027-01-13'));
    decided.thenRefused('transfer-over');
    given(...started, { ...spring, data: { ...spring.data, acceptBy: '2027-01-31' } })
      .when(takes(), morningOf('2027-01-13'))
      .then(transferred(amara, '2027-02-01', { notifiedOn: '2027-01-11', evidence: 'Letter 9' }));
  });

  it('may go on to a third, from a later day', () => {
    const book = given(...pending, transferred(amara, '2026-12-01'));
    book.when(propose(amara, { toSponsorId: third })).thenRefused('transfer-too-early', 'on');
    book
      .when(propose(amara, { toSponsorId: third, on: '2026-12-02' }))
      .then(proposed(amara, { fromSponsorId: anotherSponsor, toSponsorId: third, on: '2026-12-02' }));
  });
});

describe('a proposal', () => {
  it('needs a place that binds somebody, in a cohort that runs', () => {
    given(opened(), requested(amara), offered(amara)).when(propose(amara)).thenRefused('place-binds-nobody');
    given(opened()).when(propose(amara)).thenRefused('no-such-place');
    given(...started, bookCancelled({ cohortId }))
      .when(propose(amara))
      .thenRefused('cohort-cancelled');
    const withdrawn = placeWithdrawn({
      ...end(amara),
      reasonClass: 'work',
      notifiedOn: '2026-11-20',
      hadStarted: true,
    });
    given(...started, withdrawn)
      .when(propose(amara))
      .thenRefused('place-ended');
  });

  it('needs another sponsor and days that can be kept', () => {
    const book = given(...started);
    book.when(propose(amara, { toSponsorId: sponsor })).thenRefused('same-sponsor', 'toSponsorId');
    book.when(propose(amara, { on: '2026-11-20' })).thenRefused('transfer-too-early', 'on');
    book.when(propose(amara, { acceptBy: '2026-11-19' })).thenRefused('accept-by-has-passed', 'acceptBy');
    book.when(propose(amara, { notifiedOn: '2026-11-21' })).thenRefused('notified-in-the-future');
    book
      .when(propose(amara, { acceptBy: '2026-11-20', notifiedOn: '2026-11-20' }))
      .then(proposed(amara, { acceptBy: '2026-11-20' }));
    given(...pending)
      .when(propose(amara, { on: '2026-12-05' }))
      .thenRefused('transfer-pending');
    given(...left)
      .when(propose(amara, { toSponsorId: third, on: '2026-12-20' }))
      .thenRefused('place-without-sponsor');
  });

  it('is answered by whom it names, while it stands', () => {
    given(...pending)
      .when(takes(third))
      .thenRefused('another-sponsor-asked', 'sponsorId');
    given(...pending)
      .when(takes(sponsor))
      .thenRefused('same-sponsor', 'sponsorId');
    given(...pending)
      .when(takes(), morningOf('2026-12-16'))
      .thenRefused('transfer-over');
    given(...pending)
      .when(takes(anotherSponsor, { purchaseOrder: 'PO 9', orderToFollow: true }))
      .thenRefused('order-stated-twice');
    given(...started)
      .when(takes())
      .thenRefused('no-transfer-proposed');
    given(...started, proposed(amara, { toSponsorId: undefined }))
      .when(takes(third))
      .then(transferred(amara, '2026-12-01', { toSponsorId: third }));
  });

  it('is answered only of a place the book knows, and so is who funds one', () => {
    for (const answer of [takes(), declines(), fund])
      given(opened()).when(answer).thenRefused('no-such-place', 'placeId');
  });

  it('is over with the place', () => {
    const failed = placeFailed({ ...end(amara, { personIds: [amara] }), outcome: 'failed' });
    for (const answer of [takes(), declines()])
      given(...pending, failed)
        .when(answer)
        .thenRefused('no-transfer-proposed');
  });

  it('that is declined stands for any other until its last day', () => {
    const declined = transferDeclined({ ...of(amara), sponsorId: anotherSponsor });
    given(...pending)
      .when(declines())
      .then(declined);
    const open = given(...pending, declined);
    open.when(declines()).thenNothing();
    open.when(takes(third)).then(transferred(amara, '2026-12-01', { toSponsorId: third }));
    open.when(leave, morningOf('2026-12-16')).then(without);
    given(...pending)
      .when(declines(third))
      .thenRefused('another-sponsor-asked', 'sponsorId');
    given(...started)
      .when(declines())
      .thenRefused('no-transfer-proposed');
  });

  it('is taken back by the sponsor that answers now, and all is as it was', () => {
    const takenBack = transferDeclined({ ...of(amara), sponsorId: sponsor });
    given(...pending)
      .when(declines(sponsor))
      .then(takenBack);
    const book = given(...pending, takenBack);
    book.when(leave, morningOf('2026-12-16')).thenNothing();
    book.when(takes()).thenRefused('no-transfer-proposed');
    book.when(propose(amara, { toSponsorId: third })).then(proposed(amara, { toSponsorId: third }));
  });
});

describe('a proposal nobody accepted by its last day, before that is recorded', () => {
  const late = morningOf('2026-12-16');

  it('can be neither taken back nor declined, and another has to wait for that', () => {
    const book = given(...pending);
    for (const by of [sponsor, anotherSponsor, third]) {
      book.when(declines(by), late).thenRefused('transfer-over');
    }
    book
      .when(propose(amara, { on: '2027-01-10', acceptBy: '2027-01-31' }), late)
      .thenRefused('transfer-over');
    given(...pending, transferDeclined({ ...of(amara), sponsorId: anotherSponsor }))
      .when(declines(), late)
      .thenNothing();
  });

  it('leaves the place to its participant: both facts are recorded, in their order', () => {
    const funded = (on: string) => transferred(amara, on, { toSponsorId: undefined, selfFunded: true });
    given(...pending)
      .when(fund, morningOf('2026-12-15'))
      .thenRefused('place-has-a-sponsor');
    given(...pending)
      .when(fund, morningOf('2026-12-20'))
      .then(without, funded('2026-12-20'));
    given(...pending)
      .when(fund, { ...morningOf('2026-12-20'), effectiveOn: '2026-12-01' })
      .then(without, funded('2026-12-16'));
    given(...started, proposed(amara, { on: '2027-02-01' }))
      .when(fund, late)
      .then(
        placeWithoutSponsor({ ...of(amara), fromSponsorId: sponsor }, '2027-02-01'),
        funded('2027-02-01'),
      );
    const book = given(...pending, without, funded('2026-12-20'));
    book.when(leave, morningOf('2026-12-20')).thenNothing();
    book.when(fund, morningOf('2026-12-20')).thenNothing();
  });

  it('leaves it to its participant anew where they funded it before', () => {
    const funded = transferred(amara, '2026-12-18', { toSponsorId: undefined, selfFunded: true });
    const again = proposed(amara, { on: '2027-01-04', acceptBy: '2027-01-31' });
    const book = given(...left, funded, again);
    book.when(fund, morningOf('2027-01-31')).thenNothing();
    book
      .when(fund, morningOf('2027-02-01'))
      .then(
        placeWithoutSponsor({ ...of(amara), fromSponsorId: sponsor }, '2027-02-01'),
        transferred(amara, '2027-02-01', { toSponsorId: undefined, selfFunded: true }),
      );
  });

  it('is over for a place that binds somebody only, in a cohort that runs', () => {
    const withdrawn = placeWithdrawn({
      ...end(amara),
      reasonClass: 'work',
      notifiedOn: '2026-11-20',
      hadStarted: true,
    });
    given(...pending, withdrawn)
      .when(fund, late)
      .thenRefused('place-has-a-sponsor');
    given(...pending, bookCancelled({ cohortId }))
      .when(fund, late)
      .thenRefused('cohort-cancelled');
  });
});

describe('a place without sponsor', () => {
  it('is one whose transfer nobody accepted, from the day after the last or from its own day', () => {
    given(...pending)
      .when(leave, morningOf('2026-12-15'))
      .thenNothing();
    given(...pending)
      .when(leave, morningOf('2027-01-04'))
      .then(without);
    given(...started, proposed(amara, { on: '2027-02-01' }))
      .when(leave, morningOf('2026-12-16'))
      .then(placeWithoutSponsor({ ...of(amara), fromSponsorId: sponsor }, '2027-02-01'));
    given(...pending, transferred(amara, '2026-12-01'))
      .when(leave, morningOf('2026-12-16'))
      .thenNothing();
  });

  it('counts for no sponsor, and keeps its seat', () => {
    const { state } = given(...left);
    expect([state.held, state.bySponsor.get(sponsor)]).toEqual([1, 0]);
  });

  it('is accepted by any, the one before among them', () => {
    for (const by of [third, sponsor])
      given(...left)
        .when(takes(by), morningOf('2026-12-20'))
        .then(transferred(amara, '2026-12-20', { toSponsorId: by }));
    given(...left)
      .when(takes(third), { ...morningOf('2026-12-20'), effectiveOn: '2026-12-01' })
      .then(transferred(amara, '2026-12-16', { toSponsorId: third }));
  });

  it('may be funded by its participant, and go to a sponsor again', () => {
    const funded = transferred(amara, '2026-12-18', { toSponsorId: undefined, selfFunded: true });
    given(...left)
      .when(fund, morningOf('2026-12-18'))
      .then(funded);
    const book = given(...left, funded);
    book.when(fund).thenNothing();
    expect(book.state.bySponsor.get(sponsor)).toBe(0);
    book
      .when(propose(amara, { toSponsorId: sponsor, on: '2027-01-04', acceptBy: '2027-01-31' }))
      .then(proposed(amara, { toSponsorId: sponsor, on: '2027-01-04', acceptBy: '2027-01-31' }));
    const again = proposed(amara, { on: '2027-01-04', acceptBy: '2027-01-31' });
    const nobody = placeWithoutSponsor({ ...of(amara), fromSponsorId: sponsor }, '2027-02-01');
    given(...left, funded, again, nobody)
      .when(fund, morningOf('2027-02-03'))
      .then(transferred(amara, '2027-02-03', { toSponsorId: undefined, selfFunded: true }));
    given(...pending)
      .when(fund)
      .thenRefused('place-has-a-sponsor');
  });

  it('may be given up', () =>
    given(...left)
      .when(commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'funding' }), morningOf('2026-12-20'))
      .then(
        placeWithdrawn({
          ...end(amara, { personIds: [amara] }),
          reasonClass: 'funding',
          notifiedOn: '2026-12-20',
          hadStarted: true,
        }),
      ));
});
