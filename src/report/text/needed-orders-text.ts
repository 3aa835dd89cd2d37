import { printableData } from '../../model/values/printable.ts'
import type { NeededAtSite, NeededOrder, NeededOrders, WeakerOrder } from '../../verdict/needed-orders.ts'
import { fileName, siteText } from '../../verdict/site.ts'
import type { Violation } from '../../verdict/verdict.ts'
import { columns } from './columns.ts'
import { lengthOf, systemText, under, violated, violatedName } from './headline.ts'
import { counted } from './quantity.ts'
import type { Page } from './style.ts'
import { wrap } from './wrap.ts'

/** What a system needs, site by site, and what the next weaker order would do. */
export function neededOrdersText(found: NeededOrders, page: Page): string {
  const orders = printableData(found)
  const { style, width } = page
  const colour = orders.result === 'enough' ? style.green : orders.result === 'incomplete' ? style.yellow : style.red
  const sections = [
    wrap(headOf(orders), width).map((line) => style.bold(colour(line))),
    orders.sites.length === 0 ? [] : siteLines(orders, page),
    solutionLines(orders, width),
    orders.warnings.flatMap(({ text }) => wrap(`  warning: ${page.places(text)}`, width, 4).map(style.yellow)),
    orders.sites.length === 0 ? [] : wrap(`  ${costOf(orders)}`, width, 2),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function headOf({ system, parameters, memory, result, violation, sites }: NeededOrders): string {
  const where = `${systemText(system, parameters)}${under({ memory })}`
  const why = violation === undefined ? '' : `: ${violated(violation)}`
  switch (result) {
    case 'hopeless':
      return `${where}: no orders help, seq_cst everywhere is violated${why}`
    case 'incomplete':
      return `${where}: a limit ended some check, so less may be needed than stands here`
    case 'too weak':
      return `${where}: the orders that are written are too weak${why}`
    case 'enough': {
      const strong = sites.filter(isStrongerThanNeeded).length
      const but = strong === 0 ? 'and none is stronger than needed' : `and ${strong} of ${sites.length} can be weaker`
      return `${where}: the orders that are written are enough, ${but}`
    }
  }
}

/** A site that is told its order by its callers is so if all they tell is. */
function isStrongerThanNeeded({ written, needed }: NeededAtSite): boolean {
  return !written.some((order) => order === needed)
}

function siteLines({ sites }: NeededOrders, page: Page): string[] {
  const rows = sites.map((one, i) => [
    ...placeOf(one, sites[i - 1], page),
    one.written.join('/'),
    one.needed,
    one.weaker.map(becauseOf).join('; '),
  ])
  const shape = [
    { title: 'site' },
    { mark: page.style.dim },
    { title: 'written' },
    { title: 'needed', mark: page.style.bold },
    { title: 'the next weaker one', gives: 1 },
  ]
  return columns(shape, rows, page.width - 2).map((line) => `  ${line}`)
}

/** Of what is left of the update in the row above, where it fails: no more than that. */
function placeOf({ kind, operation, site }: NeededAtSite, above: NeededAtSite | undefined, page: Page): string[] {
  if (kind === 'failure' && above?.kind === 'update' && above.operation === operation) return ['  failing', '']
  const place = site === undefined ? '' : fileName(page.places(siteText(site)))
  return [kind === 'failure' ? `${operation}, failing` : operation, place]
}

/** `relaxed: deadlock, 14 steps` */
function becauseOf({ order, verdict, violation }: WeakerOrder): string {
  return `${order}: ${violation === undefined ? verdict : briefly(violation)}`
}

/** A data race tells its name first, then whose it is: that is in the run. */
function briefly(violation: Violation): string {
  const { kind, trace } = violation
  const isRace = kind === 'failure' && violatedName(violation).startsWith('data race')
  return isRace && trace !== undefined ? `data race, ${lengthOf(trace)}` : violated(violation)
}

/** Those beside the one in the table, each where it differs from that. */
function solutionLines({ minimal = [], sites }: NeededOrders, width: number): string[] {
  const others = minimal.filter((one) => one.some((order, i) => order !== sites[i]?.needed))
  if (minimal.length === 0) return []
  if (others.length === 0) return ['  nothing else is as weak']
  return others.flatMap((one) => wrap(`  or ${differencesOf(one, sites)}`, width, 5))
}

function differencesOf(one: readonly NeededOrder[], sites: readonly NeededAtSite[]): string {
  const differs = sites.flatMap(({ operation, site, kind, needed }, i) => {
    if (one[i] === undefined || one[i] === needed) return []
    const where = site === undefined ? '' : ` (:${site.line})`
    return [`${operation}${kind === 'failure' ? ', failing' : ''}${where} ${one[i]}`]
  })
  return differs.join(', ')
}

function costOf({ checks, reused }: NeededOrders): string {
  const more = reused === 0 ? '' : `, which told of ${reused} more`
  return `${counted(checks, 'check')}${more}; for these clients: with others more may be needed`
}
