export const support = 'for tests only';
