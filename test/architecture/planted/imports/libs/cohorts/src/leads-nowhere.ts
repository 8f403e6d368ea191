// @ts-expect-error: planted, there is no such library
import { nowhere } from '#nowhere';

export const planted: unknown = nowhere;
