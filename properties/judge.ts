import { check, ModelError, type System, type Verdict } from 'lockproof'
import { withoutSites } from '../src/model/protocol/site.ts'
import { type NaiveFindings, naiveDesign } from './naive-designs.ts'

export type Judgement =
  /** By a `ModelError`: nothing was said about the design. */
  | 'refused'
  /** The oracle says the same. */
  | 'right'
  /** Neither the check nor the oracle came far enough to tell. */
  | 'open'
  | 'wrongly verified'
  | 'wrongly violated'
  /** An error that is no answer to anybody. */
  | 'broken'

export type Judged = {
  readonly judgement: Judgement
  readonly verdict: Verdict | undefined
  readonly error: unknown
  /** Before the check, and after it: what a design remembers may outlive one of its descriptions. */
  readonly findings: readonly NaiveFindings[]
}

/** What a check says of a design, compared with what the oracle sees in about `schedules` schedules before and after. */
export function judge(system: System, schedules = 250): Judged {
  return withoutSites(() => {
    const before = naiveDesign(system, schedules)
    const checked = checkedOr(system)
    if ('error' in checked) {
      const judgement = checked.error instanceof ModelError ? 'refused' : 'broken'
      return { judgement, verdict: undefined, error: checked.error, findings: [before] }
    }
    const findings = [before, naiveDesign(system, schedules)]
    return { judgement: compared(checked.verdict, findings), verdict: checked.verdict, error: undefined, findings }
  })
}

function checkedOr(system: System): { readonly verdict: Verdict } | { readonly error: unknown } {
  try {
    return { verdict: check(system, { keepGoing: true, limits: { states: 20_000 } }) }
  } catch (error) {
    return { error }
  }
}

function compared(verdict: Verdict, findings: readonly NaiveFindings[]): Judgement {
  const isFound = findings.some(({ violations }) => violations.size > 0)
  if (verdict.verdict === 'verified') return isFound ? 'wrongly verified' : 'right'
  if (verdict.verdict === 'incomplete') return 'open'
  if (isFound) return 'right'
  const steps = verdict.violation?.trace?.steps.length ?? Number.POSITIVE_INFINITY
  return findings.every(({ depth }) => steps <= depth) ? 'wrongly violated' : 'open'
}
