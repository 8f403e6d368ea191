import type { Projection } from '#kernel';
import type { SelectQueryBuilder } from 'typeorm';
import type { Product } from '../../api/src/start.js';
import { contexts } from '../../contexts.js';
import { table } from '../../table.js';
import { inWords, momentIn, type MomentOptions } from './asked.js';
import { print } from './output.js';

/** What `show` may be asked. */
export interface ShowOptions extends MomentOptions {
  readonly id?: string;
  /** `field=value`, each. */
  readonly where?: readonly string[];
  readonly json?: boolean;
}

/** Prints the rows of a read model as at a moment; without a name, which read models there are. */
export const showReadModel = async (
  product: Pick<Product, 'followers' | 'readModels'>,
  name: string | undefined,
  options: ShowOptions,
): Promise<number> => {
  const projections = contexts.flatMap((context) => context.projections ?? []);
  if (name === undefined) return listReadModels(projections, options);

  const projection = projections.find((one) => one.name === name);
  if (!projection)
    throw new Error(
      `There is no read model "${name}". There are: ${projections.map((one) => one.name).join(', ')}.`,
    );

  await product.followers.catchUp([projection]);
  const at = await product.readModels.at(momentIn(options), projection);
  const query = at.from(projection as Projection<object>);
  const { primaryColumns } = query.expressionMap.mainAlias!.metadata;
  const key = primaryColumns[0]!.propertyName;
  if (options.id !== undefined) narrow(query, key, options.id);
  for (const condition of options.where ?? []) narrow(query, ...fieldAndValue(condition));
  const rows = await query.orderBy(`row.${key}`).getMany();
  if (options.id !== undefined && rows.length === 0)
    throw new Error(`${name} has no row ${options.id}. ${inWords(at.stated)}`);

  if (options.json) await print(JSON.stringify({ readModel: name, ...at.stated, rows }));
  else
    await print(
      `${table(filled(rows).map(inBrief))}\n\n${name}, ${rows.length} rows. ${inWords(at.stated)} --json prints every field, whole.`,
    );
  return 0;
};

const listReadModels = async (projections: readonly Projection[], { json }: ShowOptions): Promise<number> => {
  const listed = projections.map(({ name, version, personal }) => ({
    'read model': name,
    version,
    personal: personal === true ? 'yes' : '',
  }));
  await print(json ? JSON.stringify(listed) : table(listed));
  return 0;
};

const fieldAndValue = (condition: string): readonly [field: string, value: string] => {
  const at = condition.indexOf('=');
  if (at < 1) throw new Error(`"${condition}" is no condition: write field=value, or field= for none.`);

  return [condition.slice(0, at), condition.slice(at + 1)];
};

/** Compares as text, whatever the column is; `field=` asks for rows that have none. */
const narrow = (query: SelectQueryBuilder<object>, field: string, value: string): void => {
  const { columns } = query.expressionMap.mainAlias!.metadata;
  const names = columns.map(({ propertyName }) => propertyName);
  if (!names.includes(field))
    throw new Error(`The read model has no field "${field}". It has: ${names.join(', ')}.`);

  const parameter = `where_${names.indexOf(field)}`;
  if (value === '') query.andWhere(`row.${field} is null`);
  else query.andWhere(`cast(row.${field} as text) = :${parameter}`, { [parameter]: value });
};

/** The rows without the columns in which none of them holds anything. */
const filled = (rows: readonly object[]): readonly object[] => {
  const columns = new Set(
    rows.flatMap((row) => Object.entries(row).flatMap(([field, value]) => (isEmpty(value) ? [] : [field]))),
  );
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([field]) => columns.has(field))));
};

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

const CELL_CHARACTERS = 40;

/** A row for a table: lists and long texts are cut; `--json` prints them whole. */
const inBrief = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([field, value]: [string, unknown]) => {
      const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
      return [
        field,
        typeof text === 'string' && text.length > CELL_CHARACTERS
          ? `${text.slice(0, CELL_CHARACTERS - 1)}…`
          : text,
      ];
    }),
  );
