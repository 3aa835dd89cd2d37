import type { Verdict, Violation } from '../../verdict/verdict.ts'

/** All that shows something: what is to be reported, then the evidence of other questions. */
export function evidenceOf({ violation, answers }: Verdict): readonly Violation[] {
  if (violation === undefined) return []
  const isIt = ({ kind, property }: Violation): boolean => kind === violation.kind && property === violation.property
  return [violation, ...answers.flatMap(({ evidence }) => (evidence === undefined || isIt(evidence) ? [] : [evidence]))]
}
