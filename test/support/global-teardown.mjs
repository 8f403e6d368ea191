import { removeServer } from './test-server.mjs';

export default () => removeServer(process.env.L2D_TEST_POSTGRES);
