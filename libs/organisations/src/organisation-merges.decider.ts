import {
  decider,
  type Evolve,
  type Merges,
  MERGES,
  noMerges,
  withApart,
  withMerge,
  withoutMerge,
} from '#kernel';
import { type OrganisationMergeEvent, organisationMergeEvents } from './events.js';
import { mergeOrganisations, tellOrganisationsApart, undoOrganisationMerge } from './merge-organisations.js';

const evolve: Evolve<Merges, OrganisationMergeEvent> = {
  OrganisationsMerged: (merges, { data }) => withMerge(merges, data),
  OrganisationMergeUndone: (merges, { data }) => withoutMerge(merges, data),
  OrganisationsToldApart: (merges, { data }) => withApart(merges, data),
};

/** Which organisations are one: decided in one stream, so that no two merges can make a circle. */
export const organisationMerges = decider({
  name: 'organisationMerges',
  key: (_command: object) => MERGES,
  initial: noMerges,
  events: organisationMergeEvents,
  evolve,
  rules: [mergeOrganisations, undoOrganisationMerge, tellOrganisationsApart],
});
