import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { AcceptPlace } from './accept-place.js';
import { requestsClosed } from './events.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  bo,
  confirmedPlace,
  of,
  offered,
  opened,
  request,
  requested,
  STARTS_ON,
  startedPlace,
  waitlisted,
} from './places.examples.js';
import { asItStands } from './refusals.js';
import { StartPlace } from './start-place.js';
import { WithdrawPlace } from './withdraw-place.js';

const given = specification(places);
const refusalOf = (decision: unknown) => (decision as { message?: string }).message;

describe('what a refusal says', () => {
  it.each([
    ['waiting', [opened(), requested(amara), waitlisted(amara, 1)], 'it is offered when a seat is free'],
    ['confirmed', [opened(), ...confirmedPlace(amara)], 'start it once its cohort has started'],
    ['started', [opened(), ...startedPlace(amara)], 'record how it ends'],
  ] as const)('of a place that is %s names what can be done with it', (state, facts, next) => {
    const { decision } = given(...facts).when(commandOf(AcceptPlace, of(amara)), {
      now: `${STARTS_ON}T09:00:00.000Z`,
    });
    expect(refusalOf(decision)).toContain(
      `Only an offered place can be accepted; this one is ${state}: ${next}`,
    );
  });

  it('of a place that has ended is how to have another', () => {
    const { decision } = given(opened(), ...confirmedPlace(amara)).when(
      commandOf(WithdrawPlace, { ...of(bo), reasonClass: 'work' }),
    );
    expect(refusalOf(decision)).toContain('Check the cohort and the place.');
    expect(asItStands('withdrawn')).toBe(
      'withdrawn: ask for a place again, or strike its end if that was recorded wrongly',
    );
    expect(asItStands('not_placed')).toBe('not placed: carry it to a later cohort');
  });

  it('of a book that takes no requests is when, or where, to ask', () => {
    expect(refusalOf(given().when(request(amara)).decision)).toBe(
      'This cohort is not taking requests yet: ask once its enrolment is open.',
    );
    expect(refusalOf(given(opened(), requestsClosed({ cohortId })).when(request(amara)).decision)).toBe(
      'This cohort takes no more requests, its enrolment is closed: ask for a place in a later cohort.',
    );
  });

  it('of a sponsor that has its maximum is what to give up', () => {
    const { decision } = given(opened({ maxPerSponsor: 1 }), requested(amara), offered(amara)).when(
      request(bo),
    );
    expect(refusalOf(decision)).toBe(
      'A sponsor may have 1 request or place in this cohort at most, under all its records: withdraw one first, or ask for a place in another cohort.',
    );
  });

  it('of a start before the cohort is the day from which it can be recorded', () =>
    expect(
      refusalOf(given(opened(), ...confirmedPlace(amara)).when(commandOf(StartPlace, of(amara))).decision),
    ).toBe('This cohort starts on 16 November 2026: record it then or later, with the day it happened on.'));
});
