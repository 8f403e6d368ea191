import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { ConfirmPlace } from './confirm-place.js';
import { checkRecorded, confirmationAsked, placeDeclined } from './events.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
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
import { RecordCheck } from './record-check.js';

const given = specification(places);
const requestedForAmara = [
  opened({ checks: ['level', 'entry_requirements'] }),
  requested(amara, { personId: amara }),
  offered(amara),
] as const;
const book = [...requestedForAmara, accepted(amara)] as const;

const record = (fields: Partial<RecordCheck> = {}) =>
  commandOf(RecordCheck, { ...of(amara), check: 'level', outcome: 'met', ...fields });
type Recorded = Parameters<typeof checkRecorded>[0];
const recorded = (fields: Partial<Recorded> = {}) =>
  checkRecorded({ ...of(amara), personId: amara, check: 'level', outcome: 'met', ...fields });
const waived = { outcome: 'waived', waivedBy: manager, reason: 'The register opens later.' } as const;
const entry = { check: 'entry_requirements', ...waived } as const;

describe('a check ahead of the confirmation', () => {
  it('is recorded for whom the place names, or for another', () => {
    given(...requestedForAmara)
      .when(record())
      .then(recorded());
    given(...book)
      .when(record({ personId: bo }))
      .then(recorded({ personId: bo }));
    given(opened(), requested(amara)).when(record()).thenRefused('nobody-named', 'personId');
  });

  it('is waived by somebody, for a reason', () => {
    given(...book)
      .when(record(waived))
      .then(recorded(waived));
    given(...book)
      .when(record({ outcome: 'waived', reason: waived.reason }))
      .thenRefused('waiver-needs-a-name', 'waivedBy');
    given(...book)
      .when(record({ outcome: 'waived', waivedBy: manager }))
      .thenRefused('waiver-needs-a-reason', 'reason');
  });

  it('was waived for another reason when that is said, also once the place is confirmed', () => {
    const why = 'The board meets in May.';
    const since = [recorded(waived), confirmed(amara, { checks: [{ check: 'level', ...waived }] })];
    for (const facts of [since.slice(0, 1), since]) {
      given(...book, ...facts)
        .when(record({ ...waived, reason: why }))
        .then(recorded({ ...waived, reason: why }));
      given(...book, ...facts)
        .when(record(waived))
        .thenNothing();
    }
    given(...book, ...since)
      .when(record({ ...waived, waivedBy: bo }))
      .thenRefused('confirmed-already');
  });

  it('that was refused may be met or waived later: the latest statement counts', () => {
    const refused = given(...book, recorded({ outcome: 'refused' }), recorded(entry));
    refused.when(confirm(amara, { checks: undefined })).thenRefused('check-refused', 'checks');
    refused.when(record()).then(recorded());
    refused.when(record({ outcome: 'refused' })).thenNothing();
    given(...book, recorded({ outcome: 'refused' }), recorded())
      .when(record())
      .thenNothing();
  });

  it('comes before the confirmation, and not to a place that ended', () => {
    const held = given(...book, confirmed(amara));
    held.when(record()).thenRefused('confirmed-already');
    held.when(record({ personId: bo })).then(recorded({ personId: bo }));
    given(...requestedForAmara, placeDeclined(end(amara, { personIds: [amara] })))
      .when(record())
      .thenRefused('place-ended');
    given(opened()).when(record()).thenRefused('no-such-place');
  });
});

describe('a confirmation', () => {
  const asked = (checks: Parameters<typeof confirmationAsked>[0]['checks']) =>
    confirmationAsked({
      ...of(amara),
      awardId,
      personId: amara,
      lineManagerId: manager,
      privacyNoticeVersion: '2026-1',
      checks,
    });
  const entryWaived = { check: 'entry_requirements', outcome: 'waived', waivedBy: manager } as const;

  it('rests on what was recorded for the checks it does not state', () => {
    given(...book, recorded(), recorded(entry))
      .when(confirm(amara, { checks: undefined }))
      .then(asked([{ check: 'level', outcome: 'met' }, entryWaived]));
    given(...book, recorded({ outcome: 'refused' }), recorded(entry))
      .when(confirm(amara, { checks: [{ check: 'level', outcome: 'met' }] }))
      .then(asked([{ check: 'level', outcome: 'met' }, entryWaived]));
  });

  it('does not rest on the checks of another person', () => {
    given(...book, recorded(), recorded(entry))
      .when(confirm(amara, { personId: chidi, checks: undefined }))
      .thenRefused('check-missing', 'checks');
    given(...book, recorded())
      .when(confirm(amara, { checks: undefined }))
      .thenRefused('check-missing', 'checks');
  });
});

describe('a check recorded under another id of the same person', () => {
  it('counts at the confirmation, unless it was recorded under the one that is named', () => {
    const checked = [recorded(), recorded({ check: 'entry_requirements' })];
    const named = { ...confirm(amara), personId: bo, alsoKnownAs: [amara] };
    const asked = (...checks: readonly object[]) => ({ data: { personId: bo, checks } });
    expect(given(...book, ...checked).when(commandOf(ConfirmPlace, named)).decision).toMatchObject([
      asked({ check: 'level', outcome: 'met' }, { check: 'entry_requirements', outcome: 'met' }),
    ]);
    expect(
      given(...book, ...checked, recorded({ personId: bo, ...waived })).when(commandOf(ConfirmPlace, named))
        .decision,
    ).toMatchObject([
      asked({ check: 'level', outcome: 'waived' }, { check: 'entry_requirements', outcome: 'met' }),
    ]);
    given(...book, ...checked)
      .when(commandOf(ConfirmPlace, { ...named, alsoKnownAs: [chidi] }))
      .thenRefused('check-missing', 'checks');
  });
});
