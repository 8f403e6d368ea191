import { ERASED, type Recorded } from '#kernel';
import { happened } from '#kernel/specification';
import {
  employerChanged,
  peopleEvents,
  personAmended,
  type PersonEvent,
  personRegistered,
} from './events.js';
import { people } from './people.decider.js';
import type { PersonRow } from './person-directory.entity.js';
import { personDirectory } from './person-directory.projection.js';
import { personToday } from './person-today.js';

const personId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const leaves = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const meadows = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const recordedAt = (revision: number) => `2026-09-01T08:0${revision}:00.000Z`;

/** Folds facts as the platform does, each recorded a minute after the one before. */
const rowOf = (...facts: readonly PersonEvent[]): PersonRow =>
  facts.reduce<PersonRow>((row, fact, revision) => {
    const event = { ...happened(fact, revision, recordedAt(revision)), revision } as Recorded<any>;
    expect(personDirectory.key(event)).toBe(personId);
    const step = personDirectory.on[fact.type] as (row: object, event: object, key: string) => PersonRow;
    return step(Object.freeze(row), event, personId);
  }, personDirectory.blank(personId));

const registered = personRegistered(
  {
    personId,
    name: 'Amara Ní Dhòmhnaill',
    email: 'amara@example.org',
    employerId: leaves,
    role: 'Team manager',
    level: 'first_line',
    registration: { body: 'SSSC', number: '3012345' },
    needs: 'Step-free access',
    emergencyContact: 'Bo',
  },
  '2026-01-05',
);

describe('the directory of people', () => {
  it('follows every fact about them, and says that it is personal', () => {
    expect(Object.keys(personDirectory.on).sort()).toEqual(
      Object.values(peopleEvents)
        .map(({ type }) => type)
        .sort(),
    );
    expect(personDirectory.personal).toBe(true);
  });

  it('shows a person without needs and emergency contact', () =>
    expect(rowOf(registered)).toEqual({
      personId,
      name: 'Amara Ní Dhòmhnaill',
      email: 'amara@example.org',
      employments: [
        {
          on: '2026-01-05',
          recordedAt: recordedAt(0),
          employerId: leaves,
          role: 'Team manager',
          level: 'first_line',
        },
      ],
      registration: { body: 'SSSC', number: '3012345' },
      revision: 0,
    }));

  it('shows someone of whom only the name is known', () =>
    expect(personToday(rowOf(personRegistered({ personId, name: 'Bo' })), '2026-09-01')).toEqual({
      personId,
      name: 'Bo',
      email: null,
      registration: null,
      revision: 0,
    }));

  it('changes only what an amendment gives or removes', () => {
    const row = rowOf(
      registered,
      personAmended({ personId, name: 'Amara', needs: 'None' }, '2026-02-01'),
      personAmended(
        { personId, level: 'middle', removed: ['email', 'registration', 'role', 'needs'] },
        '2026-03-01',
      ),
    );
    expect(row.employments).toHaveLength(2);
    expect(personToday(row, '2026-03-01')).toEqual({
      personId,
      name: 'Amara',
      email: null,
      employerId: leaves,
      level: 'middle',
      registration: null,
      revision: 2,
    });
    expect(personToday(row, '2026-02-28')).toMatchObject({ role: 'Team manager', level: 'first_line' });
  });

  it('answers the employer of a day, whatever order the statements came in', () => {
    const row = rowOf(
      registered,
      employerChanged({ personId, employerId: meadows, level: 'senior' }, '2026-06-01'),
      employerChanged({ personId, employerId: meadows, level: 'middle' }, '2026-04-01'),
    );
    expect(
      ['2020-01-01', '2026-04-01', '2026-06-01'].map((day) => {
        const { employerId, level, role } = personToday(row, day);
        return { employerId, level, role };
      }),
    ).toEqual([
      { employerId: leaves, level: 'first_line', role: 'Team manager' },
      { employerId: meadows, level: 'middle', role: undefined },
      { employerId: meadows, level: 'senior', role: undefined },
    ]);
  });

  it('shows nothing of an erased person, through every event', () => {
    const row = rowOf(
      personRegistered({
        personId,
        name: ERASED,
        email: ERASED,
        employerId: ERASED,
        unitId: ERASED,
        role: ERASED,
        level: ERASED,
        registration: ERASED,
      }),
      personAmended({ personId, name: ERASED, email: ERASED, level: ERASED, registration: ERASED }),
      employerChanged({ personId, employerId: ERASED, level: ERASED }),
    );
    expect(personToday(row, '2026-09-01')).toEqual({
      personId,
      name: ERASED,
      email: ERASED,
      employerId: ERASED,
      level: ERASED,
      registration: { body: ERASED, number: ERASED },
      revision: 2,
    });
  });
});

describe('what is personal in the facts about people', () => {
  const sealed = (type: (typeof peopleEvents)[keyof typeof peopleEvents]) =>
    Object.values(type.personal).flat().sort();

  it('is everything but the id', () => {
    expect(sealed(personRegistered)).toEqual(
      [
        'name',
        'email',
        'employerId',
        'unitId',
        'role',
        'level',
        'registration',
        'needs',
        'emergencyContact',
      ].sort(),
    );
    expect(sealed(personAmended)).toEqual(
      ['name', 'email', 'unitId', 'role', 'level', 'registration', 'needs', 'emergencyContact'].sort(),
    );
    expect(sealed(employerChanged)).toEqual(['employerId', 'level', 'role', 'unitId']);
  });
  it('is an address for contact only', () => {
    expect(personRegistered.personal.contact).toEqual(['email']);
    expect(personAmended.personal.contact).toEqual(['email']);
  });
  it("is guarded by the person's own key", () => expect(people.subject?.({ personId })).toBe(personId));
});
