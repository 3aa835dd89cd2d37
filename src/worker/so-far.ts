/** What can be said where the thread that works was ended: the main thread makes the verdict, of what it was told and what stands on the board. */
import type { CheckProgress } from '../check/check.ts'
import type { Limit } from '../explorer/findings/search-result.ts'
import type { Who } from '../model/run/watched.ts'
import { siteOf } from '../verdict/site.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { type WarningOf, warning } from '../verdict/warning.ts'
import type { ChosenSystem } from './messages.ts'

export type SoFar = {
  readonly system: ChosenSystem
  /** As the thread told it; absent where the description never came back. */
  readonly known: Verdict | undefined
  readonly progress: CheckProgress
  /** 0 while it is compiled. */
  readonly compileMs: number
  readonly elapsedMs: number
  readonly stoppedBy: Limit
  readonly who: Who | undefined
}

export function verdictSoFar(soFar: SoFar): Verdict {
  const { system, known = undescribed(system), progress, compileMs, elapsedMs, stoppedBy, who } = soFar
  const { phase, states, edges, depth, storedBytes } = progress
  return {
    ...known,
    stoppedBy,
    warnings: [
      ...known.warnings,
      warning(who === undefined ? { kind: 'ended while', phase } : notBack(who, system.exportName)),
    ],
    states: Math.max(states, known.states),
    edges: Math.max(edges, known.edges),
    levels: Math.max(depth, known.levels),
    elapsedMs,
    compileMs: compileMs === 0 ? elapsedMs : compileMs,
    ...(phase === 'searching' ? { searchMs: elapsedMs - compileMs } : {}),
    storedBytes,
    bytesPerState: storedBytes / Math.max(1, states),
  }
}

/** `inBody's T, at spin.ts:4:3, had not come back`. */
export function notBack({ role, name, site }: Who, owner: string): WarningOf {
  return { kind: 'not back', role, name, owner, ...(site === undefined ? {} : { site: siteOf(site) }) }
}

/** Of a system that has said nothing yet. */
function undescribed({ name, parameters }: ChosenSystem): Verdict {
  return {
    formatVersion: 2,
    system: name,
    parameters,
    verdict: 'incomplete',
    answers: [],
    expected: { verdict: 'unknown', isAsExpected: false },
    grounds: [],
    warnings: [],
    search: 'breadth first',
    reduction: 'none',
    states: 0,
    edges: 0,
    levels: 0,
    storedBytes: 0,
    bytesPerState: 0,
    localStates: [],
  }
}
