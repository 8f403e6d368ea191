import type { FactsOfProgramme } from './programme-facts.query.js';
import type { ListedProgramme } from './programmes.queries.js';

/** A programme, as the API publishes it. */
export const programmeExample: ListedProgramme = {
  programmeId: 'bc5b6f5c-4868-58c4-84cf-c4bf5d3475cb',
  name: 'Leading to Deliver',
  names: [
    {
      from: '2022-06-28',
      name: 'Leading to Deliver',
    },
  ],
  awardId: '8aabcdb3-3ff7-5def-bc85-84fbedd2b7c4',
  awardName: 'Postgraduate Certificate in Leadership',
  credits: 60,
  scqfLevel: 11,
  approvingBody: 'scottish_ministers',
  levels: [
    {
      level: 'first_line',
      inWords: 'Leads a team that works directly with people',
    },
    {
      level: 'middle',
      inWords: 'Leads first-line managers or a service',
    },
  ],
  versions: [
    {
      label: 'first',
      modules: [
        {
          title: 'Leading yourself',
          moduleId: 'e84436b9-77dc-5800-a23c-31a24e97563f',
        },
        {
          title: 'Leading people',
          moduleId: '8ababa94-a96b-5ed4-9706-436c626c5a91',
        },
      ],
      definedOn: '2022-06-28',
      versionId: 'a89b46f1-a805-5e86-a837-a7a7e1676fa8',
      targetLevels: ['first_line', 'middle'],
    },
  ],
  definedOn: '2022-06-28',
  revision: 1,
};

/** What was recorded of a programme, as the API publishes it. */
export const programmeFactsExample: FactsOfProgramme = {
  items: [
    {
      eventId: '5b0c3d21-7a6f-5e4d-9c8b-3a2f1e0d9c8b',
      fact: 'ProgrammeRenamed',
      versions: [
        {
          eventId: '5b0c3d21-7a6f-5e4d-9c8b-3a2f1e0d9c8b',
          recordedAt: '2024-03-04T09:15:00.000Z',
          by: 'local-administrator',
          on: '2024-03-04',
          struck: false,
          data: { name: 'Leading to Delivery' },
        },
        {
          eventId: '8d2e6f3a-1b5c-5d7e-af90-2b3c4d5e6f70',
          recordedAt: '2024-03-05T13:40:00.000Z',
          by: 'local-administrator',
          reason: 'Typing error',
          on: '2024-03-04',
          struck: false,
          data: { name: 'Leading to Deliver' },
        },
      ],
    },
  ],
  position: '1042',
};
