import { commandOf, derivedId, ERASED } from '#kernel';
import { specification } from '#kernel/specification';
import { employerChanged, personAmended, personRegistered } from './events.js';
import { people } from './people.decider.js';
import { RecordPersonOfHistory } from './record-person-of-history.js';

const given = specification(people);
const personId = derivedId('person', 'P-1043');
const [leaves, meadows] = [derivedId('leaves'), derivedId('meadows')];
const record = (fields: Partial<RecordPersonOfHistory> = {}) =>
  commandOf(RecordPersonOfHistory, { personId, reference: 'P-1043', ...fields });
const byReference = personRegistered({ personId, reference: 'P-1043' }, '2004-09-01');
const on = (effectiveOn: string) => ({ effectiveOn });

describe('recording a person of the past', () => {
  it('needs no more than the reference the papers call them by', () =>
    given()
      .when(record())
      .then(personRegistered({ personId, reference: 'P-1043' })));

  it('keeps what else the papers say', () => {
    const more = { name: 'Amara', email: 'amara@example.org', employerId: leaves, level: 'middle' } as const;
    given()
      .when(record(more))
      .then(personRegistered({ personId, reference: 'P-1043', ...more }));
  });

  it('adds what was unknown, and says nothing twice', () => {
    given(byReference).when(record()).thenNothing();
    given(byReference)
      .when(record({ name: 'Amara' }))
      .then(personAmended({ personId, name: 'Amara' }));
    given(byReference, personAmended({ personId, name: 'Amara' }))
      .when(record({ name: 'Amara' }))
      .thenNothing();
  });

  it('states the job of each paper as of its day', () => {
    const worked = employerChanged({ personId, employerId: leaves, level: 'middle' }, '2004-09-01');
    const so = given(byReference, worked);
    so.when(record({ employerId: leaves, level: 'middle' }), on('2004-09-01')).thenNothing();
    so.when(record({ employerId: leaves, level: 'senior' }), on('2005-09-01')).then(
      personAmended({ personId, level: 'senior' }),
    );
    so.when(record({ employerId: meadows }), on('2003-09-01')).then(
      employerChanged({ personId, employerId: meadows }),
    );
  });

  it('refuses another name or address for the same reference, and anything about somebody erased', () => {
    const named = given(byReference, personAmended({ personId, name: 'Amara', email: 'a@example.org' }));
    named.when(record({ name: 'Bo' })).thenRefused('already-registered-differently', 'name');
    named.when(record({ email: 'b@example.org' })).thenRefused('already-registered-differently', 'email');
    given(personRegistered({ personId, reference: ERASED }))
      .when(record({ name: 'Amara' }))
      .thenRefused('person-erased', 'personId');
  });
});
