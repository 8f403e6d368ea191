import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/**
 * The rows of a query as plain objects by property name. Making entities of tens of thousands of rows takes TypeORM
 * three times as long (30,000 places: 2.9 s, plain 0.8 s, both on a busy two-core machine).
 */
export const plainRows = async <Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
): Promise<readonly Row[]> => {
  const { metadata } = query.expressionMap.mainAlias!;
  query.select([]);
  for (const { propertyName } of metadata.columns) query.addSelect(`row.${propertyName}`, propertyName);

  return query.getRawMany<Row>();
};
