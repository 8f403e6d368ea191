import type { ProgrammeRow } from './programme.entity.js';

/** A programme, as the API publishes it. */
export const programmeExample: ProgrammeRow = {
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
