import { commandOf, ERASED } from '#kernel';
import { specification } from '#kernel/specification';
import { AmendPerson } from './amend-person.js';
import { ChangeEmployer } from './change-employer.js';
import { employerChanged, personAmended, personRegistered } from './events.js';
import { people } from './people.decider.js';
import { employmentAt } from './person.js';
import { RegisterPerson } from './register-person.js';

const given = specification(people);
const personId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const leaves = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const meadows = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const adults = '6c2e4d8b-1d8f-4a1f-9b4a-7e2a3c4d5e6f';
const job = { employerId: leaves, unitId: adults, role: 'Team manager', level: 'first_line' } as const;
const amara = {
  name: 'Amara Ní Dhòmhnaill',
  email: 'amara@example.org',
  ...job,
  registration: { body: 'SSSC', number: '3012345' },
  needs: 'Step-free access',
  emergencyContact: 'Bo',
} as const;
const registered = personRegistered({ personId, ...amara }, '2026-01-05');
const erased = personRegistered(
  {
    personId,
    name: ERASED,
    email: ERASED,
    employerId: ERASED,
    unitId: ERASED,
    role: ERASED,
    level: ERASED,
    registration: ERASED,
    needs: ERASED,
    emergencyContact: ERASED,
  },
  '2026-01-05',
);

describe('registering a person', () => {
  const register = (fields: Partial<RegisterPerson> = {}) =>
    commandOf(RegisterPerson, { personId, ...amara, ...fields });

  it('keeps all that is given, and nothing that is not', () => {
    given()
      .when(register())
      .then(personRegistered({ personId, ...amara }));
    const { decision } = given().when(
      commandOf(RegisterPerson, { personId, name: 'Bo', email: null as never, role: undefined }),
    );
    expect(decision).toEqual([personRegistered({ personId, name: 'Bo' })]);
  });
  it('again with the same content changes nothing, even after an amendment', () => {
    given(registered).when(register()).thenNothing();
    given(registered, personAmended({ personId, name: 'Amara' }))
      .when(register())
      .thenNothing();
  });
  it.each([
    { name: 'Bo' },
    { email: undefined },
    { level: 'middle' as const },
    { registration: { body: 'NMC' as const, number: '3012345' } },
  ])('under a known id is refused with %j', (other) =>
    given(registered).when(register(other)).thenRefused('already-registered-differently', 'personId'),
  );
  it('again after the person was erased is refused', () =>
    given(erased).when(register()).thenRefused('person-erased', 'personId'));
});

describe('amending a person', () => {
  const amend = (fields: Partial<AmendPerson>) => commandOf(AmendPerson, { personId, ...fields });

  it('records only what is given and differs', () => {
    given(registered)
      .when(amend({ name: 'Amara', email: amara.email, needs: undefined, role: null as never }))
      .then(personAmended({ personId, name: 'Amara' }));
    given(registered)
      .when(amend({ registration: { body: 'SSSC', number: '3012346' } }))
      .then(personAmended({ personId, registration: { body: 'SSSC', number: '3012346' } }));
  });
  it('changes nothing when nothing differs or nothing is given', () => {
    given(registered)
      .when(amend({ ...amara, employerId: undefined } as Partial<AmendPerson>))
      .thenNothing();
    given(registered).when(amend({})).thenNothing();
  });
  it('removes what is no longer so, once', () => {
    const fact = personAmended({ personId, removed: ['email', 'needs'] });
    const removal = amend({ removed: ['needs', 'email', 'needs'] });
    given(registered).when(removal).then(fact);
    given(registered, fact).when(removal).thenNothing();
    given(registered, fact)
      .when(amend({ email: 'amara@example.org' }))
      .then(personAmended({ personId, email: 'amara@example.org' }));
  });
  it('refuses to give and remove one detail at once', () =>
    given(registered)
      .when(amend({ email: 'a@example.org', removed: ['email'] }))
      .thenRefused('given-and-removed', 'removed'));
  it('counts unit, role and level from the day stated, and keeps the rest of the job', () => {
    const { state } = given(
      registered,
      personAmended({ personId, level: 'middle', removed: ['unitId'] }, '2026-06-01'),
    );
    expect(employmentAt(state, '2026-05-31')).toEqual(job);
    expect(employmentAt(state, '2026-06-01')).toEqual({
      employerId: leaves,
      role: 'Team manager',
      level: 'middle',
    });
  });
  it('compares unit, role and level with those of the day stated', () => {
    const promoted = given(registered, personAmended({ personId, level: 'middle' }, '2026-06-01'));
    promoted.when(amend({ level: 'middle' })).thenNothing();
    promoted
      .when(amend({ level: 'middle' }), { effectiveOn: '2026-05-01' })
      .then(personAmended({ personId, level: 'middle' }));
  });
  it('needs a person, and one who was not erased', () => {
    given()
      .when(amend({ name: 'Bo' }))
      .thenRefused('person-not-registered');
    given(erased)
      .when(amend({ name: 'Bo' }))
      .thenRefused('person-erased');
  });
  it('keeps no address for someone whose address was erased, and still keeps the rest', () => {
    const withoutContact = given(personRegistered({ personId, ...amara, email: ERASED }));
    withoutContact.when(amend({ email: 'amara@example.org' })).thenRefused('person-erased', 'email');
    withoutContact.when(amend({ name: 'Amara' })).then(personAmended({ personId, name: 'Amara' }));
  });
});

describe('changing the employer', () => {
  const change = (fields: Partial<ChangeEmployer> = {}) =>
    commandOf(ChangeEmployer, { personId, employerId: meadows, ...fields });
  const moved = (on: string, fields: object = {}) =>
    employerChanged({ personId, employerId: meadows, ...fields }, on);

  it('states the new job whole: what is not given is unknown', () => {
    given(registered)
      .when(change({ level: 'senior' }))
      .then(employerChanged({ personId, employerId: meadows, level: 'senior' }));
    expect(employmentAt(given(registered, moved('2026-06-01')).state, '2026-06-01')).toEqual({
      employerId: meadows,
    });
  });
  it('to the job of that day changes nothing', () => {
    given(registered, moved('2026-06-01')).when(change()).thenNothing();
    given(registered)
      .when(commandOf(ChangeEmployer, { personId, ...job }))
      .thenNothing();
    given(registered, moved('2026-06-01'))
      .when(change(), { effectiveOn: '2026-05-01' })
      .then(employerChanged({ personId, employerId: meadows }));
  });
  it('may be stated ahead', () =>
    given(registered)
      .when(change(), { effectiveOn: '2027-01-04' })
      .then(employerChanged({ personId, employerId: meadows })));
  it('needs a person, and one who was not erased', () => {
    given().when(change()).thenRefused('person-not-registered');
    given(erased).when(change()).thenRefused('person-erased');
  });
});

describe('the employment on a day', () => {
  const moved = (on: string, level: 'middle' | 'senior') =>
    employerChanged({ personId, employerId: meadows, level }, on);

  it('is the latest statement about it or a day before, else the earliest', () => {
    const { state } = given(registered, moved('2026-06-01', 'middle'));
    expect(employmentAt(state, '2020-01-01')).toEqual(job);
    expect(employmentAt(state, '2026-05-31')).toEqual(job);
    expect(employmentAt(state, '2026-06-01')).toEqual({ employerId: meadows, level: 'middle' });
  });
  it('does not depend on the order in which statements about different days arrive', () => {
    const one = given(registered, moved('2026-06-01', 'middle'), moved('2026-03-01', 'senior')).state;
    const other = given(registered, moved('2026-03-01', 'senior'), moved('2026-06-01', 'middle')).state;
    for (const day of ['2026-02-01', '2026-03-01', '2026-06-01'])
      expect(employmentAt(one, day)).toEqual(employmentAt(other, day));
  });
  it('is the last recorded of two statements about one day', () =>
    expect(
      employmentAt(
        given(registered, moved('2026-06-01', 'middle'), moved('2026-06-01', 'senior')).state,
        '2026-06-01',
      ).level,
    ).toBe('senior'));
  it('is the first that was stated for someone registered without one', () =>
    expect(
      employmentAt(
        given(personRegistered({ personId, name: 'Bo' }, '2026-01-05'), moved('2026-06-01', 'middle')).state,
        '2026-02-01',
      ),
    ).toEqual({ employerId: meadows, level: 'middle' }));
  it('is unknown for someone unknown, and for someone erased, through every event', () => {
    expect(employmentAt(given().state, '2026-06-01')).toEqual({});
    const { state } = given(
      erased,
      personAmended({ personId, level: ERASED }, '2026-02-01'),
      employerChanged({ personId, employerId: ERASED, level: ERASED }, '2026-03-01'),
    );
    for (const day of ['2026-01-05', '2026-02-01', '2026-03-01'])
      expect(employmentAt(state, day)).toEqual({});
  });
});
