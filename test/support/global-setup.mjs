import { makeServerFolder, removeLeftServers } from './test-server.mjs';

export default async () => {
  await removeLeftServers();
  process.env.L2D_TEST_POSTGRES = makeServerFolder();
};
