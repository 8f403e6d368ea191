import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { AdmitByException } from './admit-by-exception.js';
import { AcceptTransfer, DeclineTransfer } from './answer-transfer.js';
import { morningOf, propose, proposed, transferred } from './change.examples.js';
import { exceptionAllowed, transferDeclined } from './events.js';
import { director } from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  bo,
  of,
  offered,
  opened,
  request,
  requested,
  sponsor,
  startedPlace,
  waitlisted,
} from './places.examples.js';

const given = specification(places, morningOf('2026-11-20'));
/** What stands for the sponsor, and for who is asked to take over, since records were merged. */
const kept = derivedId('the record that is kept');
const records = (...merged: string[]) => ({ sponsorId: kept, sponsorIds: [kept, ...merged] });

describe('a sponsor whose record was merged', () => {
  const pending = [opened(), ...startedPlace(amara), proposed(amara)];
  const accepts = (...merged: string[]) => commandOf(AcceptTransfer, { ...of(amara), ...records(...merged) });
  const declines = (...merged: string[]) =>
    commandOf(DeclineTransfer, { ...of(amara), ...records(...merged) });

  it('takes over what it was asked for under the other', () => {
    given(...pending)
      .when(accepts())
      .thenRefused('another-sponsor-asked', 'sponsorId');
    given(...pending)
      .when(accepts(anotherSponsor))
      .then(transferred(amara, '2026-12-01', { toSponsorId: kept }));
    given(...pending)
      .when(accepts(sponsor))
      .thenRefused('same-sponsor', 'sponsorId');
  });

  it('declines it, or takes its own proposal back, as whom the place knows', () => {
    const declined = (sponsorId: string) => transferDeclined({ ...of(amara), sponsorId });
    given(...pending)
      .when(declines(anotherSponsor))
      .then(declined(anotherSponsor));
    given(...pending)
      .when(declines(sponsor))
      .then(declined(sponsor));
    given(...pending)
      .when(declines())
      .thenRefused('another-sponsor-asked');
    given(...pending, declined(anotherSponsor))
      .when(declines(anotherSponsor))
      .thenNothing();
  });

  it('is not asked to take over from itself', () => {
    const again = (...merged: string[]) =>
      propose(amara, { toSponsorId: kept, sponsorIds: [kept, ...merged] });
    given(opened(), ...startedPlace(amara))
      .when(again(sponsor))
      .thenRefused('same-sponsor', 'toSponsorId');
    given(...pending)
      .when(again(anotherSponsor))
      .thenNothing();
  });

  it('asks for the same when it asks again, and is admitted with what it asked for', () => {
    const waiting = [opened(), requested(bo), offered(bo), requested(amara), waitlisted(amara, 1)];
    given(...waiting)
      .when(request(amara, records(sponsor)))
      .thenNothing();
    given(...waiting)
      .when(request(amara, records()))
      .thenRefused('place-id-taken', 'placeId');
    const admit = (...merged: string[]) =>
      commandOf(AdmitByException, {
        ...of(amara),
        ...records(...merged),
        overRules: ['capacity', 'order'],
        reason: 'Promised in writing',
        allowedBy: director,
      });
    given(...waiting)
      .when(admit())
      .thenRefused('place-id-taken');
    const { decision } = given(...waiting).when(admit(sponsor));
    expect(decision).toEqual(
      expect.arrayContaining([
        exceptionAllowed({
          ...of(amara),
          overRules: ['capacity'],
          allowedBy: director,
          reason: 'Promised in writing',
        }),
      ]),
    );
  });

  it('leaves no trace of what was filled in', () =>
    given(opened({ capacity: 2 }))
      .when(request(amara, records(sponsor)))
      .then(requested(amara, { sponsorId: kept }), offered(amara, { capacity: 2, until: '2026-11-30' })));
});
