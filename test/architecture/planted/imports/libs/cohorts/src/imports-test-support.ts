import { support } from '../../../test/support/support.js';

export const planted = support;
