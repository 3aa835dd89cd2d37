import pc from 'picocolors'
import { relativeTo, withoutColumns } from '../../report/places.ts'
import { type Page, plain, type Style } from '../../report/text/style.ts'

const widthOfPipe = 100
const narrowest = 60

/** Where the command prints: marked on a terminal, plain in a pipe. */
export function pageFor(stream: NodeJS.WriteStream): Page {
  const shorter = relativeTo(process.cwd())
  return {
    style: styleFor(wantsColour(stream)),
    width: Math.max(narrowest, (stream.isTTY ? stream.columns : undefined) ?? widthOfPipe),
    places: (text) => withoutColumns(shorter(text)),
  }
}

export function styleFor(isColoured: boolean): Style {
  return isColoured ? pc.createColors(true) : plain
}

/** https://no-color.org */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0'
  return stream.isTTY && TERM !== 'dumb'
}

/** Prints, and resolves when the text has left. A reader that has gone is no error: `lockproof check … | head`. */
export function print(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error !== null && error !== undefined && !isGone(error)) reject(error)
      else resolve()
    })
  })
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

function isGone(error: Error): boolean {
  return 'code' in error && gone.has(String(error.code))
}
