/** A body of more bytes than this is refused while it arrives. */
export const LARGEST_BODY_BYTES = 64 * 1024;
