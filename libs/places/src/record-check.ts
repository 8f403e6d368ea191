import { Id, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { CHECKS, type CheckName, type CheckOutcome, checkRecorded } from './events.js';
import { isOngoing, type PlaceBook } from './place-book.js';
import { noSuchPlace, placeEnded } from './refusals.js';

/** How one of the programme's checks came out, ahead of the confirmation. A refused one may be recorded again. */
export class RecordCheck {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'person', optional: true, description: 'Whom it is about; default: whom the place names.' })
  personId?: string;
  @OneOf(CHECKS) check!: CheckName;
  @OneOf(['met', 'waived', 'refused']) outcome!: CheckOutcome['outcome'];
  @Id({ of: 'person', optional: true, description: 'Who waived it; a waived check needs it.' })
  waivedBy?: string;
  @Words({
    optional: true,
    description: 'Why it was waived, which a waived check needs; never about a person.',
    example: 'The register of the university opens after the naming date.',
  })
  reason?: string;
}

export const recordCheck = rule(
  RecordCheck,
  [
    'no-such-place',
    'place-ended',
    'nobody-named',
    'confirmed-already',
    'waiver-needs-a-name',
    'waiver-needs-a-reason',
  ],
  ({ cohortId, placeId, check, outcome, waivedBy, reason, ...about }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (!isOngoing(place.state)) return placeEnded(place.state);
    const personId = about.personId ?? place.personId;
    if (personId === undefined)
      return refuse('nobody-named', 'This place names nobody yet. Say whom the check is about.', 'personId');
    if (!AHEAD.has(place.state) && (place.state !== 'confirmed' || place.personId === personId))
      return refuse(
        'confirmed-already',
        'Checks come before the confirmation, and this place was confirmed with its own.',
      );
    if (outcome === 'waived' && waivedBy === undefined)
      return refuse('waiver-needs-a-name', 'Say who waived this check.', 'waivedBy');
    if (outcome === 'waived' && reason === undefined)
      return refuse('waiver-needs-a-reason', 'Say why this check was waived.', 'reason');

    const known = place.checks?.get(personId)?.find((recorded) => recorded.check === check);
    if (known?.outcome === outcome && known.waivedBy === waivedBy) return nothing;

    return [
      checkRecorded({
        cohortId,
        placeId,
        personId,
        check,
        outcome,
        ...(waivedBy === undefined ? {} : { waivedBy }),
        ...(reason === undefined ? {} : { reason }),
      }),
    ];
  },
);

const AHEAD: ReadonlySet<string> = new Set(['waiting', 'offered', 'accepted']);
