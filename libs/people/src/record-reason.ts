import { isDeepStrictEqual } from 'node:util';
import { Id, nothing, OneOf, rule } from '#kernel';
import {
  type Asker,
  ASKERS,
  REASON_CODES,
  REASON_MATTERS,
  type ReasonCode,
  type ReasonMatter,
  reasonRecorded,
} from './events.js';
import { known } from './known.js';
import { NOT_STANDING, type Person, reasonKey, standing } from './person.js';

/** Why a place was given up, put off or given to another, in a code, and who asked. The place itself carries a class only. */
export class RecordReason {
  @Id() personId!: string;
  @OneOf(REASON_MATTERS) about!: ReasonMatter;
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(REASON_CODES, { example: 'new_post' }) code!: ReasonCode;
  @OneOf(ASKERS, { optional: true, description: 'Who asked for it' }) askedBy?: Asker;
}

export const recordReason = rule(
  RecordReason,
  NOT_STANDING,
  ({ personId, about, cohortId, placeId, code, askedBy }, person: Person) => {
    const refusal = standing(person);
    if (refusal) return refusal;
    const reason = known({ about, cohortId, placeId, code, askedBy });
    if (isDeepStrictEqual(person.reasons.get(reasonKey(reason)), reason)) return nothing;

    return [reasonRecorded({ personId, ...reason })];
  },
);
