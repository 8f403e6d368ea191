import { EventStoreDBClient } from '@eventstore/db-client';

const FORM = /^esdb(?:\+discover)?:\/\/(?:[^:@/?#]+:[^@/?#]+@)?([^@/?#]+)\/?(?:\?([^?#]*))?$/;

const TRUTH = { form: /^(true|false)$/, words: 'true or false' };
const FILE = { form: /./, words: 'the path of a file' };
const COUNT = { form: /^\d{1,6}$/, words: 'a whole number' };

/** What an address may say, and what each may hold. */
const SETTINGS: Readonly<Record<string, { readonly form: RegExp; readonly words: string }>> = {
  tls: TRUTH,
  tlsCAFile: FILE,
  userCertFile: FILE,
  userKeyFile: FILE,
  connectionName: { form: /./, words: 'a name' },
  nodePreference: { form: /^leader$/, words: 'leader, since the others lag behind' },
  maxDiscoverAttempts: COUNT,
  discoveryInterval: COUNT,
  gossipTimeout: COUNT,
  keepAliveInterval: { form: /^\d{5,6}$/, words: 'a whole number of milliseconds from 10000' },
  keepAliveTimeout: COUNT,
};

/**
 * What is wrong with the address of an EventStoreDB, as the end of a sentence that begins with its name; undefined when it
 * can be used. Checked here before the client sees it, since the client prints an address with its password to the console
 * where it does not know a setting, and keeps it in its errors.
 */
export const addressProblem = (url: string): string | undefined => {
  const [, , query = ''] = FORM.exec(url) ?? [];
  if (!FORM.test(url))
    return 'is not the address of an EventStoreDB: write esdb://user:password@host:port,host:port?tls=true, with %40 and the like for @, :, / and ? in a password.';

  for (const setting of query === '' ? [] : query.split('&')) {
    const [name = '', value = ''] = setting.split('=', 2);
    const known = SETTINGS[name];
    if (!known)
      return `is not understood: it has a setting that is not one of ${Object.keys(SETTINGS).join(', ')}. Leave it out.`;
    if (!known.form.test(value)) return `is not usable: its ${name} must be ${known.words}.`;
  }
  return clientProblem(url);
};

/** The hosts of an address, without who signs in there: fit to be told. */
export const hostsOf = (url: string): string => FORM.exec(url)?.[1] ?? 'an address that cannot be read';

const clientProblem = (url: string): string | undefined => {
  try {
    EventStoreDBClient.connectionString(url);
    return undefined;
  } catch (error) {
    return String(error).includes('ertificate')
      ? 'is not usable: a certificate or key it names cannot be read; name existing files in tlsCAFile, or in userCertFile together with userKeyFile.'
      : 'is not usable: check its hosts and ports, and that %, @, :, / and ? in a password are written as %25, %40, %3A, %2F and %3F.';
  }
};
