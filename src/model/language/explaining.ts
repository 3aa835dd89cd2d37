import { ModelError } from '../../errors/model-error.ts'
import { call } from '../run/call.ts'
import { siteIfWatched } from '../run/watched.ts'
import { show } from '../values/encode.ts'

/** What a function that only explains may answer. */
export type Explanation<A> = {
  readonly is: (answer: unknown) => answer is A
  /** For the message about another answer. */
  readonly expected: string
}

/** Run through the door, and its answer looked at. @throws ModelError M014 whatever it throws, M005 where its answer is none. */
export function explaining<A, Given extends readonly unknown[]>(
  word: string,
  { is, expected }: Explanation<A>,
  explain: ((...given: never[]) => unknown) | undefined,
  name: () => string,
): ((...given: Given) => A) | undefined {
  if (explain === undefined) return undefined
  const site = siteIfWatched(word)
  return (...given) => {
    const who = `${word} of ${name()}`
    const answer = explained(who, () =>
      call(
        { source: explain, role: 'function', name: who, site },
        undefined,
        () => explain(...(given as readonly unknown[] as never[])), // what it was declared for
      ),
    )
    if (is(answer)) return answer
    throw new ModelError('M005', `${who} answered ${show(answer)}: expected ${expected}.`)
  }
}

function explained(who: string, run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    if (error instanceof ModelError || !(error instanceof Error)) throw error
    throw new ModelError('M014', `${who} threw ${error.name}: ${error.message}. It only explains, and must not fail.`, {
      cause: error,
    })
  }
}

export const someText: Explanation<string> = {
  is: (answer): answer is string => typeof answer === 'string',
  expected: 'a text',
}
