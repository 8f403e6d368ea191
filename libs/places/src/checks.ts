import { refuse } from '#kernel';
import type { Place } from './place-book.js';
import { inWordsOf } from './refusals.js';
import type { CheckName, CheckOutcome } from './vocabulary.js';

/** How the checks of a person came out: as stated now, else as was recorded ahead for this place. */
export const checksOf = (
  place: Place,
  personId: string,
  stated: readonly CheckOutcome[] = [],
): readonly CheckOutcome[] => [
  ...stated.map(({ check, outcome, waivedBy }) => ({
    check,
    outcome,
    ...(waivedBy === undefined ? {} : { waivedBy }),
  })),
  ...(place.checks?.get(personId) ?? []).filter(
    (recorded) => !stated.some(({ check }) => check === recorded.check),
  ),
];

/** Every check the programme makes must be met, or waived by somebody. */
export const checksHold = (checks: readonly CheckOutcome[], made: readonly CheckName[] = []) => {
  const missing = made.find((name) => !checks.some(({ check }) => check === name));
  if (missing)
    return refuse('check-missing', `Say how this check came out: ${inWordsOf(missing)}.`, 'checks');
  const refused = checks.find(({ outcome }) => outcome === 'refused');
  if (refused)
    return refuse(
      'check-refused',
      `This check is neither met nor waived: ${inWordsOf(refused.check)}.`,
      'checks',
    );
  const unsigned = checks.find(({ outcome, waivedBy }) => outcome === 'waived' && waivedBy === undefined);

  return unsigned
    ? refuse('waiver-needs-a-name', `Say who waived this check: ${inWordsOf(unsigned.check)}.`, 'checks')
    : undefined;
};
