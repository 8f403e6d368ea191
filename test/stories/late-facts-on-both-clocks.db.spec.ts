import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';

const { cohortId } = autumnCohort(3);
const place = (name: string) => `cohorts/${cohortId}/places/${idOf(name)}`;
const happenedOn = (day: string) => ({ 'Effective-On': day });

/** Whatever can be read of a cohort, its people and their sponsor. */
const READ = [
  'programmes',
  'cohorts',
  'organisations',
  'people',
  'places',
  `cohorts/${cohortId}`,
  `cohorts/${cohortId}/place-book`,
  `cohorts/${cohortId}/history`,
  place('second'),
  `organisations/${idOf('Glenmore Council')}`,
  'completion-rates',
  'completion-rates?by=sector',
  'completion-rates?by=sponsor&returners=where_began',
] as const;
const asked = (path: string, moment: string) => `${path}${path.includes('?') ? '&' : '?'}${moment}`;

let office: Office;
const goOn = async (day: string) => {
  office.clock.moveTo(`${day}T09:00:00.000Z`);
  await office.settle();
};
const rates = async (moment: string) => {
  const { items, ...stated } = await office.see(asked('completion-rates', moment));
  const { started, withdrawnBeforeStart, withdrawnAfterStart } = items[0];
  return { started, before: withdrawnBeforeStart, after: withdrawnAfterStart, ...stated };
};
const texts = async (
  moment: string,
): Promise<readonly { path: string; text: string; position: string }[]> => {
  await office.settle();
  const answers = [];
  for (const path of READ) {
    const answer = await office.get(asked(path, moment));
    expect([path, answer.status, answer.body.detail]).toEqual([path, 200, undefined]);
    answers.push({ path, text: answer.text, position: answer.body.position as string });
  }
  return answers;
};

beforeAll(async () => {
  office = await openOffice('2026-09-01');
  await enrolling(office, 3);
  await registered(office, 'Glenmore Council', ['amara', 'bo', 'chidi', 'ewan']);
  for (const [name, person] of [
    ['first', 'amara'],
    ['second', 'bo'],
    ['third', 'chidi'],
  ] as const) {
    await office.done(`cohorts/${cohortId}/places`, {
      placeId: idOf(name),
      sponsorId: idOf('Glenmore Council'),
    });
    await office.done(`${place(name)}/acceptance`);
    await office.done(`${place(name)}/confirmation`, confirmationOf(person, 'ewan'));
  }
  await goOn('2027-01-11');
  for (const name of ['first', 'second', 'third']) await office.done(`${place(name)}/start`);
  await goOn('2027-02-10');
});
afterAll(() => office?.close());

describe('facts that come late', () => {
  const day = 'asAt=2027-02-10';
  let before: Awaited<ReturnType<typeof texts>>;
  let recordedBefore: Awaited<ReturnType<typeof texts>>;

  it('are not known before they come', async () => {
    await goOn('2027-02-11');
    before = await texts(day);
    recordedBefore = await texts(`${day}&clock=recorded`);
    expect(await rates(day)).toMatchObject({ started: 3, before: 0, after: 0, clock: 'effective' });
  });

  it('count from their own day on one clock, and from the day they were recorded on the other (edge case 20: facts that arrive late)', async () => {
    await goOn('2027-03-01');
    await office.done(`${place('second')}/withdrawal`, { reasonClass: 'work' }, happenedOn('2027-02-01'));
    expect(await rates(day)).toMatchObject({ started: 3, before: 0, after: 1 });
    expect(await rates('asAt=2027-01-31')).toMatchObject({ started: 3, after: 0 });
    expect(await rates(`${day}&clock=recorded`)).toMatchObject({ started: 3, after: 0, clock: 'recorded' });
    expect(await rates('asAt=2027-03-01&clock=recorded')).toMatchObject({ started: 3, after: 1 });
    expect(await office.see(`${place('second')}?${day}`)).toMatchObject({ state: 'withdrawn' });
    expect(await office.see(`${place('second')}?${day}&clock=recorded`)).toMatchObject({ state: 'started' });
  });

  it('are corrected for every day, and what was known before stays known as it was', async () => {
    const { position } = await rates(day);
    await goOn('2027-03-15');
    await office.done(`${place('second')}/corrections/date`, {
      fact: 'withdrawn',
      on: '2027-01-20',
      reason: 'The letter had been misread.',
    });
    expect(await rates('asAt=2027-01-31')).toMatchObject({ started: 3, after: 1 });
    expect(await rates(`asAt=2027-01-31&knownAt=${position}`)).toMatchObject({ after: 0, position });
    expect(await rates('asAt=2027-03-14&clock=recorded')).toMatchObject({ after: 1 });
    expect(await rates('asAt=2027-01-31&clock=recorded')).toMatchObject({ after: 0 });
  });

  it('change no answer that was given: at its position each is the same, byte for byte', async () => {
    await goOn('2027-03-20');
    for (const { path, text, position } of before) {
      const again = await office.get(asked(path, `${day}&knownAt=${position}`));
      expect([path, again.text]).toEqual([path, text]);
    }
  });

  it('change nothing of what was known on a day that is over', async () => {
    for (const { path, text } of recordedBefore) {
      const again = await office.get(asked(path, `${day}&clock=recorded`));
      expect([path, again.text]).toEqual([path, text]);
    }
  });
});

describe('a moment that cannot be', () => {
  it.each([
    ['clock=recorded', 'clock'],
    ['knownAt=1', 'knownAt'],
    ['asAt=2027-02-10&knownAt=99999999', 'knownAt'],
    ['asAt=2027-02-30', 'asAt'],
    ['asAt=2030-01-01&clock=recorded', 'asAt'],
    ['asAt=2027-02-10&clock=business', 'clock'],
    ['asAt=2027-02-10&knownAt=007', 'knownAt'],
  ])('is refused, naming the field: %s', async (moment, field) => {
    for (const path of ['completion-rates', 'places', `cohorts/${cohortId}`]) {
      const answer = await office.get(asked(path, moment));
      expect([path, answer.status, answer.body.errors?.[0]?.field]).toEqual([path, 400, field]);
    }
  });
});
