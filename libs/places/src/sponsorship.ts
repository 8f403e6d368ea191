import { decider, Id, nothing, OneOf, rule } from '#kernel';
import { Map, Set } from 'immutable';
import {
  sponsorshipEvents,
  type SponsorshipEvent,
  type SponsorshipKind,
  sponsorshipNoted,
} from './events.js';

/** The cohorts in which an organisation stands as a sponsor, by what it is recorded for. */
export interface Sponsorship {
  readonly cohorts: Map<SponsorshipKind, Set<string>>;
}

/** An organisation stands in a cohort as a sponsor: kept with it, so that a merge reaches the cohort. */
export class NoteSponsorship {
  /** As the cohort names it, whichever record stands for it. */
  @Id() organisationId!: string;
  @Id() cohortId!: string;
  @OneOf(['request', 'interest']) by!: SponsorshipKind;
}

const noteSponsorship = rule(
  NoteSponsorship,
  [],
  ({ organisationId, cohortId, by }, { cohorts }: Sponsorship) =>
    cohorts.get(by)?.has(cohortId) ? nothing : [sponsorshipNoted({ organisationId, cohortId, by })],
);

/** Where an organisation is a sponsor: one stream an organisation, as cohorts name it. */
export const sponsorship = decider<Sponsorship, SponsorshipEvent, NoteSponsorship>({
  name: 'sponsorship',
  key: ({ organisationId }) => organisationId,
  initial: { cohorts: Map() },
  events: sponsorshipEvents,
  evolve: {
    SponsorshipNoted: ({ cohorts }, { data: { cohortId, by } }) => ({
      cohorts: cohorts.update(by, Set<string>(), (known) => known.add(cohortId)),
    }),
  },
  rules: [noteSponsorship],
});
