import { ExitCode } from './exit-code.ts'

/** By the exit code that a process has which the signal ends. */
const signals: Readonly<Record<number, NodeJS.Signals>> = {
  [ExitCode.terminated]: 'SIGTERM',
  [ExitCode.hungUp]: 'SIGHUP',
}

/**
 * The end of the process. `process.exit` waits for a thread of ours, and one in native code may never end: then a signal ends us all, with its own exit
 * code where it is none of these.
 */
export function leave(exitCode: number, isStuck: boolean): never {
  if (isStuck) {
    const signal = signals[exitCode] ?? 'SIGKILL'
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
  process.exit(exitCode)
}
