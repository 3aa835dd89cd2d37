import { relativeTo, withoutColumns } from '../../report/places.ts'
import { type Page, plain } from '../../report/text/style.ts'
import { colours } from './colours.ts'
import { endWhereLost, wantsColour } from './streams.ts'

const widthOfPipe = 100
const widthOfTerminal = 80
const narrowest = 60

/** Where the command prints: marked on a terminal, plain in a pipe. */
export function pageFor(stream: NodeJS.WriteStream): Page {
  const shorter = relativeTo()
  return {
    style: wantsColour(stream) ? colours : plain,
    width: widthOf(stream),
    isTerminal: stream.isTTY,
    places: (text) => withoutColumns(shorter(text)),
  }
}

/** A terminal that does not know its size has 0 columns. */
function widthOf({ isTTY, columns }: NodeJS.WriteStream): number {
  if (!isTTY) return widthOfPipe
  return columns > 0 ? Math.max(narrowest, columns) : widthOfTerminal
}

/** Prints, and resolves when the text has left. A reader that has gone is no error: `lockproof check … | head`. */
export function print(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, (error) => {
      if (error !== null && error !== undefined) endWhereLost(error)
      resolve()
    })
  })
}
