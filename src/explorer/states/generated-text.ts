/**
 * JavaScript that is written for one layout, as text. A text is made by a function of its own, so that it can be read
 * in a golden file, compared with what it stands for, and broken on purpose; here texts become functions.
 */
import { UsageError } from '../../errors/usage-error.ts'

/** The body of a function that returns what `text` says. Profiles and stacks call it `lockproof/<name>.js`. */
export function generated(name: string, text: string): string {
  return `${indented(`return ${text}`)}\n//# sourceURL=lockproof/${name}.js\n`
}

/** What the body returns. It sees what is `known`, by these names. */
export function evaluated<F>(body: string, known: Readonly<Record<string, unknown>> = {}): F {
  return functionOf(Object.keys(known), body)(...Object.values(known)) as F // the text is that of an F
}

/** @throws UsageError U012 where that is forbidden: by a page's content policy, or a flag of Node's. */
function functionOf(names: readonly string[], body: string): Function {
  try {
    return new Function(...names, body)
  } catch (error) {
    if (!(error instanceof EvalError)) throw error
    const expected = "script-src 'unsafe-eval', or Node without --disallow-code-generation-from-strings"
    throw new UsageError(
      'U012',
      `The search writes code for each design, which is forbidden here: expected ${expected}.`,
      {
        expected,
        seen: error.message,
      },
    )
  }
}

/** Text for each word of a state, joined. */
export function each(words: number, text: (word: number) => string, separator = '\n'): string {
  return Array.from({ length: words }, (_, word) => text(word)).join(separator)
}

/** `2-words`, for names. */
export function inWords(words: number): string {
  return words === 1 ? '1-word' : `${words}-words`
}

/** Each line as deep as braces are open. */
function indented(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  let depth = 0
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const shown = line.startsWith('}') ? depth - 1 : depth
      depth += line.split('{').length - line.split('}').length
      return `${'  '.repeat(shown)}${line}`
    })
    .join('\n')
}
