import type { Happened } from '#kernel';
import type { PlaceEvent } from './events.js';
import type { CorrectableFact, PlaceStatement } from './vocabulary.js';

/** What is stated with each fact, beside its day, its notice and whom it names, and can be corrected by itself. */
export const STATED_WITH = {
  accepted: ['orderToFollow', 'releaseDays'],
  confirmed: ['lineManagerId', 'privacyNoticeVersion', 'checks'],
  substituted: ['lineManagerId', 'privacyNoticeVersion', 'checks'],
  deferred: ['modulesPassed', 'expectedOn'],
  transferred: ['orderToFollow'],
  given_priority: ['reasonGiven', 'allowedBy'],
  admitted_by_exception: ['reasonGiven', 'allowedBy'],
  offer_extended: ['reasonGiven'],
  naming_extended: ['reasonGiven'],
  deferral_extended: ['reasonGiven'],
} as const satisfies { readonly [fact in CorrectableFact]?: readonly (keyof PlaceStatement)[] };

/** Facts with which something is stated that can be corrected by itself. */
export type StatedFact = keyof typeof STATED_WITH;
export const STATED_FACTS = Object.keys(STATED_WITH) as readonly StatedFact[];

/** What an event states with its fact. */
export const saidIn = (
  fact: CorrectableFact,
  { data }: Happened<PlaceEvent>,
): { readonly said?: PlaceStatement } => {
  const fields: readonly (keyof PlaceStatement)[] =
    fact in STATED_WITH ? STATED_WITH[fact as StatedFact] : [];
  const { reason: reasonGiven, ...others } = data as { readonly reason?: string };
  const said = fieldsIn(fields, { ...others, reasonGiven });

  return Object.keys(said).length === 0 ? {} : { said };
};

/** The fields of these names that are stated. */
export const fieldsIn = (names: readonly (keyof PlaceStatement)[], stated: PlaceStatement): PlaceStatement =>
  Object.fromEntries(names.flatMap((name) => (stated[name] === undefined ? [] : [[name, stated[name]]])));
