export const specification = 'given, when, then';
