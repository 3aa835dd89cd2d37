/** Where a clean verdict over a memory with old values says less than it seems to, or a violation more. */
import { at } from '../../errors/at.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type LocalId, type ThreadTable, targetsIn, UNKNOWN } from '../../model/ir.ts'
import type { OperationRequest } from '../../model/protocol/design.ts'
import { sharedName } from '../../model/protocol/names.ts'
import type { WarningOf } from '../../verdict/warning.ts'

/** None where memory is sequentially consistent: there an operation accesses its cell. */
export function ofWeakMemory(compiled: Compiled): readonly WarningOf[] {
  const { ir } = compiled.program
  const requests = ir.operations.map((_, operation) => compiled.request(operation))
  if (!requests.some(({ accesses }) => accesses !== undefined)) return []
  return [...wrapping(requests), ...ir.regions.flatMap((_, region) => ofRegion(compiled, requests, region))]
}

/** One that is only counted on is compared by nobody. */
function wrapping(requests: readonly OperationRequest[]): WarningOf[] {
  const compared = requests.filter(
    ({ accesses, guard, method }) => accesses?.kind === 'load' || guard !== undefined || method.startsWith('compare'),
  )
  const cells = compared.flatMap(({ cell }) => (cell?.wraps === true ? sharedName(cell) : []))
  return [...new Set(cells)].map((cell) => ({ kind: 'wraps', cell }))
}

function ofRegion({ program, design }: Compiled, requests: readonly OperationRequest[], region: number): WarningOf[] {
  const { regions, threads } = program.ir
  const name = at(regions, region, 'regions')
  const inside = threads.filter((thread) => thread.regions.some((bits) => isIn(bits, region)))
  if (inside.length === 0) return []
  const isPlainThere = ({ operation, regions: bits }: ThreadTable): boolean =>
    operation.some((one, local) => {
      const kind = one === UNKNOWN ? undefined : at(requests, one, 'operations').accesses?.kind
      return (kind === 'plain load' || kind === 'plain store') && isIn(at(bits, local), region)
    })
  const familyOf = (thread: ThreadTable): number => at(design.threads, threads.indexOf(thread), 'threads').family
  const back = inside.filter((thread) => comesBack(thread, region)).map(familyOf) // of those alike one may stand for all
  const once = inside.filter((thread) => !back.includes(familyOf(thread))).map(({ name: who }) => who)
  return [
    ...(once.length === 0 ? [] : [{ kind: 'one round', region: name, threads: once } as const]),
    ...(inside.some(isPlainThere) ? [] : [{ kind: 'nothing plain', region: name } as const]),
  ]
}

/** Whether it may leave the region and enter it again. */
function comesBack({ regions, next }: ThreadTable, region: number): boolean {
  const leaving = next.flatMap((row, local) =>
    isIn(at(regions, local), region)
      ? targetsIn(row).filter((to) => to !== UNKNOWN && !isIn(at(regions, to), region))
      : [],
  )
  const seen = new Set<LocalId>()
  const open = [...leaving]
  for (let local = open.pop(); local !== undefined; local = open.pop()) {
    if (local === UNKNOWN || seen.has(local)) continue
    if (isIn(at(regions, local), region)) return true
    seen.add(local)
    open.push(...targetsIn(at(next, local)))
  }
  return false
}

function isIn(bits: number, region: number): boolean {
  return (bits & (1 << region)) !== 0
}
