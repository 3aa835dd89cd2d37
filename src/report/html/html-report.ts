import { at } from '../../errors/at.ts'
import { printable } from '../../model/values/printable.ts'
import type { PageData } from '../page-data/page-data.ts'
import type { Reported, ReportFormat } from '../reported.ts'
import { documentOf } from './document.ts'
import { systemData } from './system-data.ts'

/** A page that needs nothing else: an index where there are several systems, and of each what was found. Without JavaScript it is the terminal's text. */
export const htmlReport: ReportFormat = async ({ systems, errors, sources, version }) => {
  const ids = idsOf(systems)
  const data: PageData = {
    version,
    systems: await Promise.all(systems.map((one, index) => systemData(one, at(ids, index), sources))),
    errors: errors.map(({ code, message }) => printable(`error ${code}: ${message}`)),
  }
  return documentOf(
    data,
    systems.map(({ text }) => text),
  )
}

/** Exports, numbered from the second of a name on. */
function idsOf(systems: readonly Reported[]): readonly string[] {
  return systems.map(({ exportName }, index) => {
    const before = systems.slice(0, index).filter((other) => other.exportName === exportName).length
    return before === 0 ? exportName : `${exportName}-${before + 1}`
  })
}
