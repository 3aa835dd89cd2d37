/** Spins that no run leaves: what comes after them is never looked at. */
import { at, existing } from '../../errors/at.ts'
import type { Coverage } from '../../explorer/steps/coverage.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { answersIn, type LocalId, Mark, type ThreadTable } from '../../model/ir.ts'
import { siteOf } from '../../verdict/site.ts'
import type { WarningOf } from '../../verdict/warning.ts'

/** `seen`: what searches and what may happen at most have covered. A spin of several threads is left where one of them leaves it. */
export function endlessSpins({ program: { ir }, arrival }: Compiled, seen: readonly Coverage[]): readonly WarningOf[] {
  const isLeft = new Map<string, boolean>()
  for (const [thread, table] of ir.threads.entries())
    for (const spin of spinsOf(table, (local) => seen.some((one) => one.isMet(thread, local)))) {
      const sites = spin.flatMap((local) => arrival(thread, local).site ?? [])
      const leaves = spin.some((local) => seen.some((one) => leavesAt(table, local, one.answers(thread, local))))
      if (sites.length > 0) {
        const site = existing(sites.toSorted()[0], 'a site')
        isLeft.set(site, leaves || isLeft.get(site) === true)
      }
    }
  return [...isLeft].flatMap(([site, leaves]) => (leaves ? [] : [{ kind: 'spin never left', site: siteOf(site) }]))
}

function leavesAt({ stays }: ThreadTable, local: LocalId, answers: readonly number[]): boolean {
  return answers.some((answer) => stays[local]?.has(answer) !== true)
}

/** Local states of the same spin, of those that are met: whatever follows without leaving it. */
function spinsOf(table: ThreadTable, isMet: (local: LocalId) => boolean): readonly (readonly LocalId[])[] {
  const spins = new Map<LocalId, Set<LocalId>>()
  const isInside = (local: LocalId): boolean =>
    local >= 0 && (at(table.marks, local) & Mark.spins) !== 0 && isMet(local)
  for (const local of table.marks.keys()) if (isInside(local)) spins.set(local, new Set([local]))
  for (const [local, next] of table.next.entries())
    for (const answer of answersIn(next)) {
      const [one, other] = [spins.get(local), spins.get(at(next, answer))]
      if (one === undefined || other === undefined || one === other || table.stays[local]?.has(answer) !== true)
        continue
      for (const member of other) {
        one.add(member)
        spins.set(member, one)
      }
    }
  return [...new Set(spins.values())].map((spin) => [...spin])
}
