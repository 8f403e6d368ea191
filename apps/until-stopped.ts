import { ConfigurationError } from '#platform';

/** A clean stop takes so long at most; then the process ends anyway, and the log loses nothing by it. */
const STOP_MILLISECONDS = 20_000;

/**
 * Runs a product until SIGTERM or SIGINT, then closes it and lets the process end. Opening that takes long looks at the
 * signal it is given and gives up by throwing its reason. What keeps it from starting is told
 * in sentences on the standard error, with exit code 1.
 */
export const untilStopped = async (
  open: (stop: AbortSignal) => Promise<{ close(): Promise<void> }>,
): Promise<void> => {
  const asked = new AbortController();
  const opening = open(asked.signal);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    process.stderr.write('Stopping.\n');
    asked.abort();
    setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
    void opening
      .then((product) => product.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          if (asked.signal.aborted && error === asked.signal.reason) process.exit(0);
          process.stderr.write(`It did not stop cleanly: ${sentenceOf(error)}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  try {
    await opening;
  } catch (error) {
    if (stopping) return;
    process.stderr.write(`It could not start.\n${sentenceOf(error)}\n`);
    process.exit(1);
  }
};

const sentenceOf = (error: unknown): string => {
  if (error instanceof ConfigurationError) return error.problems.join('\n');
  return error instanceof Error ? error.message : String(error);
};
