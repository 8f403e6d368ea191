const RULES: Readonly<Record<string, string>> = {
  'places-not-open': 'the closing of requests',
  'last-joining-date-passed': 'the last joining date',
  'sponsor-has-its-maximum': "the sponsor's maximum",
  capacity: 'the capacity',
  order: 'the order of the line',
  'sector-share': 'the seats kept for a sector',
  'cohort-full': 'the capacity',
  'cohort-not-started': 'the start of the cohort',
  'cohort-over': 'the end of the cohort',
  'place-not-started': 'an outcome being of those who started',
  'already-holds-a-place': 'one place for each person and award',
  'holds-the-award': 'one award for each person',
};

/** The rule that an exception was made to, by the code it refuses with. */
export const ruleInWords = (rule: string): string => RULES[rule] ?? rule.replaceAll('-', ' ');
