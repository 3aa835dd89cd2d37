import { relativeTo, withoutColumns } from '../report/places.ts'
import { type Page, plain } from '../report/text/style.ts'

/** For the messages of tests and for snapshots: no colours, and places relative to the project, so that they are the same everywhere. */
export function testPage(): Page {
  const relative = relativeTo(process.cwd())
  return { style: plain, width: 120, places: (text) => withoutColumns(relative(text)) }
}
