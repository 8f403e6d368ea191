import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { CorrectParticipant } from './correct-participant.js';
import { idOf, isStruck, reason, strike } from './corrections.examples.js';
import {
  offerLapsed,
  participantCorrectionAsked,
  placeFactStruck,
  type PlaceEvent,
  strikingAsked,
} from './events.js';
import { amara, autumnCohort, awardId, bo, of, placeOf, programmeId, sponsor } from './places.examples.js';
import { places } from './places.decider.js';
import { RecordPastPlace } from './record-past-place.js';
import { SettleClaim } from './settle-claim.js';

const given = specification(places);
const askedBy = 'local-administrator';

const entered = (said: Partial<RecordPastPlace> = {}): readonly PlaceEvent[] =>
  given().when(
    commandOf(RecordPastPlace, {
      ...of(amara),
      startsOn: '2004-09-06',
      endsOn: '2005-06-30',
      programmeId,
      awardId,
      capacity: 1,
      sponsorId: sponsor,
      personId: amara,
      requestedOn: '2004-05-01',
      startedOn: '2004-09-06',
      personal: [],
      flags: [],
      ...said,
    }),
  ).decision as readonly PlaceEvent[];
const toBo = commandOf(CorrectParticipant, { ...of(amara), personId: bo, reason });
const asksForBo = (corrects: string) =>
  participantCorrectionAsked({ ...of(amara), awardId, personId: bo, corrects, reason, askedBy });
const granted = (facts: readonly PlaceEvent[]) =>
  commandOf(SettleClaim, { ...of(amara), awardId, personId: amara, askedIn: idOf(facts, -1) });

describe('a place entered as history', () => {
  const withdrawn = entered({ withdrawnOn: '2005-01-10' });
  const asked = strikingAsked({
    ...of(amara),
    awardId,
    personId: amara,
    askedBy,
    corrects: idOf(withdrawn, -1),
    fact: 'withdrawn',
    reason,
  });
  const all = [...withdrawn, asked];
  const struck = isStruck(amara, idOf(withdrawn, -1), {
    fact: 'withdrawn',
    backTo: 'started',
    personId: amara,
    seat: 'held',
    askedBy,
  });

  it('holds its participant by its own id, until it ends', () => {
    expect(given(...entered()).state.places.get(placeOf(amara))?.claimedIn).toBe(placeOf(amara));
    expect(given(...withdrawn).state.places.get(placeOf(amara))?.claimedIn).toBeUndefined();
  });

  it('is live again, by a striking, once its participant is its own', () => {
    given(...withdrawn)
      .when(strike(amara, 'withdrawn'))
      .then(asked);
    given(...all)
      .when(granted(all))
      .then(struck);
  });

  it('is given to whom it was of in truth, once they are its own', () => {
    const live = entered();
    const confirmation = live.findIndex(({ type }) => type === 'PlaceConfirmed');
    given(...live)
      .when(toBo)
      .then(asksForBo(idOf(live, confirmation)));
    given(...all, struck)
      .when(toBo)
      .then(asksForBo(idOf(withdrawn, confirmation)));
  });

  it('can be struck to its request: its participant is given back, and the offer lapsed', () => {
    const live = entered();
    const types = live.map(({ type }) => type);
    const at = (type: PlaceEvent['type']) => idOf(live, types.indexOf(type));
    const steps = [
      isStruck(amara, at('PlaceStarted'), {
        fact: 'started',
        backTo: 'confirmed',
        personId: amara,
      }),
      isStruck(amara, at('PlaceConfirmed'), {
        fact: 'confirmed',
        backTo: 'accepted',
        personId: amara,
      }),
    ];
    given(...live, ...steps)
      .when(strike(amara, 'accepted'))
      .then(
        placeFactStruck({
          ...of(amara),
          awardId,
          corrects: at('PlaceAccepted'),
          fact: 'accepted',
          reason,
          backTo: 'offered',
          seat: 'not_needed',
          freedSeat: false,
          personId: amara,
          insteadOf: { personId: amara, askedIn: placeOf(amara) },
        }),
        offerLapsed(
          {
            cohortId: autumnCohort,
            placeId: placeOf(amara),
            awardId,
            personIds: [amara],
            freedSeat: true,
            until: '2004-05-01',
          },
          '2004-05-02',
        ),
      );
  });
});
