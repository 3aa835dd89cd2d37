import { relativeTo, withoutColumns } from '../../report/places.ts'
import { type Page, plain } from '../../report/text/style.ts'
import { colours } from './colours.ts'
import { endWhereLost, wantsColour } from './streams.ts'

const widthOfPipe = 100
const narrowest = 60

/** Where the command prints: marked on a terminal, plain in a pipe. */
export function pageFor(stream: NodeJS.WriteStream): Page {
  const shorter = relativeTo()
  return {
    style: wantsColour(stream) ? colours : plain,
    width: Math.max(narrowest, (stream.isTTY ? stream.columns : undefined) ?? widthOfPipe),
    places: (text) => withoutColumns(shorter(text)),
  }
}

/** Prints, and resolves when the text has left. */
export function print(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, (error) => {
      if (error !== null && error !== undefined) endWhereLost(error)
      resolve()
    })
  })
}
