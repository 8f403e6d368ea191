import { BadRequestException, NotFoundException } from '@nestjs/common';
import { cursorOf } from '#platform';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { type ApprovingBody, programmeDefined } from './events.js';
import { GetProgrammeFacts, GetProgrammeFactsHandler } from './programme-facts.query.js';
import { programmeList } from './programmes.projection.js';
import {
  GetProgramme,
  GetProgrammeHandler,
  ListProgrammes,
  ListProgrammesHandler,
  type ProgrammeFilters,
} from './programmes.queries.js';

const idOf = (digit: number) => `${String(digit).repeat(8)}-1111-4111-8111-111111111111`;
const definedAs = (digit: number, name: string, approvingBody: ApprovingBody) =>
  programmeDefined({
    programmeId: idOf(digit),
    name,
    awardId: idOf(digit + 4),
    awardName: 'Postgraduate Certificate',
    credits: 60,
    scqfLevel: 11,
    approvingBody,
    levels: [{ level: 'middle', inWords: 'Manages managers' }],
  });
const facts = [
  definedAs(1, 'Leading to Deliver', 'scottish_ministers'),
  definedAs(2, 'Senior 100%_Leaders', 'university'),
  definedAs(3, 'Òran leaders', 'university'),
];

describe('asking for programmes', () => {
  let filled: FilledReadModels;
  let list: ListProgrammesHandler;
  let one: GetProgrammeHandler;

  beforeAll(async () => {
    filled = await filledReadModels([programmeList], recorded(facts));
    list = new ListProgrammesHandler(filled.readModels);
    one = new GetProgrammeHandler(filled.readModels);
  });
  afterAll(() => filled.drop());

  it.each<[ProgrammeFilters, number[]]>([
    [{}, [1, 2, 3]],
    [{ approvingBody: 'university' }, [2, 3]],
    [{ awardId: idOf(5) }, [1]],
    [{ name: 'LEAD' }, [1, 2, 3]],
    [{ name: '%_' }, [2]],
    [{ name: 'leaders', approvingBody: 'scottish_ministers' }, []],
  ])('lists those asked for: %j', async (filters, digits) => {
    const { items } = await list.execute(new ListProgrammes(filters));
    expect(items.map(({ programmeId }) => programmeId)).toEqual(digits.map(idOf));
  });

  it('pages through all of them', async () => {
    const first = await list.execute(new ListProgrammes({ limit: 2 }));
    expect(first.items.map(({ programmeId }) => programmeId)).toEqual([idOf(1), idOf(2)]);
    const second = await list.execute(new ListProgrammes({ limit: 2, cursor: first.next! }));
    expect(second.items.map(({ programmeId }) => programmeId)).toEqual([idOf(3)]);
    expect(second).not.toHaveProperty('next');
    expect(second.position).toBe('3');
  });

  it('refuses a cursor made by hand', async () =>
    expect(list.execute(new ListProgrammes({ cursor: cursorOf('me') }))).rejects.toBeInstanceOf(
      BadRequestException,
    ));

  it('answers one as it was folded', async () => {
    const { facts: _, ...row } = rowsOf(programmeList, recorded(facts)).get(idOf(2))!;
    expect(await one.execute(new GetProgramme(idOf(2)))).toEqual({ ...row, position: '3' });
  });

  it('answers its facts, which corrections name', async () => {
    const handler = new GetProgrammeFactsHandler(filled.readModels);
    expect(await handler.execute(new GetProgrammeFacts(idOf(2)))).toMatchObject({
      items: [
        {
          eventId: recorded(facts)[1]!.id,
          fact: 'ProgrammeDefined',
          versions: [{ by: 'local-administrator', data: { name: 'Senior 100%_Leaders' } }],
        },
      ],
      position: '3',
    });
    await expect(handler.execute(new GetProgrammeFacts(idOf(8)))).rejects.toBeInstanceOf(NotFoundException);
  });

  it.each([idOf(8), 'none'])('finds nothing under %s', async (id) =>
    expect(one.execute(new GetProgramme(id))).rejects.toBeInstanceOf(NotFoundException),
  );
});
