import { Id, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { CHECKS, type CheckName, type CheckOutcome, checkRecorded } from './events.js';
import { isOngoing, type Place, type PlaceBook } from './place-book.js';
import { noSuchPlace, placeEnded } from './refusals.js';

/**
 * How one of the programme's checks came out, ahead of the confirmation. A refused one may be recorded again, and why one was
 * waived be said again since.
 */
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
    const personId = about.personId ?? place.personId;
    const known =
      personId === undefined
        ? undefined
        : place.checks?.get(personId)?.find((recorded) => recorded.check === check);
    const isKnown = known !== undefined && known.outcome === outcome && known.waivedBy === waivedBy;
    // Why it was waived may be said again at any time: how it came out stays as it was.
    const isWhyAlone = isKnown && outcome === 'waived';
    if (!isWhyAlone && !isOngoing(place.state)) return placeEnded(place.state);
    if (personId === undefined)
      return refuse('nobody-named', 'This place names nobody yet. Say whom the check is about.', 'personId');
    if (!isWhyAlone && !isAhead(place, personId))
      return refuse(
        'confirmed-already',
        'Checks come before the confirmation, and this place was confirmed with its own.',
      );
    if (outcome === 'waived' && waivedBy === undefined)
      return refuse('waiver-needs-a-name', 'Say who waived this check.', 'waivedBy');
    if (outcome === 'waived' && reason === undefined)
      return refuse('waiver-needs-a-reason', 'Say why this check was waived.', 'reason');

    if (isKnown && (reason ?? known.reason) === known.reason) return nothing;

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

/** Of a confirmed place, checks of a substitute are ahead. */
const isAhead = ({ state, personId: holder }: Place, personId: string): boolean =>
  AHEAD.has(state) || (state === 'confirmed' && holder !== personId);
