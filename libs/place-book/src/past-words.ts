import type { PlaceEvent } from '#places/events';
import { ruleInWords } from './rule-words.js';

/** What the source of a past place left open or said in two ways; the import says what stands for it. */
const LEFT_OPEN: Readonly<Record<string, string>> = {
  'requested-on-missing': 'when it was asked for',
  'withdrawn-on-missing': 'when it was withdrawn',
  'outcome-on-missing': 'when its outcome was',
  'outcome-missing': 'what its outcome was',
  'withdrawn-on-two-days': 'which of two days it was withdrawn on',
  'reason-without-withdrawal': 'whether it was withdrawn',
  'likely-duplicate': 'whether an organisation it names is one that was known',
  'already-registered-differently': 'what the participant is called',
};

/** What flags say of a place that is entered as history. */
export const enteredAsHistory = (flags: readonly string[]): string => {
  const open = flags.filter((flag) => flag in LEFT_OPEN);
  const over = flags.filter((flag) => !open.includes(flag));
  const exception = over.length > 0 ? `: an exception to ${listed(over.map(ruleInWords))}` : '';
  const leftOpen =
    open.length > 0 ? ` Its source left open ${listed(open.map((flag) => LEFT_OPEN[flag]!))}.` : '';

  return `It was entered as history, as it happened${exception}.${leftOpen}`;
};

/** Words one after the other, `and` before the last. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** What the facts of a past place say where its papers have one day for all of them, and nothing of a line or of seats. */
export const ofThePast: { readonly [Type in PlaceEvent['type']]?: string } = {
  PlaceRequested: 'It asked. That day stands for the offer, the acceptance and the confirmation too.',
  PlaceOffered: '',
  PlaceAccepted: '',
  PlaceConfirmed: '',
};
