import { commandOf, derivedId, ERASED } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { CorrectPersonFact, StrikePersonFact } from './correct-person.js';
import {
  CLASS_OF_REASON,
  employerChanged,
  personAmended,
  personFactCorrected,
  personFactStruck,
  personRegistered,
  REASON_CLASSES,
  REASON_CODES,
  reasonRecorded,
} from './events.js';
import { people } from './people.decider.js';
import { detailsOn, employmentAt } from './person.js';
import { RecordReason } from './record-reason.js';
import { RegisterPerson } from './register-person.js';

const given = specification(people);
const personId = derivedId('amara');
const [leaves, meadows] = [derivedId('leaves'), derivedId('meadows')];
const placed = { cohortId: derivedId('autumn cohort'), placeId: derivedId('place of amara') };
const amara = { name: 'Amara', email: 'amara@example.org', employerId: leaves, level: 'middle' } as const;
const registered = personRegistered({ personId, ...amara }, '2026-01-05');
const moved = employerChanged({ personId, employerId: meadows, level: 'senior' }, '2026-06-01');
const withoutEmail = personAmended({ personId, removed: ['email'] }, '2026-05-01');
const reason = reasonRecorded({ personId, about: 'withdrawal', ...placed, code: 'health' }, '2026-07-01');
const story = [registered, moved, withoutEmail, reason];
const idOf = (fact: (typeof story)[number]) => happened(fact, story.indexOf(fact)).id;
const correct = (fact: (typeof story)[number], fields: Partial<CorrectPersonFact>) =>
  commandOf(CorrectPersonFact, { personId, factId: idOf(fact), reason: 'misread', ...fields });
const corrected = (fact: (typeof story)[number], fields: object, on = fact.effectiveOn) =>
  personFactCorrected({ personId, corrects: idOf(fact), fact: fact.type, reason: 'misread', ...fields }, on);
const strike = (fact: (typeof story)[number]) =>
  commandOf(StrikePersonFact, { personId, factId: idOf(fact), reason: 'about_somebody_else' });

describe('correcting a fact of a person', () => {
  it('says what it should have said, about the day it was about', () => {
    given(...story)
      .when(correct(registered, { name: 'Amara Òg' }))
      .then(corrected(registered, { name: 'Amara Òg' }));
    given(...story)
      .when(correct(moved, { employerId: leaves }))
      .then(corrected(moved, { employerId: leaves }));
    given(...story)
      .when(correct(reason, { code: 'caring' }))
      .then(corrected(reason, { code: 'caring' }));
  });

  it('moves it to the right day', () => {
    const fact = corrected(moved, {}, '2026-04-01');
    given(...story)
      .when(correct(moved, { on: '2026-04-01' }))
      .then(fact);
    const { state } = given(...story, fact);
    expect(employmentAt(state, '2026-04-01').employerId).toBe(meadows);
    expect(employmentAt(state, '2026-03-31').employerId).toBe(leaves);
  });

  it('takes off what was never known', () => {
    const fact = corrected(registered, { email: null, employerId: null });
    given(...story)
      .when(correct(registered, { neverKnown: ['email', 'employerId'] }))
      .then(fact);
    expect(detailsOn(given(registered, fact).state, '2026-03-01')).toEqual({
      name: 'Amara',
      level: 'middle',
    });
  });

  it('gives what an amendment was said to have taken off', () =>
    given(...story)
      .when(correct(withoutEmail, { email: 'new@example.org' }))
      .then(corrected(withoutEmail, { email: 'new@example.org', removed: [] })));

  it('changes nothing when it says what stands', () => {
    given(...story)
      .when(correct(registered, { name: 'Amara', on: '2026-01-05' }))
      .thenNothing();
    given(...story, corrected(registered, { name: 'Amara Òg' }))
      .when(correct(registered, { name: 'Amara Òg' }))
      .thenNothing();
  });

  it.each([
    ['no fact of the person', { factId: derivedId('nothing') }, 'no-such-fact', 'factId'],
    ['a field the fact does not have', { role: 'Manager', factId: idOf(reason) }, 'not-in-this-fact', 'role'],
    [
      'an employer nobody has',
      { factId: idOf(moved), neverKnown: ['employerId'] },
      'not-in-this-fact',
      'neverKnown',
    ],
    [
      'a detail given and never known',
      { email: 'a@example.org', neverKnown: ['email'] },
      'given-and-removed',
      'neverKnown',
    ],
    ['a day ahead', { on: '2027-01-01' }, 'effective-in-the-future', 'on'],
  ] as const)('refuses %s', (_, fields, code, field) =>
    given(...story)
      .when(correct(registered, fields as Partial<CorrectPersonFact>))
      .thenRefused(code, field),
  );

  it('keeps nothing of somebody erased, nor an address without a key for it', () => {
    given(personRegistered({ personId, name: ERASED }))
      .when(correct(registered, { name: 'Amara' }))
      .thenRefused('person-erased');
    given(personRegistered({ personId, name: 'Amara', email: ERASED }))
      .when(correct(registered, { email: 'a@example.org', factId: happened(registered).id }))
      .thenRefused('person-erased', 'email');
    expect(
      given(registered, corrected(registered, { name: ERASED, email: ERASED, level: ERASED })).state
        .registered,
    ).toMatchObject({ name: ERASED });
  });

  it('lets a registration sent again be the one it was, before and after', () => {
    const so = given(...story, corrected(registered, { name: 'Amara Òg' }));
    for (const name of ['Amara', 'Amara Òg'])
      so.when(commandOf(RegisterPerson, { personId, ...amara, name })).thenNothing();
    so.when(commandOf(RegisterPerson, { personId, ...amara, name: 'Bo' })).thenRefused(
      'already-registered-differently',
    );
  });
});

describe('striking a fact of a person', () => {
  const struck = personFactStruck(
    { personId, corrects: idOf(moved), fact: 'EmployerChanged', reason: 'about_somebody_else' },
    '2026-06-01',
  );

  it('lets what it had replaced stand again, once', () => {
    given(...story)
      .when(strike(moved))
      .then(struck);
    given(...story, struck)
      .when(strike(moved))
      .thenNothing();
    expect(employmentAt(given(...story, struck).state, '2026-07-01')).toEqual({
      employerId: leaves,
      level: 'middle',
    });
  });
  it('does not unmake the person', () =>
    given(...story)
      .when(strike(registered))
      .thenRefused('fact-of-another-kind', 'factId'));
  it('strikes nothing of nobody, or of somebody erased', () => {
    given().when(strike(registered)).thenRefused('person-not-registered');
    given(personRegistered({ personId, name: ERASED }), moved)
      .when(commandOf(StrikePersonFact, { personId, factId: happened(moved, 1).id, reason: 'misread' }))
      .thenRefused('person-erased');
  });
  it('may itself be corrected: the fact stands again', () =>
    given(...story, struck)
      .when(correct(moved, {}))
      .then(corrected(moved, {})));
});

describe('recording a coded reason', () => {
  const record = (fields: Partial<RecordReason> = {}) =>
    commandOf(RecordReason, { personId, about: 'withdrawal', ...placed, code: 'health', ...fields });

  it('keeps why and who asked, and nothing said twice', () => {
    given(registered)
      .when(record({ askedBy: 'sponsor' }))
      .then(reasonRecorded({ personId, about: 'withdrawal', ...placed, code: 'health', askedBy: 'sponsor' }));
    given(registered, reason).when(record()).thenNothing();
  });
  it('says otherwise later, and something else about another matter', () => {
    given(registered, reason)
      .when(record({ code: 'not_stated' }))
      .then(reasonRecorded({ personId, about: 'withdrawal', ...placed, code: 'not_stated' }));
    given(registered, reason)
      .when(record({ about: 'pause' }))
      .then(reasonRecorded({ personId, about: 'pause', ...placed, code: 'health' }));
  });
  it('needs a person who was not erased', () => {
    given().when(record()).thenRefused('person-not-registered');
    given(personRegistered({ personId, name: ERASED }))
      .when(record())
      .thenRefused('person-erased');
  });
  it('has a class for every code', () => {
    expect(Object.keys(CLASS_OF_REASON)).toEqual([...REASON_CODES]);
    expect(new Set(Object.values(CLASS_OF_REASON))).toEqual(new Set([...REASON_CLASSES, 'any']));
  });
  it('is sealed, who asked as well', () =>
    expect(reasonRecorded.personal).toEqual({ participation: ['code', 'askedBy'] }));
});
