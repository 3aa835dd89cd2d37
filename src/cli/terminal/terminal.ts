import { relativeTo, withoutColumns } from '../../report/places.ts'
import { type Page, plain } from '../../report/text/style.ts'
import { colours } from './colours.ts'
import { isGone, wantsColour } from './streams.ts'

const widthOfPipe = 100
const narrowest = 60

/** Where the command prints: marked on a terminal, plain in a pipe. */
export function pageFor(stream: NodeJS.WriteStream): Page {
  const shorter = relativeTo(process.cwd())
  return {
    style: wantsColour(stream) ? colours : plain,
    width: Math.max(narrowest, (stream.isTTY ? stream.columns : undefined) ?? widthOfPipe),
    places: (text) => withoutColumns(shorter(text)),
  }
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
