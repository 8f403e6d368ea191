import { decider } from '#kernel';
import { correctProgrammeFact } from './correct-programme-fact.js';
import { defineProgramme } from './define-programme.js';
import { defineProgrammeVersion } from './define-programme-version.js';
import { programmesEvents } from './events.js';
import { evolve, noProgramme } from './programme.js';
import { recordPastProgramme } from './record-past-programme.js';
import { renameProgramme } from './rename-programme.js';
import { retireProgrammeVersion } from './retire-programme-version.js';
import { strikeProgrammeFact } from './strike-programme-fact.js';

/** Decides programmes and their versions, one stream per programme. */
export const programmes = decider({
  name: 'programme',
  key: ({ programmeId }: { programmeId: string }) => programmeId,
  initial: noProgramme,
  events: programmesEvents,
  evolve,
  rules: [
    defineProgramme,
    recordPastProgramme,
    renameProgramme,
    defineProgrammeVersion,
    retireProgrammeVersion,
    correctProgrammeFact,
    strikeProgrammeFact,
  ],
});
