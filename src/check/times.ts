import type { Times } from '../verdict/verdict.ts'
import type { Known } from './passes/pass.ts'

/** Whatever was not done has no time. Describing is part of compiling. */
export function timesOf({ looked, spentMs = {} }: Known, elapsedMs: number): Times {
  if (looked === undefined) return { elapsedMs, compileMs: elapsedMs }
  const {
    describing = 0,
    searching = 0,
    'looking at who waits for ever': waitingMs,
    'checking the reduction': auditMs,
    'running natively': walksMs,
    explaining: explainMs,
  } = spentMs
  const native = [walksMs, explainMs].filter((ms) => ms !== undefined)
  return {
    elapsedMs,
    compileMs: describing + looked.compileMs,
    searchMs: searching - looked.compileMs,
    ...(waitingMs === undefined ? {} : { waitingMs }),
    ...(auditMs === undefined ? {} : { auditMs }),
    ...(native.length === 0 ? {} : { nativeMs: native.reduce((sum, ms) => sum + ms) }),
  }
}
