import { mutatedText, oddTexts, type Source } from './random.ts'

export const designs = 'test/cli/fixtures/designs.ts'

const check = ['check', designs]
const lines: readonly (readonly string[])[] = [
  [],
  ['--help'],
  ['--version'],
  ['check', '--help'],
  check,
  [...check, 'two locks'],
  [...check, 'philosophers', '--param', 'N=2'],
  [...check, 'spinning', 'release twice', '--param', 'careful=true', '--json'],
  [...check, 'two locks', '--search', 'dfs', '--reduction', 'stubborn'],
  [...check, 'two locks', '--search', 'random', '--seed', '3', '--runs', '5', '--steps', '20'],
  [...check, 'two locks', '--search', 'pct', '--runs', '5', '--steps', '20', '--bug-depth', '2'],
  [...check, 'two locks', '--search', 'preemptions', '--preemptions', '1', '--json'],
  [...check, 'mixed', '--reduction', 'all', '--shortest', '--check-reduction', '--no-minimise'],
  [...check, 'mixed', '--limit-states', '2e6', '--limit-memory', '4GiB', '--limit-time', '90s', '--keep-going'],
  ['list', designs],
  ['replay', designs, 'two locks', '--schedule', 'T0 T1 T0'],
  ['replay', designs, 'philosophers', '--schedule', 'T0 T1 T2', '--param', 'N=3', '--locks', '--json'],
  ['graph', designs, 'philosophers', '--to', 'dot', '--param', 'N=2', '--limit-states', '9'],
  ['export', designs, 'mixed', '--to', 'etf'],
  ['conform', 'test/cli/fixtures/runs/queue.json'],
  ['conform', 'test/cli/fixtures/runs/queue.json', 'test/cli/fixtures/runs/slip.json', '--json'],
]
const words = [...new Set(lines.flat())]

/** A command with one to three slips. */
export function mutatedLine(random: Source): readonly string[] {
  const { below, oneOf } = random
  const line = [...oneOf(lines)]
  for (let i = 1 + below(oneOf([1, 1, 3])); i > 0; i--) {
    const at = below(line.length + 1)
    switch (below(7)) {
      case 0:
        line.splice(at, 1)
        break
      case 1:
        line.splice(at, 0, oneOf(words))
        break
      case 2:
        line.splice(at, 1, oneOf(words))
        break
      case 3:
        line.splice(at, 1, oneOf(oddTexts))
        break
      case 4:
        line.splice(at, 0, ...line.splice(below(line.length), 1))
        break
      case 5:
        line.splice(at, 0, `${oneOf(words)}${oneOf(['=', ':', ''])}${oneOf(oddTexts)}`)
        break
      default:
        line.splice(at, 1, mutatedText(line[at] ?? '--', random))
    }
  }
  return line
}
