/** Turns JSON lines into lines for people: time, level, where, message, and the rest as `name=value`. */
export const readableLines = (to: { write(line: string): unknown }) => ({
  write: (line: string): void => {
    to.write(readable(line));
  },
});

const readable = (line: string): string => {
  const { time, level, context, msg, err, pid: _, ...rest } = JSON.parse(line) as Record<string, any>;
  const fields = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const words = [
    String(time).slice(11, 19),
    String(level).toUpperCase().padEnd(5),
    context ? `[${context}]` : '',
    msg ?? '',
    ...fields,
  ];
  const head = words.filter((word) => word !== '').join(' ');
  return err ? `${head}\n  ${err.type}: ${err.message ?? err.code ?? ''}\n${err.stack}\n` : `${head}\n`;
};
