import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.js';

/** The names of this machine for itself; whoever asks under another was sent here by somebody else's name server. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;
const READS = new Set(['GET', 'HEAD']);

/**
 * Refuses what a page of another site makes a browser of this machine ask. There is no sign-in, so being on this machine
 * is all the authority there is: a name made to point here reads nothing, and a foreign page sends nothing.
 */
export const refuseForeign = ({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): void => {
  const { host = '', origin } = headers;
  if (!OWN_HOST.test(host))
    throw new Problem(
      421,
      'host-not-ours',
      'Ask under 127.0.0.1, localhost or [::1]: no other name is answered.',
    );

  if (READS.has(method ?? '')) return;
  const isForeign = origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`;
  if (isForeign || headers['sec-fetch-site'] === 'cross-site')
    throw new Problem(403, 'origin-not-ours', 'A page of another site may send nothing here.');
};
