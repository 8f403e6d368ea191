import { factToCorrect, Id, isRefusal, nothing, NO_FACT, rule, Words } from '#kernel';
import { programmeFactStruck } from './events.js';
import { type Programme, unknownProgramme } from './programme.js';

/** Says that something recorded of a programme never was: a name it never had, a version that was not retired. */
export class StrikeProgrammeFact {
  @Id() programmeId!: string;
  @Id({ description: 'The event that never was: see the facts of the programme' }) factId!: string;
  @Words({ max: 1_000, example: 'Another programme was meant', description: 'Never about a person' })
  reason!: string;
}

/** Cohorts may run a version: it is retired, not struck. */
const STRUCK_KINDS = ['ProgrammeRenamed', 'ProgrammeVersionRetired'] as const;

export const strikeProgrammeFact = rule(
  StrikeProgrammeFact,
  ['unknown-programme', ...NO_FACT],
  ({ programmeId, factId, reason }, programme: Programme) => {
    if (!programme.defined) return unknownProgramme;
    const fact = factToCorrect(programme.facts, factId, STRUCK_KINDS, 'factId');
    if (isRefusal(fact)) return fact;
    if (fact.struck) return nothing;

    return [programmeFactStruck({ programmeId, corrects: factId, fact: fact.type, reason }, fact.on)];
  },
);
