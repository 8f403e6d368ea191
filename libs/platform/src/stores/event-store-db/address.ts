import { EventStoreDBClient } from '@eventstore/db-client';

const FORM = /^esdb(?:\+discover)?:\/\/(?:[^:@/?#]+:[^@/?#]+@)?([^@/?#]+)\/?(?:\?([^?#]*))?$/;

/** What an address may say, and what each may hold. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
  tls: /^(true|false)$/,
  tlsCAFile: /./,
  userCertFile: /./,
  userKeyFile: /./,
  connectionName: /./,
  nodePreference: /^leader$/,
  maxDiscoverAttempts: /^\d{1,6}$/,
  discoveryInterval: /^\d{1,6}$/,
  gossipTimeout: /^\d{1,6}$/,
  keepAliveInterval: /^\d{5,6}$/,
  keepAliveTimeout: /^\d{4,6}$/,
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
    const form = SETTINGS[name];
    if (!form)
      return `has a setting this product does not know: leave out whatever is not one of ${Object.keys(SETTINGS).join(', ')}.`;
    if (!form.test(value))
      return `states a ${name} that cannot be used: see the README for what it may hold.`;
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
      ? 'names a file of a certificate or key that cannot be read: name existing ones in tlsCAFile, or userCertFile together with userKeyFile.'
      : 'cannot be used by the client of EventStoreDB: check its hosts, ports and how the password is written.';
  }
};
