import { kernel } from '#kernel';
import { platform } from '#platform';

export const places = `${kernel} and ${platform} are allowed`;
