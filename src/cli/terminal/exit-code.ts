/** What the command's exit code says, to scripts and CI. */
export const ExitCode = {
  asExpected: 0,
  notAsExpected: 1,
  /** Wrong use, or a wrong model. */
  wrong: 2,
  /** A limit or Ctrl-C ended the search. */
  incomplete: 3,
  /** A signal that is no Ctrl-C ended the command: 128 and its number, as shells have it. */
  hungUp: 129,
  terminated: 143,
  /** A bug of lockproof (sysexits.h: EX_SOFTWARE). */
  internal: 70,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** A bug of ours is worse than wrong input, that is worse than an unexpected verdict, and that is worse than none. */
const worstFirst: readonly ExitCode[] = [ExitCode.internal, ExitCode.wrong, ExitCode.notAsExpected, ExitCode.incomplete]

export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return worstFirst.find((code) => codes.includes(code)) ?? ExitCode.asExpected
}
