import { cohortsContext } from '#cohorts';
import { completionRatesContext } from '#completion-rates';
import { graduationsContext } from '#graduations';
import { historiesContext } from '#histories';
import { organisationsContext } from '#organisations';
import { peopleContext } from '#people';
import { placeBookContext } from '#place-book';
import { placesContext } from '#places';
import type { Context } from '#platform';
import { processesContext } from '#processes';
import { programmesContext } from '#programmes';

/** All that the product is made of. A new library is one line here. */
export const contexts: readonly Context[] = [
  organisationsContext,
  peopleContext,
  programmesContext,
  cohortsContext,
  placesContext,
  graduationsContext,
  processesContext,
  placeBookContext,
  completionRatesContext,
  historiesContext,
];
