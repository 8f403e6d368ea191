import { refuse } from '#kernel';
import type { Place } from './place-book.js';
import { inWordsOf } from './refusals.js';
import type { CheckName, CheckOutcome } from './vocabulary.js';

interface Named {
  readonly personId: string;
  /** Their other ids, where records were merged. */
  readonly alsoKnownAs?: readonly string[] | undefined;
  readonly checks?: readonly CheckOutcome[] | undefined;
}

/** How the checks of a person came out: as stated now, else as was recorded ahead for this place, under any of their ids. */
export const checksOf = (
  place: Place,
  { personId, alsoKnownAs = [], checks: stated = [] }: Named,
): readonly CheckOutcome[] =>
  [
    ...stated,
    ...recordedOf(place, [personId, ...alsoKnownAs]).filter(
      (recorded) => !stated.some(({ check }) => check === recorded.check),
    ),
  ].map(({ check, outcome, waivedBy }) => ({
    check,
    outcome,
    ...(waivedBy === undefined ? {} : { waivedBy }),
  }));

// Of two records of one person, what was recorded under the id they are named by counts.
const recordedOf = ({ checks }: Place, ids: readonly string[]): readonly CheckOutcome[] =>
  ids.reduce<readonly CheckOutcome[]>(
    (known, id) => [
      ...known,
      ...(checks?.get(id) ?? []).filter((one) => !known.some(({ check }) => check === one.check)),
    ],
    [],
  );

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
