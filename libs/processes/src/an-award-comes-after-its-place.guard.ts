import { type BusinessDate, inWords, refuse } from '#kernel';
import { CorrectAward, GrantAward } from '#graduations';
import { places } from '#places';
import type { Commands, Guard } from '#platform';

const REFUSES = ['awarded-before-started', 'awarded-before-requested'] as const;

interface OfPlace {
  readonly cohortId: string;
  readonly placeId: string;
}

// A start may be recorded after the award; then the request is all there is to go by.
const tooEarly = async (
  { cohortId, placeId }: OfPlace,
  on: BusinessDate,
  field: string,
  commands: Pick<Commands, 'stateOf'>,
) => {
  const place = (await commands.stateOf(places, cohortId)).places.get(placeId);
  const { startedOn, told = [] } = place ?? {};
  const requestedOn = told.find(({ fact }) => fact === 'requested')?.on;
  if (startedOn !== undefined && on < startedOn)
    return refuse(
      'awarded-before-started',
      `This place was started on ${inWords(startedOn)}: choose a day from then on, or correct that day first.`,
      field,
    );

  return requestedOn !== undefined && on < requestedOn
    ? refuse(
        'awarded-before-requested',
        `This place was requested on ${inWords(requestedOn)}: choose a day from then on, or correct that day first.`,
        field,
      )
    : undefined;
};

const granted: Guard<GrantAward> = {
  command: GrantAward,
  refuses: REFUSES,
  // Nothing has happened to a place after today.
  check: async (grant, commands, effectiveOn) =>
    effectiveOn === undefined ? undefined : tooEarly(grant, effectiveOn, 'effectiveOn', commands),
};

const corrected: Guard<CorrectAward> = {
  command: CorrectAward,
  refuses: REFUSES,
  // A day that stays as it was is not this correction's doing.
  check: async (correction, commands) =>
    correction.granted && correction.grantedOn !== undefined
      ? tooEarly(correction, correction.grantedOn, 'grantedOn', commands)
      : undefined,
};

/** No award comes before the place it is for: the place book knows since when there is one, a graduation sees only itself. */
export const anAwardComesAfterItsPlace: readonly Guard[] = [granted, corrected];
