import type { PredicateDeclaration } from '../../protocol/declarations.ts'
import type { LivenessDeclaration } from '../../protocol/waiting.ts'
import type { MemoryCells } from './cells.ts'
import { unpacked } from './packed.ts'
import type { MemoryObject } from './requests.ts'

/** What is asked of cells, asked of memory: a predicate reads of a cell what was written last. */
export type Asked = <P extends PredicateDeclaration>(predicate: P) => P

export function overMemory({ machine, declaration }: MemoryObject, cells: MemoryCells): Asked {
  return (predicate) => {
    const { observes, holds } = predicate
    const of = observes.map((observed) => ('initial' in observed ? cells.of(observed) : undefined))
    return {
      ...predicate,
      observes: observes.map((observed, i) => (of[i] === undefined ? observed : declaration)),
      holds: (seen: readonly unknown[]) =>
        holds(
          seen.map((value, i) => {
            const cell = of[i]
            if (cell === undefined) return value
            const place = cell.declared.isPlain === true ? cells.atomic.length + cell.index : cell.index
            return cell.values[machine.newest(unpacked(value), place)]
          }),
        ),
    }
  }
}

export function livenessOver(declared: LivenessDeclaration, over: Asked): LivenessDeclaration {
  switch (declared.kind) {
    case 'leads to':
      return { ...declared, from: over(declared.from), to: over(declared.to) }
    case 'infinitely often':
    case 'eventually':
      return { ...declared, holds: over(declared.holds) }
    case 'ltl':
      return { ...declared, propositions: declared.propositions.map((it) => ({ ...it, holds: over(it.holds) })) }
    default:
      return declared // of regions alone
  }
}
