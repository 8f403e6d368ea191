import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { specification } from '#kernel/specification';
import { personRegistered } from './events.js';
import { people } from './people.decider.js';
import { RegisterPerson } from './register-person.js';

const given = specification(people);
const personId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const register = (fields: object) => plainToInstance(RegisterPerson, { personId, ...fields });
const wrong = (fields: object) =>
  validateSync(register({ name: 'Bo', ...fields }), { whitelist: true, forbidNonWhitelisted: true }).map(
    ({ property }) => property,
  );

describe('a name', () => {
  it.each([
    ['an apostrophe', "Bo O'Neill"],
    ['a curly apostrophe', 'Bo O’Neill'],
    ['accents', 'Zoë Núñez-Łukasiewicz'],
    ['Gaelic', 'Mòrag Nic a’ Ghobhainn'],
    ['one letter', 'A'],
    ['200 letters', 'ò'.repeat(200)],
    ['right-to-left script', 'أمارا بنت علي'],
    ['right-to-left and left-to-right mixed', 'שרה (Bo) \u200fלוי'],
    ['an East Asian script', '王小明'],
    ['no capitals', 'bo macleod'],
    ['the look of markup', '<b>Bo</b> & "friends"; drop table'],
  ])('with %s is kept exactly as wished', (_, name) => {
    expect(wrong({ name })).toEqual([]);
    given().when(register({ name })).then(personRegistered({ personId, name }));
  });
  it('is kept in one form of its accents, without blanks around it', () =>
    given()
      .when(register({ name: '  Zoe\u0308 ' }))
      .then(personRegistered({ personId, name: 'Zoë' })));
  it.each(['', '   ', 'ò'.repeat(201), 'Bo\u0000', 'Bo\ud800', 7, ['Bo']])('is not %j', (name) =>
    expect(wrong({ name })).toEqual(['name']),
  );
});

describe('other details', () => {
  it.each([
    [{ email: 'amara@example.org' }, []],
    [{ email: "bo.o'neill+leaves@example.org" }, []],
    [{ email: 'amara' }, ['email']],
    [{ email: 'a b@example.org' }, ['email']],
    [{ level: 'middle' }, []],
    [{ level: 'boss' }, ['level']],
    [{ registration: { body: 'SSSC', number: '3012345' } }, []],
    [{ registration: { body: 'GMC', number: '3012345' } }, ['registration']],
    [{ registration: { body: 'SSSC' } }, ['registration']],
    [{ registration: 'SSSC 3012345' }, ['registration']],
    [{ employerId: 'leaves' }, ['employerId']],
    [{ nickname: 'Mo' }, ['nickname']],
  ])('%j has wrong %j', (fields, properties) => expect(wrong(fields)).toEqual(properties));
});
