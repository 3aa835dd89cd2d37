import { relativeTo, withoutColumns } from './places.ts'
import { type Page, plain } from './text/style.ts'

/** For messages and snapshots of tests: no colours, and places relative to the project, so that they are the same everywhere. */
export function lastingPage(): Page {
  const relative = relativeTo()
  return { style: plain, width: 120, isTerminal: false, places: (text) => withoutColumns(relative(text)) }
}
