/** What of a name is compared: equal keys are likely the same organisation. */
export interface NameKeys {
  /** Of the name it is registered by. */
  readonly legal: string;
  /** Of the name it trades as, where the name says so. */
  readonly trading?: string;
}

const DIACRITICS = /[\u0300-\u036f]/g;
const APOSTROPHES = /['’‘ʼ`´]/g;
const TRADING = /[\s,(]+(?:trading\s+as|t\/as?)\b[\s:]*/;
const GUARANTEE = /\ba\s+(?:private\s+)?company\s+limited\s+by\s+guarantee\b/g;
const LEGAL_FORMS = new Set(['ltd', 'limited', 'plc', 'llp', 'cic', 'scio']);
const BODIES = new Set(['council', 'board']);

/**
 * The keys of a name. Case, accents, apostrophes, punctuation, "&" for "and", "the", legal forms and what kind of
 * public body it is do not count; whether it is the health service does ("NHS Highland" is not "Highland Council").
 */
export const nameKeysOf = (name: string): NameKeys => {
  const folded = name.normalize('NFKD').replace(DIACRITICS, '').toLowerCase().replace(APOSTROPHES, '');
  const [legal = '', ...trading] = folded.split(TRADING);
  if (trading.length === 0) return { legal: keyOf(legal) };
  if (keyOf(legal) === '') return { legal: keyOf(trading.join(' ')) };

  return { legal: keyOf(legal), trading: keyOf(trading.join(' ')) };
};

const keyOf = (folded: string): string => {
  const spoken = wordsOf(folded.replaceAll('&', ' and ').replace(GUARANTEE, ' '));
  const words = withoutLast(
    spoken.filter((word) => word !== 'the'),
    LEGAL_FORMS,
  );
  const key = isHealthService(words)
    ? ['nhs', ...words.filter((word) => !['nhs', 'health', 'board'].includes(word))]
    : cityLast(withoutLast(words, BODIES));
  // A name of nothing but such words is still a name.
  return (key.length > 0 ? key : spoken).join(' ');
};

const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);

const isHealthService = (words: readonly string[]): boolean =>
  words.includes('nhs') || words.join(' ').endsWith(' health board');

const withoutLast = (words: readonly string[], dropped: ReadonlySet<string>): readonly string[] => {
  const kept = words.findLastIndex((word) => !dropped.has(word));
  return words.slice(0, kept + 1);
};

/** "City of Edinburgh" and "Edinburgh City" are one place. */
const cityLast = (words: readonly string[]): readonly string[] =>
  words[0] === 'city' && words[1] === 'of' && words.length > 2 ? [...words.slice(2), 'city'] : words;
