import type { Verdict } from '../../verdict/verdict.ts'
import { duration } from './quantity.ts'

/** `450 ms: compiled in 20 ms, searched in 176 ms, the rest in 254 ms`; nothing where times are left out. */
export function timeText({ elapsedMs, compileMs = 0, searchMs }: Verdict): string {
  if (elapsedMs === undefined) return ''
  const compiled = `${duration(elapsedMs)}: compiled in ${duration(compileMs)}`
  if (searchMs === undefined) return compiled
  return `${compiled}, searched in ${duration(searchMs)}, the rest in ${duration(elapsedMs - compileMs - searchMs)}`
}

/** What took which part of the time, in the order in which it was done; nothing of what was not done, or is not told. */
export function timesOf(verdict: Verdict): readonly (readonly [what: string, time: string])[] {
  const { elapsedMs, compileMs, searchMs, waitingMs, auditMs, nativeMs } = verdict
  const all = [
    ['took', elapsedMs],
    ['compiled in', compileMs],
    ['searched in', searchMs],
    ['who waits for ever decided in', waitingMs],
    ['reduction checked in', auditMs],
    ['run natively in', nativeMs],
  ] as const
  return all.flatMap(([what, ms]) => (ms === undefined ? [] : [[what, duration(ms)] as const]))
}
