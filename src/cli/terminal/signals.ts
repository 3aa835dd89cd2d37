import { ExitCode } from './exit-code.ts'
import { leave } from './leave.ts'

/** Ctrl-C has none of its own: what there was so far decides. */
const exitCodes: Readonly<Record<string, ExitCode | undefined>> = {
  SIGINT: undefined,
  SIGTERM: ExitCode.terminated,
  SIGHUP: ExitCode.hungUp,
}

/** Signals that end the command: the first asks for what there is so far, the second waits for nothing, a third ends the process as it is. */
export class Signals {
  /** Of a signal that has one of its own. */
  exitCode: ExitCode | undefined
  count = 0

  /** `heard` is told how many there were. */
  constructor(heard: (count: number) => void) {
    for (const [signal, exitCode] of Object.entries(exitCodes)) {
      process.on(signal, () => {
        this.exitCode = exitCode ?? this.exitCode
        this.count++
        if (this.count > 2) leave(this.exitCode ?? ExitCode.incomplete, true)
        heard(this.count)
      })
    }
  }
}
