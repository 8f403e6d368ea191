import { commandOf, derivedId, isRefusal } from '#kernel';
import { specification } from '#kernel/specification';
import {
  acceptedPlace,
  LATER_START,
  morningOf,
  moved,
  NAMING_DATE,
  released,
  RELEASED_AFTER,
  warned,
} from './change.examples.js';
import {
  bookCancelled,
  confirmationAsked,
  confirmationRefused,
  exceptionAllowed,
  namingExtended,
} from './events.js';
import { ExtendNaming } from './extend-naming.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  confirm,
  confirmed,
  manager,
  offered,
  of,
  opened,
  requested,
} from './places.examples.js';
import { ReleaseUnnamed, WARNED_AT_ONCE, WarnUnnamed } from './unnamed-places.js';

const given = specification(places);
const warn = commandOf(WarnUnnamed, { cohortId });
const release = commandOf(ReleaseUnnamed, of(amara));
const book = acceptedPlace(amara);
const asked = confirmationAsked({
  ...of(amara),
  awardId,
  personId: amara,
  lineManagerId: manager,
  privacyNoticeVersion: '2026-1',
  checks: [],
});

describe('the naming date', () => {
  it('is so many days before the start, that day included', () => {
    given(...book)
      .when(warn, morningOf(NAMING_DATE))
      .thenNothing();
    given(...book)
      .when(warn, { now: '2026-10-05T23:00:00.000Z' })
      .then(warned(amara));
  });

  it('goes by the day the acceptance was recorded, not by the day it states', () => {
    const late = specification(places, morningOf('2026-10-01'))(
      ...book.slice(0, 3),
      accepted(amara, {}, '2026-08-20'),
    );
    late.when(warn, morningOf('2026-10-15')).thenNothing();
    late
      .when(warn, morningOf('2026-10-16'))
      .then(warned(amara, { namingDate: '2026-10-15', releasedAfter: '2026-10-29' }));
  });

  it('is never after the day before the start, nor is the release of who was warned by then', () => {
    const late = specification(places, morningOf('2026-11-10'))(...book);
    late.when(warn, morningOf('2026-11-15')).thenNothing();
    const early = specification(places, morningOf('2026-10-20'))(...book);
    early
      .when(warn, morningOf('2026-11-04'))
      .then(warned(amara, { namingDate: '2026-11-03', releasedAfter: '2026-11-15' }));
  });

  it('of who joins late is the last joining date at the latest', () => {
    const joining = specification(places, morningOf('2026-11-15'))(...book);
    joining.when(warn, morningOf('2026-11-29')).thenNothing();
    joining
      .when(warn, morningOf('2026-11-30'))
      .then(warned(amara, { namingDate: '2026-11-29', releasedAfter: '2026-11-30' }));
  });

  it('of whom an exception lets join after that counts from the acceptance, and may be extended to the end of the cohort', () => {
    const joining = specification(places, morningOf('2026-12-05'))(
      opened({ endsOn: '2027-10-29' }),
      requested(amara),
      exceptionAllowed({
        ...of(amara),
        overRules: ['last-joining-date-passed'],
        allowedBy: manager,
        reason: 'It was promised.',
      }),
      offered(amara),
      accepted(amara),
    );
    joining.when(warn, morningOf('2026-12-19')).thenNothing();
    joining
      .when(warn, morningOf('2026-12-20'))
      .then(warned(amara, { namingDate: '2026-12-19', releasedAfter: '2027-01-02' }));
    const extend = (until: string) =>
      commandOf(ExtendNaming, { ...of(amara), until, reason: 'The post is being filled.' });
    joining.when(extend('2027-10-30')).thenRefused('naming-date-after-the-start', 'until');
    joining.when(extend('2027-10-29')).then(
      namingExtended({
        ...of(amara),
        from: '2026-12-19',
        until: '2027-10-29',
        reason: 'The post is being filled.',
      }),
    );
  });

  it('moves with the start, and a warning of the old one is void', () => {
    given(...book, moved())
      .when(warn, morningOf('2026-10-06'))
      .thenNothing();
    const again = given(...book, warned(amara), moved());
    again.when(release, morningOf('2026-10-20')).thenNothing();
    again
      .when(warn, morningOf('2026-11-03'))
      .then(warned(amara, { namingDate: '2026-11-02', releasedAfter: '2026-11-16' }));
    given(...book, warned(amara), moved({ startsOn: '2026-11-16' }))
      .when(warn, morningOf('2026-11-03'))
      .thenNothing();
    expect(LATER_START).toBe('2026-12-14');
  });
});

describe('the warning', () => {
  it('is given once, and leaves its time however late it is given', () => {
    given(...book, warned(amara))
      .when(warn, morningOf('2026-10-07'))
      .thenNothing();
    given(...book)
      .when(warn, morningOf('2026-10-25'))
      .then(warned(amara, { releasedAfter: '2026-11-07' }));
  });

  it('leaves until the last joining date where it is given after the start, and all its days after that', () => {
    const late = specification(places, morningOf('2026-11-10'))(...book);
    late
      .when(warn, morningOf('2026-11-16'))
      .then(warned(amara, { namingDate: '2026-11-15', releasedAfter: '2026-11-29' }));
    late
      .when(warn, morningOf('2026-11-20'))
      .then(warned(amara, { namingDate: '2026-11-15', releasedAfter: '2026-11-30' }));
    late
      .when(warn, morningOf('2026-12-01'))
      .then(warned(amara, { namingDate: '2026-11-15', releasedAfter: '2026-12-14' }));
  });

  it('is not for a place that is confirmed or being confirmed, nor of a cancelled cohort', () => {
    for (const fact of [confirmed(amara), asked, bookCancelled({ cohortId })])
      given(...book, fact)
        .when(warn, morningOf('2026-10-06'))
        .thenNothing();
  });

  it('is for one place where only that one is meant, named or not', () => {
    const two = given(
      ...acceptedPlace(amara),
      requested(bo, { personId: bo }),
      offered(bo),
      accepted(bo, { personId: bo }),
    );
    two.when(warn, morningOf('2026-10-06')).then(warned(amara), warned(bo));
    two.when(commandOf(WarnUnnamed, of(bo)), morningOf('2026-10-06')).then(warned(bo));
  });

  it('goes out batch by batch, within the limit of an append', () => {
    const people = Array.from({ length: WARNED_AT_ONCE + 1 }, (_, index) => derivedId('unnamed', index));
    const all = people.flatMap((person) => [requested(person), offered(person), accepted(person)]);
    const { decision } = given(opened({ capacity: 1000 }), ...all).when(warn, morningOf('2026-10-06'));
    if (isRefusal(decision)) throw new Error(decision.message);
    expect(decision).toHaveLength(WARNED_AT_ONCE);
    expect(decision.filter(({ data }) => 'othersUnnamed' in data)).toEqual([decision.at(-1)]);

    const { decision: rest } = given(opened({ capacity: 1000 }), ...all, ...decision).when(
      warn,
      morningOf('2026-10-06'),
    );
    expect(rest).toHaveLength(1);
  });
});

describe('the release', () => {
  it('follows the last day of the warning, as a withdrawal notified on that day', () => {
    given(...book, warned(amara))
      .when(release, morningOf(RELEASED_AFTER))
      .thenNothing();
    given(...book, warned(amara))
      .when(release, morningOf('2026-10-20'))
      .then(released(amara));
    expect(given(...book, warned(amara), released(amara)).state.held).toBe(0);
  });

  it('waits for a confirmation that is being decided, and comes when that is refused', () => {
    const pending = [...book, warned(amara), asked] as const;
    given(...pending)
      .when(release, morningOf('2026-10-20'))
      .thenNothing();
    const refused = confirmationRefused({ ...of(amara), awardId, personId: amara, code: 'holds-the-award' });
    given(...pending, refused)
      .when(release, morningOf('2026-10-20'))
      .then(released(amara));
  });

  it('is not there yet for who is confirmed after the last day, until it is recorded', () => {
    const late = morningOf('2026-10-22');
    given(...book, warned(amara))
      .when(confirm(amara), late)
      .then(asked);
    given(...book, warned(amara), released(amara))
      .when(confirm(amara), late)
      .thenRefused('place-not-accepted');
  });

  it('is of an accepted place that was warned, and nothing else', () => {
    for (const facts of [[...book], [...book, warned(amara), confirmed(amara)], [opened()]])
      given(...facts)
        .when(release, morningOf('2026-10-20'))
        .thenNothing();
    given(...book, warned(amara), bookCancelled({ cohortId }))
      .when(release, morningOf('2026-10-20'))
      .thenNothing();
  });
});

describe('extending the naming date', () => {
  const extend = (until: string) =>
    commandOf(ExtendNaming, { ...of(amara), until, reason: 'The post is being filled.' });
  const extended = (until: string, from = NAMING_DATE) =>
    namingExtended({ ...of(amara), from, until, reason: 'The post is being filled.' });

  it('gives longer, and a warning given before is void', () => {
    given(...book)
      .when(extend('2026-10-30'))
      .then(extended('2026-10-30'));
    const longer = given(...book, warned(amara), extended('2026-10-30'));
    longer.when(release, morningOf('2026-10-20')).thenNothing();
    longer.when(warn, morningOf('2026-10-30')).thenNothing();
    longer
      .when(warn, morningOf('2026-10-31'))
      .then(warned(amara, { namingDate: '2026-10-30', releasedAfter: '2026-11-13' }));
    longer.when(extend('2026-10-30')).thenNothing();
    longer.when(extend('2026-11-06')).then(extended('2026-11-06', '2026-10-30'));
  });

  it('needs a later day that has not passed, before the start', () => {
    given(...book)
      .when(extend(NAMING_DATE))
      .thenRefused('naming-date-not-later', 'until');
    given(...book, warned(amara))
      .when(extend('2026-10-07'), morningOf('2026-10-08'))
      .thenRefused('naming-date-not-later', 'until');
    given(...book, warned(amara))
      .when(extend('2026-10-08'), morningOf('2026-10-08'))
      .then(extended('2026-10-08'));
    given(...book)
      .when(extend('2026-11-16'))
      .thenRefused('naming-date-after-the-start', 'until');
    given(...book)
      .when(extend('2026-11-15'))
      .then(extended('2026-11-15'));
  });

  it('needs an accepted place of a cohort that runs', () => {
    given(...book, confirmed(amara))
      .when(extend('2026-10-30'))
      .thenRefused('place-not-accepted');
    given(opened()).when(extend('2026-10-30')).thenRefused('no-such-place');
    given(...book, bookCancelled({ cohortId }))
      .when(extend('2026-10-30'))
      .thenRefused('cohort-cancelled');
  });
});
