import { readFileSync } from 'node:fs'
import { oddTexts, type Source } from './random.ts'

/** Files that import lockproof alone. */
const texts = [
  'test/cli/fixtures/designs.ts',
  'examples/two-locks.ts',
  'examples/flag.ts',
  'examples/naive-flag.ts',
  'examples/broken-twin.ts',
  'examples/warnings.ts',
  'examples/worked-example.ts',
].map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))

/** What a design should not say, or not there. */
const statements = [
  'throw null',
  'throw undefined',
  'throw { toString: null }',
  'throw new TypeError("x")',
  'return',
  'return 7',
  'while (true);',
  'for (;;) yield* again()',
  'Promise.reject(1)',
  'void setTimeout(() => { throw 1 })',
  'queueMicrotask(() => { throw null })',
  'process.exit(0)',
  'process.exitCode = 1',
  'process.abort = undefined',
  'Error.prepareStackTrace = () => 7',
  'Error.stackTraceLimit = 0',
  'Object.freeze(Object.prototype)',
  'console.log("verified: everything")',
  'Math.random()',
  'yield 1',
  'yield* [1, 2]',
  'yield* choose([])',
  'yield* choose(range(40))',
  'yield* note("\\u001b[2J")',
  'expectVerdict("constructor")',
  'expectVerdict({ violates: "\\u202e" })',
  'thread("\\u001b[31m", function* () {})',
  'always("a\\nb", [], () => { throw null })',
  'shared({ z: counter({ upTo: 1e8 }) })',
  'shared({ z: cell([Symbol("x"), 1n, NaN, -0, () => 1]) })',
  'await 1',
  'debugger',
  'new Proxy({}, { get() { throw 1 } })',
]

const values = ['0', '-1', '1e9', 'NaN', '2.5', 'undefined', 'null', '""', '[]', '{}', 'Symbol()', '1n', '(() => 1)']

/** A design with one to three slips; most still compile. */
export function mutatedDesign(random: Source): string {
  const [head = '', ...rest] = random.oneOf(texts).split(/(?<=from 'lockproof'\n)/)
  const tokens = rest.join('').match(/'[^'\n]*'|\/\*[\s\S]*?\*\/|\s+|\w+|[^\w\s]/g) ?? []
  for (let i = 1 + random.below(random.oneOf([1, 1, 3])); i > 0; i--) slip(tokens, random)
  return head + tokens.join('')
}

function slip(tokens: string[], { below, oneOf, isOften }: Source): void {
  const place = (wanted: RegExp): number => oneOf([...tokens.keys()].filter((i) => wanted.test(tokens[i] ?? '')))
  const [word, line] = [place(/^[a-z]\w*$/i), place(/\n\s+$/)]
  switch (below(isOften(90) ? 5 : 7)) {
    case 0:
      tokens[line] += `${oneOf(statements)}\n`
      break
    case 1:
      tokens[place(/^(?:\d+|'.*'|true|false|null)$/)] = oneOf(values)
      break
    case 2:
      tokens[word] = tokens[place(/^[a-z]\w*$/i)] ?? ''
      break
    case 3:
      tokens[place(/^(?:\*|yield|function|export)$/)] = ''
      break
    case 4:
      tokens[place(/^'.*'$/)] = oneOf([...oddTexts, tokens[place(/^'.*'$/)] ?? '']).replace(/^'?(.*?)'?$/s, (_, text) =>
        JSON.stringify(text),
      )
      break
    case 5:
      tokens.splice(below(tokens.length), 1)
      break
    default:
      tokens.splice(word, 0, ...tokens.slice(word, word + below(8)))
  }
}
