/** Of this program's environment only what the server's programs need: never its secrets, such as the master key. */
export const serverEnvironment = (): NodeJS.ProcessEnv => {
  const needed = NEEDED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(needed), LC_ALL: 'C', LC_MESSAGES: 'C' };
};

const NEEDED = ['PATH', 'TZ', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP'];
