/** https://no-color.org */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0'
  return stream.isTTY && TERM !== 'dumb'
}

/** Without it a reader that has gone would end the process with a stack trace. */
export function ignoreGoneReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!isGone(error)) throw error
    })
  }
}

/** `EIO`: the terminal was closed. */
const gone: ReadonlySet<string> = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])

export function isGone(error: Error): boolean {
  return 'code' in error && gone.has(String(error.code))
}
