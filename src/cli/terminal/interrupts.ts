const interruptedExitCode = 130 // 128 + SIGINT

/** Ctrl-C: once asks the check to come to an end and to say what it has so far; twice ends the process. */
export class Interrupts {
  isAsked = false

  constructor() {
    process.on('SIGINT', () => {
      if (this.isAsked) process.exit(interruptedExitCode)
      this.isAsked = true
    })
  }
}
