import { commandOf, type CommandType, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { candidacies } from './candidacies.decider.js';
import { ClaimCandidacy, DropInterest, NoteInterest, ReleaseCandidacy } from './claim-candidacy.js';
import {
  awardHeld,
  awardNoLongerHeld,
  candidacyClaimed,
  candidacyReleased,
  candidacyTakenOver,
  claimDropped,
  interestDropped,
  interestNoted,
  participationNoted,
} from './events.js';
import { NoteParticipation, participation } from './participation.js';
import { TakeOverCandidacy } from './participation-moves.js';
import { amara, autumnCohort, awardId, bo, chidi, placeOf } from './places.examples.js';
import { RecordAwardHeld, RecordAwardNoLongerHeld } from './record-award-held.js';

const given = specification(candidacies);
const by = (person: string) => ({
  personId: amara,
  awardId,
  cohortId: autumnCohort,
  placeId: placeOf(person),
});
const asked = derivedId('an acceptance');
const askedAgain = derivedId('a confirmation');
const claim = (person: string, askedIn = asked) => commandOf(ClaimCandidacy, { ...by(person), askedIn });
const claimed = (person: string, askedIn = asked) => candidacyClaimed({ ...by(person), askedIn });
const held = awardHeld({ ...by(bo), grantedOn: '2026-08-20' }, '2026-08-20');

const elsewhere = <C extends object>(command: CommandType<C>, fields: object = {}) =>
  commandOf(command, { ...by(bo), cohortId: derivedId('spring cohort'), ...fields } as unknown as C);

describe('claiming a candidacy', () => {
  it('is granted to the first place that asks', () => {
    given().when(claim(bo)).then(claimed(bo));
    given(claimed(bo)).when(claim(bo)).thenNothing();
  });

  it('is refused to every other place, and nobody learns which one holds it', () => {
    const refused = given(claimed(bo)).when(claim(chidi));
    refused.thenRefused('already-holds-a-place', 'personId');
    expect(JSON.stringify(refused.decision)).not.toContain(placeOf(bo));
  });

  it('is refused to a holder of the award', () =>
    given(held).when(claim(chidi)).thenRefused('holds-the-award', 'personId'));

  it('is refused to a place of another cohort that goes by the same id', () => {
    given(claimed(bo))
      .when(elsewhere(ClaimCandidacy, { askedIn: askedAgain }))
      .thenRefused('already-holds-a-place');
    given(claimed(bo)).when(elsewhere(NoteInterest)).thenRefused('already-holds-a-place');
    given(claimed(bo)).when(elsewhere(ReleaseCandidacy)).thenNothing();
    given(claimed(bo))
      .when(elsewhere(ReleaseCandidacy, { askedIn: asked }))
      .thenNothing();
  });

  it('is granted again once released, or once the award is corrected to not granted', () => {
    given(claimed(bo), candidacyReleased(by(bo)))
      .when(claim(chidi))
      .then(claimed(chidi));
    given(held, awardNoLongerHeld(by(bo)))
      .when(claim(chidi))
      .then(claimed(chidi));
  });
});

describe('the candidacy of somebody who returns', () => {
  const cohortId = derivedId('spring cohort');
  const back = { ...by(bo), cohortId, placeId: derivedId('return of bo') };
  const third = { ...back, cohortId: derivedId('third cohort') };
  const returning = (place: typeof back, returnOf?: { cohortId: string; placeId: string }) =>
    commandOf(ClaimCandidacy, { ...place, askedIn: askedAgain, ...(returnOf ? { returnOf } : {}) });
  const claimedBack = candidacyClaimed({
    ...back,
    askedIn: askedAgain,
    returnOf: { cohortId: autumnCohort, placeId: placeOf(bo) },
  });
  const from = { cohortId: autumnCohort, placeId: placeOf(bo) };

  it("is the deferred place's and, beside it, that of the place they return to, and nobody else's", () => {
    given(claimed(bo)).when(returning(back, from)).then(claimedBack);
    given(claimed(bo), claimedBack).when(returning(back, from)).thenNothing();
    given(claimed(bo)).when(returning(back)).thenRefused('already-holds-a-place');
    given(claimed(chidi)).when(returning(back, from)).thenRefused('already-holds-a-place');
    given(claimed(bo), claimedBack).when(claim(chidi)).thenRefused('already-holds-a-place');
    given(claimed(bo), claimedBack)
      .when(commandOf(NoteInterest, by(chidi)))
      .thenRefused('already-holds-a-place');
  });

  it('ends place by place: the one that was left once they started, or the return that came to nothing', () => {
    const left = given(claimed(bo), claimedBack, candidacyReleased(by(bo)));
    left.when(claim(chidi)).thenRefused('already-holds-a-place');
    given(claimed(bo), claimedBack, candidacyReleased(back))
      .when(claim(chidi))
      .thenRefused('already-holds-a-place');
    given(claimed(bo), claimedBack, candidacyReleased(back), candidacyReleased(by(bo)))
      .when(claim(chidi))
      .then(claimed(chidi));
  });

  it('goes on from return to return, and back when one is undone', () => {
    given(claimed(bo), claimedBack)
      .when(returning(third, { cohortId: back.cohortId, placeId: back.placeId }))
      .then(
        candidacyClaimed({
          ...third,
          askedIn: askedAgain,
          returnOf: { cohortId: back.cohortId, placeId: back.placeId },
        }),
      );
    given(claimedBack).when(claim(bo)).then(claimed(bo));
  });
});

describe('releasing a candidacy', () => {
  const release = (person: string, askedIn?: string) =>
    commandOf(ReleaseCandidacy, { ...by(person), askedIn });

  it('frees the person of a place that ended, with all it claimed and noted', () =>
    given(interestNoted(by(bo)), claimed(bo), claimed(bo, askedAgain))
      .when(release(bo))
      .then(candidacyReleased(by(bo)), interestDropped(by(bo))));

  it('gives back the claim of one answer, and no other of the same place', () => {
    given(claimed(bo), claimed(bo, askedAgain))
      .when(release(bo, asked))
      .then(claimDropped({ ...by(bo), askedIn: asked }));
    given(claimed(bo), claimed(bo, askedAgain), claimDropped({ ...by(bo), askedIn: asked }))
      .when(release(bo, askedAgain))
      .then(candidacyReleased(by(bo)));
  });

  it('changes nothing for a place that does not hold the person', () => {
    given(claimed(bo)).when(release(chidi)).thenNothing();
    given(claimed(bo)).when(release(bo, askedAgain)).thenNothing();
    given().when(release(bo)).thenNothing();
  });
});

describe('noting a request', () => {
  const note = (person: string) => commandOf(NoteInterest, by(person));

  it('is kept once, and dropped', () => {
    given()
      .when(note(bo))
      .then(interestNoted(by(bo)));
    given(interestNoted(by(bo)))
      .when(note(bo))
      .thenNothing();
    given(interestNoted(by(bo)))
      .when(commandOf(DropInterest, by(bo)))
      .then(interestDropped(by(bo)));
    given()
      .when(commandOf(DropInterest, by(bo)))
      .thenNothing();
  });

  it('of two cohorts is kept apart, though both go by the same id', () => {
    const noted = given(interestNoted(by(bo)));
    noted
      .when(elsewhere(NoteInterest))
      .then(interestNoted({ ...by(bo), cohortId: derivedId('spring cohort') }));
    noted.when(elsewhere(DropInterest)).thenNothing();
    given(interestNoted(by(bo)), claimed(chidi))
      .when(elsewhere(ReleaseCandidacy))
      .thenNothing();
  });

  it('is refused when another place holds the person, or they hold the award', () => {
    given(claimed(bo)).when(note(chidi)).thenRefused('already-holds-a-place');
    given(held).when(note(chidi)).thenRefused('holds-the-award');
  });
});

describe('holding the award', () => {
  const record = (grantedOn: string) => commandOf(RecordAwardHeld, { ...by(bo), grantedOn });

  it('is recorded as of the day of the award, and again when that is corrected', () => {
    given(claimed(bo)).when(record('2026-08-20')).then(held);
    given(held).when(record('2026-08-20')).thenNothing();
    given(held)
      .when(record('2026-08-19'))
      .then(awardHeld({ ...by(bo), grantedOn: '2026-08-19' }, '2026-08-19'));
  });

  it('counts once for each place, and until the last is corrected', () => {
    const ofChidi = awardHeld({ ...by(chidi), grantedOn: '2026-08-21' }, '2026-08-21');
    const both = [held, ofChidi];
    given(...both)
      .when(record('2026-08-20'))
      .thenNothing();
    given(...both, awardNoLongerHeld(by(chidi)))
      .when(claim(amara))
      .thenRefused('holds-the-award');
    given(...both, awardNoLongerHeld(by(chidi)))
      .when(commandOf(RecordAwardNoLongerHeld, by(bo)))
      .then(awardNoLongerHeld(by(bo)));
    given(...both, awardNoLongerHeld(by(bo)), awardNoLongerHeld(by(chidi)))
      .when(claim(amara))
      .then(claimed(amara));
  });

  it('ends with the correction of that award only', () => {
    given(held).when(elsewhere(RecordAwardNoLongerHeld)).thenNothing();
    given(held)
      .when(commandOf(RecordAwardNoLongerHeld, by(bo)))
      .then(awardNoLongerHeld(by(bo)));
    given(held)
      .when(commandOf(RecordAwardNoLongerHeld, by(chidi)))
      .thenNothing();
  });
});

describe('taking over what another record of the person held', () => {
  const holdings = { claims: [], interests: [], awards: [], past: [] };
  const taken = { personId: amara, awardId, fromPersonId: bo, movedIn: asked };

  it('happens once for each move', () => {
    const takeOver = commandOf(TakeOverCandidacy, { ...taken, holdings });
    const takenOver = candidacyTakenOver({ ...taken, ...holdings, heldTwice: false });
    given().when(takeOver).then(takenOver);
    given(takenOver).when(takeOver).thenNothing();
  });
});

describe('the places a person was named for', () => {
  it('are noted once for each naming and day', () => {
    const said = { ...by(bo), asAt: 'start', on: '2026-11-16', namedIn: asked } as const;
    const note = (fields: Partial<NoteParticipation> = {}) =>
      commandOf(NoteParticipation, { ...said, ...fields });
    const book = specification(participation)(participationNoted(said));
    book.when(note()).thenNothing();
    book.when(note({ on: '2026-11-18' })).then(participationNoted({ ...said, on: '2026-11-18' }));
    book.when(note({ namedIn: askedAgain })).then(participationNoted({ ...said, namedIn: askedAgain }));
  });
});
