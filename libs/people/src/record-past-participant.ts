import { isDeepStrictEqual } from 'node:util';
import { ERASED, Id, isRefusal, nothing, OneOf, rule, Words } from '#kernel';
import {
  type Level,
  pastSourceKept,
  type PersonEvent,
  REASON_CODES,
  type ReasonCode,
  reasonRecorded,
} from './events.js';
import { Email, LevelOf, Name } from './fields.js';
import { known } from './known.js';
import { isErased, type PastSource, type Person, personErased, reasonKey } from './person.js';
import { isOtherwise, knownSoFar, recordPersonOfHistory } from './record-person-of-history.js';

/**
 * The papers of one past place tell of its participant: who they are, where they worked on that day, and why they gave the
 * place up. A name or an e-mail that differs from what is known is kept as said of this place, and changes nothing else.
 */
export class RecordPastParticipant {
  @Id() personId!: string;
  @Words({ example: 'P-1043' }) reference!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Name({ optional: true }) name?: string;
  @Email({ optional: true }) email?: string;
  @Id({ of: 'organisation', optional: true }) employerId?: string;
  @LevelOf({ optional: true }) level?: Level;
  /** Why the place was given up, in the papers' words. */
  @Words({ optional: true }) reason?: string;
  /** The same as a code, where the place was given up and a code says it. */
  @OneOf(REASON_CODES, { optional: true }) reasonCode?: ReasonCode;
}

export const recordPastParticipant = rule(
  RecordPastParticipant,
  ['person-erased', 'already-registered-differently'],
  (past, person: Person, circumstances) => {
    if (isErased(person)) return personErased('personId');
    const { personId, reference, employerId, level } = past;
    const other = saidOtherwise(person, past);
    const { name, email } = past;
    const registered = recordPersonOfHistory.decide(
      known({
        personId,
        reference,
        name: other.includes('name') ? undefined : name,
        email: other.includes('email') ? undefined : email,
        employerId,
        level,
      }),
      person,
      circumstances,
    );
    if (isRefusal(registered)) return registered;

    const facts: readonly PersonEvent[] = [
      ...registered,
      ...reasonIn(past, person),
      ...sourceIn(past, person),
    ];
    return facts.length > 0 ? facts : nothing;
  },
);

/** Which of the name and the e-mail differ from what is known of the person. */
export const saidOtherwise = (
  person: Person,
  said: Pick<RecordPastParticipant, 'name' | 'email'>,
): readonly ('name' | 'email')[] => {
  const is = knownSoFar(person);
  return (['name', 'email'] as const).filter((field) => isOtherwise(is[field], said[field]));
};

/** Which of what the papers of a place said of its participant they now say otherwise. What was erased is not compared. */
export const sourceDifferences = (
  person: Person,
  placeId: string,
  said: PastSource,
): readonly (keyof PastSource)[] => {
  const kept = person.sources.get(placeId) ?? {};
  return (['name', 'email', 'reason'] as const).filter(
    (field) => kept[field] !== ERASED && kept[field] !== said[field],
  );
};

const reasonIn = (
  { personId, cohortId, placeId, reasonCode }: RecordPastParticipant,
  person: Person,
): readonly PersonEvent[] => {
  if (reasonCode === undefined) return [];

  const reason = { about: 'withdrawal' as const, cohortId, placeId, code: reasonCode };
  return isDeepStrictEqual(person.reasons.get(reasonKey(reason)), reason)
    ? []
    : [reasonRecorded({ personId, ...reason })];
};

const sourceIn = (
  { personId, placeId, name, email, reason }: RecordPastParticipant,
  person: Person,
): readonly PersonEvent[] => {
  const source: PastSource = known({ name, email, reason });
  return isDeepStrictEqual(person.sources.get(placeId) ?? {}, source)
    ? []
    : [pastSourceKept({ personId, placeId, ...source })];
};
