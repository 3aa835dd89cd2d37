import type { Coverage } from '../explorer/steps/coverage.ts'
import type { Compiled } from '../model/compile/compile.ts'
import { Pending } from '../model/ir.ts'
import { siteOf } from '../verdict/site.ts'
import type { FileLines } from '../verdict/verdict.ts'

/** Lines at which a thread had a step before it in some state, and those at which the procs were called that it lies in; as far as places are known. */
export function visitedLines({ program, arrival }: Compiled, coverage: Coverage): readonly FileLines[] {
  const files = new Map<string, Set<number>>()
  for (const [thread, { pending }] of program.ir.threads.entries())
    for (const [local, kind] of pending.entries()) {
      if (!coverage.isMet(thread, local) || kind === Pending.finished || kind === Pending.failed) continue
      const { site: own = '', callers } = arrival(thread, local)
      for (const { file, line } of [own, ...callers.map(({ site }) => site)].map(siteOf))
        if (line > 0) files.set(file, (files.get(file) ?? new Set()).add(line))
    }
  return [...files].map(([file, lines]) => ({ file, visited: [...lines].sort((a, b) => a - b) }))
}
