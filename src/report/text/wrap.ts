/** How many characters a text takes in a line. */
export function widthOf(text: string): number {
  return [...text].length
}

/** The text, cut to the width, with an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  const characters = [...text]
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text
}

/** Lines of at most `width` characters, broken at spaces, or else within words where code can be broken; all but the first are indented. */
export function wrap(text: string, width: number, indent = 2): string[] {
  const lines: string[] = []
  let rest = text
  let margin = 0
  while (isWider(rest, width - margin)) {
    const end = breakIn(rest, Math.max(8, width - margin))
    lines.push(' '.repeat(margin) + rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
    margin = indent
  }
  if (rest !== '') lines.push(' '.repeat(margin) + rest)
  return lines
}

/** Without a look at all of a long text: it is asked for the rest after each line. */
function isWider(text: string, width: number): boolean {
  return text.length > 2 * width || widthOf(text) > width
}

function breakIn(text: string, room: number): number {
  const space = text.lastIndexOf(' ', room)
  if (space > room / 2) return space
  const head = text.slice(0, room)
  const inCode = Math.max(
    head.lastIndexOf('.'),
    head.lastIndexOf('(') + 1,
    head.lastIndexOf(',') + 1,
    head.lastIndexOf('/') + 1,
  )
  if (inCode > room / 3) return inCode
  return space > room / 4 ? space : room
}
