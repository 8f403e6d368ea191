import { derivedId, ERASED, type Recorded } from '#kernel';
import { happened } from '#kernel/specification';
import fc from 'fast-check';
import {
  employerChanged,
  mergeOfPeopleUndone,
  peopleEvents,
  peopleMerged,
  peopleToldApart,
  personAmended,
  type PersonEvent,
  personFactCorrected,
  personFactStruck,
  type PersonMergeEvent,
  personMergeEvents,
  personRegistered,
  reasonRecorded,
} from './events.js';
import { people } from './people.decider.js';
import type { PersonRow } from './person-directory.entity.js';
import { personDirectory } from './person-directory.projection.js';
import { personToday, together } from './person-today.js';

const personId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const leaves = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const meadows = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const recordedAt = (revision: number) => `2026-09-01T08:0${revision}:00.000Z`;

type Directed = PersonEvent | PersonMergeEvent;

/** Facts as recorded, each a minute after the one before. */
const recorded = (...facts: readonly Directed[]): readonly Recorded<any>[] =>
  facts.map(
    (fact, revision) =>
      ({
        ...happened(fact, revision, recordedAt(revision)),
        revision,
        metadata: { actor: 'bo' },
      }) as unknown as Recorded<any>,
  );

/** Folds events as the platform does. */
const folded = (events: readonly Recorded<any>[], id = personId): PersonRow =>
  events
    .filter((event) => [personDirectory.key(event)].flat().includes(id))
    .reduce<PersonRow>((row, event) => {
      const step = personDirectory.on[event.type as Directed['type']] as (
        row: object,
        event: object,
        key: string,
      ) => PersonRow;
      return step(Object.freeze(row), event, id);
    }, personDirectory.blank(id));
const rowOf = (...facts: readonly Directed[]): PersonRow => folded(recorded(...facts));

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
      Object.values({ ...peopleEvents, ...personMergeEvents })
        .map(({ type }) => type)
        .sort(),
    );
    expect(personDirectory.personal).toBe(true);
  });

  it('shows a person without needs and emergency contact', () =>
    expect(rowOf(registered)).toEqual({
      personId,
      name: 'Amara Ní Dhòmhnaill',
      reference: null,
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
      reasons: [],
      keptId: null,
      apartFrom: [],
      facts: [
        expect.objectContaining({
          type: 'PersonRegistered',
          on: '2026-01-05',
          by: 'bo',
          data: expect.not.objectContaining({
            needs: expect.anything(),
            emergencyContact: expect.anything(),
          }),
        }),
      ],
      revision: 0,
    }));

  it('shows someone of whom only the name is known', () =>
    expect(personToday(rowOf(personRegistered({ personId, name: 'Bo' })), '2026-09-01')).toEqual({
      personId,
      name: 'Bo',
      reference: null,
      email: null,
      registration: null,
      revision: 0,
    }));

  it('shows someone whom only the papers name, by their reference', () =>
    expect(
      personToday(rowOf(personRegistered({ personId, reference: 'P-1043' })), '2026-09-01'),
    ).toMatchObject({ name: null, reference: 'P-1043' }));

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
      reference: null,
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
      reference: null,
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
        'reference',
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

describe('what the directory shows of corrections', () => {
  const [first] = recorded(registered);
  const correct = (fields: object, on = '2026-01-05') =>
    personFactCorrected(
      { personId, corrects: first!.id, fact: 'PersonRegistered', reason: 'misread', ...fields },
      on,
    );

  it('is what the fact should have said, with both versions kept', () => {
    const row = rowOf(registered, correct({ name: 'Amara Dòmhnall', email: null, level: 'middle' }));
    expect(personToday(row, '2026-09-01')).toMatchObject({
      name: 'Amara Dòmhnall',
      email: null,
      level: 'middle',
      role: 'Team manager',
    });
    expect(row.facts[0]).toMatchObject({
      data: { name: 'Amara Dòmhnall' },
      corrections: [{ reason: 'misread', by: 'bo', was: { data: { name: 'Amara Ní Dhòmhnaill' } } }],
    });
  });

  it('moves a job with its day, and lets what was struck never have been', () => {
    const moved = employerChanged({ personId, employerId: meadows, level: 'senior' }, '2026-06-01');
    const [, event] = recorded(registered, moved);
    const of = { personId, corrects: event!.id, fact: 'EmployerChanged', reason: 'dated_wrongly' };
    const row = rowOf(registered, moved, personFactCorrected(of, '2026-04-01'));
    expect(personToday(row, '2026-04-01').employerId).toBe(meadows);
    expect(
      personToday(rowOf(registered, moved, personFactStruck(of, '2026-06-01')), '2026-07-01'),
    ).toMatchObject({ employerId: leaves, level: 'first_line' });
  });
});

describe('the coded reasons', () => {
  const of = {
    personId,
    about: 'withdrawal',
    cohortId: derivedId('autumn'),
    placeId: derivedId('a place'),
  } as const;

  it('are shown with the person, never in a list: the last recorded about a place and matter counts', () => {
    const row = rowOf(
      registered,
      reasonRecorded({ ...of, code: 'health', askedBy: 'participant' }, '2026-05-01'),
      reasonRecorded({ ...of, code: 'caring' }, '2026-04-01'),
      reasonRecorded({ ...of, about: 'pause', code: 'family_leave' }, '2026-04-01'),
    );
    expect(row.reasons.map(({ about, code }) => [about, code])).toEqual([
      ['withdrawal', 'caring'],
      ['pause', 'family_leave'],
    ]);
    expect(JSON.stringify(personToday(row, '2026-09-01'))).not.toContain('caring');
  });
});

describe('records that were merged', () => {
  const other = derivedId('another record of amara');
  const third = derivedId('a third record of amara');
  const merged = peopleMerged({
    keptId: personId,
    mergedId: other,
    ids: [other, third],
    reason: 'one number',
  });
  const undone = mergeOfPeopleUndone({ ...merged.data, reason: 'two numbers' });

  it('answer with the one kept', () => {
    const events = recorded(registered, merged);
    expect(folded(events)).toMatchObject({ keptId: null, revision: 0 });
    for (const id of [other, third]) expect(folded(events, id).keptId).toBe(personId);
  });

  it('follow the merges in the order they were decided, whatever days they name', () => {
    const events = [peopleMerged(merged.data, '2026-02-10'), mergeOfPeopleUndone(undone.data, '2026-02-05')];
    for (const id of [personId, other]) expect(folded(recorded(registered, ...events), id).keptId).toBeNull();
  });

  it('answer for themselves again when that is undone, with what was merged into them before', () => {
    const before = peopleMerged({ keptId: other, mergedId: third, ids: [third], reason: 'one number' });
    const events = recorded(registered, before, merged, undone);
    expect(folded(events).keptId).toBeNull();
    expect(folded(events, other).keptId).toBeNull();
    expect(folded(events, third).keptId).toBe(other);
  });

  it('read as one: its own details count, the gaps are filled, and every job has its day', () => {
    const row = rowOf(personRegistered({ personId, name: 'Amara', employerId: leaves }, '2026-03-01'));
    const also = folded(
      recorded(
        personRegistered(
          { personId: other, name: 'A. Dòmhnall', email: 'a@example.org', employerId: meadows },
          '2026-02-01',
        ),
      ),
      other,
    );
    const whole = together(row, [also]);
    expect(whole).toMatchObject({ name: 'Amara', email: 'a@example.org' });
    expect(whole.employments.map(({ employerId }) => employerId)).toEqual([meadows, leaves]);
    const sameDay = { ...row, employments: row.employments.map((job) => ({ ...job, on: '2026-02-01' })) };
    expect(personToday(together(sameDay, [also]), '2026-09-01').employerId).toBe(leaves);
  });

  it('read as one in their reasons: what is recorded with the one kept is the later', () => {
    const of = {
      about: 'withdrawal',
      cohortId: derivedId('autumn'),
      placeId: derivedId('a place'),
    } as const;
    const row = (id: string, code: 'health' | 'caring') =>
      folded(recorded(personRegistered({ personId: id }), reasonRecorded({ personId: id, ...of, code })), id);
    expect(together(row(personId, 'caring'), [row(other, 'health')]).reasons).toEqual([
      { ...of, code: 'caring' },
    ]);
  });

  it('are told apart once and for all', () => {
    const apart = recorded(peopleToldApart({ oneId: other, otherId: personId, reason: 'two people' }));
    expect([folded(apart).apartFrom, folded(apart, other).apartFrom]).toEqual([[other], [personId]]);
  });
});

describe('the directory as at a day', () => {
  const facts = [
    personAmended({ personId, name: 'Amara', level: 'middle' }, '2026-03-01'),
    personAmended({ personId, removed: ['email'], role: 'Manager' }, '2026-02-01'),
    employerChanged({ personId, employerId: meadows, level: 'senior' }, '2026-02-15'),
    employerChanged({ personId, employerId: leaves }, '2026-08-01'),
    personAmended({ personId, email: 'amara@example.com' }, '2026-07-01'),
  ];
  const asAt = (events: readonly Recorded<any>[], day: string) => {
    const row = personDirectory.asAt(folded(events), day);
    return row && { ...personToday(row, day), reasons: row.reasons, keptId: row.keptId };
  };

  it('shows nobody before they were registered, and today what the table shows', () => {
    const events = recorded(registered, ...facts);
    expect(asAt(events, '2026-01-04')).toBeNull();
    expect(personDirectory.asAt(folded(events), '2026-09-01')).toEqual(folded(events));
  });

  it('shows what was so on the day', () =>
    expect(asAt(recorded(registered, ...facts), '2026-02-20')).toMatchObject({
      name: 'Amara Ní Dhòmhnaill',
      email: null,
      employerId: meadows,
      level: 'senior',
    }));

  it('does not depend on the order in which facts arrived', () => {
    const inOrder = recorded(registered, ...facts);
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
        const events = recorded(registered, ...shuffled);
        for (const day of [
          '2026-01-05',
          '2026-02-01',
          '2026-02-15',
          '2026-03-01',
          '2026-07-01',
          '2026-09-01',
        ])
          expect({ ...asAt(events, day), revision: 0 }).toEqual({ ...asAt(inOrder, day), revision: 0 });
      }),
    );
  });
});
