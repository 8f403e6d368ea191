import type { Refusal } from '#kernel';
import type { RowVerdict } from './verdicts.js';

type OfRow = Pick<RowVerdict, 'line' | 'reference'>;

/** What each flag says; the codes of refusals are those of today's rules. */
const SENTENCES: Readonly<Record<string, string>> = {
  'requested-on-missing': 'No request is dated: the earliest day of the cohort and the row stands for it.',
  'withdrawn-on-missing': "No withdrawal is dated: the cohort's end stands for it.",
  'outcome-on-missing': "No outcome is dated: the cohort's end stands for it.",
  'outcome-missing': 'outcome_on is given, and no outcome: none is recorded.',
  'withdrawn-on-two-days': 'withdrawn_on and outcome_on differ: the first counts.',
  'unknown-reason': 'The reason is none that is known: it stays with the person only, as it is written.',
  'email-not-valid': 'person_email is no e-mail address: it is not kept.',
  'days-far-apart': 'Two of its days lie more than ten years apart: a year is probably mistyped.',
  'reason-without-withdrawal': 'A reason is given, and no withdrawal: it stays with the person only.',
  'place-not-started': 'It failed, and had not started by then.',
  'cohort-not-started': 'It started, or had its outcome, before the cohort started.',
  'last-joining-date-passed': 'It was requested or started after the cohort had ended.',
  'cohort-over': 'It was withdrawn after the cohort had ended.',
  'cohort-full': 'More started than the cohort had seats.',
  'places-not-open': 'The cohort ran in this product, and its book is closed.',
  'already-holds-a-place': 'The person had another live place for the award.',
  'holds-the-award': 'The person held the award already, or holds it twice by this.',
  'likely-duplicate':
    'The name of its sponsor, or of its home organisation, is new and likely means one that was known: l2d duplicates organisations shows both.',
  'already-registered-differently': 'The person is registered under another name or e-mail; that one stands.',
};

/** The flags there are. */
export const FLAGS = Object.keys(SENTENCES);

/** Recorded, and worth a look where there is a flag; several codes stand between bars. */
export const flagged = (of: OfRow, flags: readonly string[]): RowVerdict =>
  flags.length === 0
    ? { ...of, verdict: 'accepted' }
    : {
        ...of,
        verdict: 'flagged',
        code: flags.join('|'),
        reason: `Recorded. ${flags.map((flag) => SENTENCES[flag] ?? flag).join(' ')}`,
      };

/** Not recorded, and why. */
export const refusedFor = (of: OfRow, { refused, message }: Refusal): RowVerdict => ({
  ...of,
  verdict: 'refused',
  code: refused,
  reason: message,
});
