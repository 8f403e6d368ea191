/** Only the fields that were given: what is null or absent is not stated at all. */
export const known = <T extends object>(fields: T): T =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as T;
