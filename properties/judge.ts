import { check, ModelError, type System, type Verdict } from 'lockproof'
import { withoutSites } from '../src/model/protocol/site.ts'
import { protections, withoutProtections } from '../src/model/values/protections.ts'
import { type NaiveFindings, naiveDesign } from './naive-designs.ts'

export type Judgement =
  /** By a `ModelError`: nothing was said about the design. */
  | 'refused'
  /** The oracle has seen nothing else. */
  | 'right'
  /** Neither the check nor the oracle came far enough to tell. */
  | 'open'
  | 'wrongly verified'
  | 'wrongly violated'
  /** An error that answers nobody's question. */
  | 'broken'

export type Judged = {
  readonly judgement: Judgement
  readonly verdict?: Verdict
  readonly error?: unknown
  /** Before the check, and after it unless that was enough. */
  readonly findings: readonly NaiveFindings[]
}

export type JudgeOptions = {
  /** How many schedules the oracle runs, about. */
  readonly schedules?: number
  /** The design remembers nothing: the oracle need not come back after the check. */
  readonly isInnocent?: boolean
}

/** What a check says of a design, beside what the oracle sees before it and after it: what a design remembers may outlive its description. */
export function judge(system: System, { schedules = 250, isInnocent = false }: JudgeOptions = {}): Judged {
  return withoutSites(() => {
    const oracle = () => withoutProtections(protections, () => naiveDesign(system, schedules)) // plain JavaScript
    const before = oracle()
    try {
      const verdict = check(system, { keepGoing: true, stuck: false, limits: { states: 20_000 } }) // nor does the oracle look for that
      const isClear = isInnocent || before.violations.size > 0
      const findings = isClear ? [before] : [before, oracle()]
      return { judgement: compared(verdict, findings), verdict, findings }
    } catch (error) {
      return { judgement: error instanceof ModelError ? 'refused' : 'broken', error, findings: [before] }
    }
  })
}

function compared(verdict: Verdict, findings: readonly NaiveFindings[]): Judgement {
  const isFound = findings.some(({ violations }) => violations.size > 0)
  if (verdict.verdict === 'verified') return isFound ? 'wrongly verified' : 'right'
  if (verdict.verdict === 'incomplete') return 'open'
  if (isFound) return 'right'
  const steps = verdict.violation?.trace?.steps.length ?? Number.POSITIVE_INFINITY
  return findings.every(({ depth }) => steps <= depth) ? 'wrongly violated' : 'open'
}

/** What a verdict that has seen every state says otherwise than the oracle, property by property. */
export function disagreements({ answers }: Verdict, { violations, witnesses, depth }: NaiveFindings): string[] {
  return answers.flatMap(({ name, kind, result, steps }) => {
    if (kind === 'nobody stuck') return [] // the oracle does not look for that
    const isViolated = violations.has(name)
    const found = (kind === 'reachable' ? witnesses : violations).get(name)
    const isOther = isViolated ? result !== 'violated' : result === 'violated' && depth === Number.POSITIVE_INFINITY
    const isElsewhere = steps !== undefined && steps !== found && (found !== undefined || steps <= depth)
    return isOther || isElsewhere ? [`${name}: ${result}, ${steps} steps; the oracle sees ${found} of ${depth}`] : []
  })
}
