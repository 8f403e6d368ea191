import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { isId } from '#kernel';
import { badField } from './problem.js';
import { validated } from './validated.js';

const PLAIN = new Set<unknown>([String, Number, Boolean, Object, Array]);

/**
 * What every route's arguments pass: queries and bodies become checked instances of their classes, and a path's
 * parameter that is named like an id must be one.
 */
@Injectable()
export class DoorPipe implements PipeTransform {
  async transform(value: unknown, { type, data, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type === 'param' && data?.endsWith('Id') && !isId(value))
      throw badField(data, 'must be a UUID in lower case');
    if ((type !== 'query' && type !== 'body') || data !== undefined) return value;
    if (metatype === undefined || PLAIN.has(metatype)) return value;

    return validated(metatype as Type<object>, { ...(value as object) });
  }
}
