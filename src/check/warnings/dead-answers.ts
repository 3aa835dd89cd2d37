import type { Compiled } from '../../model/compile/compile.ts'
import type { DeadAnswer } from '../../model/compile/dead-answers.ts'
import type { WarningOf } from '../../verdict/warning.ts'

/** Answers that threads remember to no purpose: once for threads that do it at the same place, since a label may name its thread. */
export function deadAnswers({ localStates }: Compiled): readonly WarningOf[] {
  const alike = new Map<string, { readonly answer: DeadAnswer; readonly threads: string[] }>()
  for (const { thread, deadAnswer: answer } of localStates) {
    if (answer === undefined) continue
    const { label, where, holder, found, kept } = answer
    const key = JSON.stringify([where === '' ? label : where, holder, found, kept])
    const known = alike.get(key)
    if (known === undefined) alike.set(key, { answer, threads: [thread] })
    else known.threads.push(thread)
  }
  return [...alike.values()].map(({ answer: { label, where, holder, found, kept }, threads }) => {
    const place = where === '' ? '' : ` at ${where}`
    return { kind: 'dead answer', threads, found, kept, why: `${label}${place} is remembered in ${holder}` }
  })
}
