import { event, type FactsOf } from '#kernel';

/**
 * What an organisation is recorded for in a cohort: it asks for places where a maximum per sponsor counts or seats are kept for
 * sectors, or said how many it expects to ask for.
 */
export type SponsorshipKind = 'request' | 'interest';

/** An organisation stands in a cohort as a sponsor, under this very id: whoever merges it, or corrects its sector, finds the cohort by this. */
export const sponsorshipNoted = event('SponsorshipNoted', 1).of<{
  organisationId: string;
  cohortId: string;
  by: SponsorshipKind;
}>();

/** Every fact of an organisation's sponsorships (`sponsorship-{organisationId}`). */
export const sponsorshipEvents = { sponsorshipNoted };
export type SponsorshipEvent = FactsOf<typeof sponsorshipEvents>;
