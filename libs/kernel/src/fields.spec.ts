import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Amount, Day, Figure, Id, ListOf, Nested, OneOf, Whole, Words, WordsList, YesNo } from './index.js';

class Contact {
  @Words({ max: 20 }) name!: string;
}

class Everything {
  @Id() id!: string;
  @Day() on!: string;
  @Words() name!: string;
  @Whole(1, 10) count!: number;
  @Amount() price!: number;
  @Figure(0, 100) staff!: number;
  @YesNo() late!: boolean;
  @OneOf(['voluntary', 'private']) sector!: string;
  @Nested(() => Contact) contact!: Contact;
  @ListOf(() => Contact, 2) contacts!: Contact[];
  @WordsList(2) areas!: string[];
  @Words({ optional: true }) note?: string;
}

const good = {
  id: '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11',
  on: '2026-09-14',
  name: "Oighrig Nic an t-Saoir, Comhairle nan Eilean Siar, d'Arcy",
  count: 1,
  price: 0,
  staff: 57.7,
  late: false,
  sector: 'voluntary',
  contact: { name: 'amara' },
  contacts: [{ name: 'bo' }],
  areas: ['Fife'],
};

const wrongFields = (change: object): string[] =>
  validateSync(plainToInstance(Everything, { ...good, ...change })).map(
    (error: ValidationError) => error.property,
  );

describe('fields of a command', () => {
  it('take what is meant', () => expect(wrongFields({})).toEqual([]));

  it('trim words and bring them to one form', () => {
    const { name } = plainToInstance(Everything, { ...good, name: '  Ame\u0301lie ' });
    expect(name).toBe('Am\u00e9lie');
  });

  it.each<[string, unknown]>([
    ['id', '0B0F4C1E-7C2A-4D7E-9B61-2D5F0A9C3E11'],
    ['on', '2026-02-30'],
    ['name', '   '],
    ['name', 'a\u0000b'],
    ['name', 'a\ud800b'],
    ['name', 'x'.repeat(201)],
    ['name', 7],
    ['count', 0],
    ['count', 1.5],
    ['count', '1'],
    ['count', 1e21],
    ['price', -0],
    ['price', 2 ** 53],
    ['staff', Number.NaN],
    ['staff', '57.7'],
    ['late', 'false'],
    ['sector', 'charity'],
    ['contact', undefined],
    ['contact', [{ name: 'amara' }]],
    ['contact', { name: '' }],
    ['contacts', { name: 'bo' }],
    ['contacts', ['bo']],
    ['contacts', [{ name: 'a' }, { name: 'b' }, { name: 'c' }]],
    ['areas', ['']],
    ['areas', 'Fife'],
    ['note', 7],
  ])('refuse in %s: %j', (name, value) => expect(wrongFields({ [name]: value })).toEqual([name]));
});
