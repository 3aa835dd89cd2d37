import { fileURLToPath } from 'node:url'
import { printable } from '../../src/model/values/printable.ts'
import { lockproof, type Run } from '../cli/command.ts'

/** Where the words of all cases mean what they mean. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url))

export type Judged = Run & { readonly ms: number; readonly isKilled: boolean }

/** The command in a process of its own, which is ended where it hangs. */
export async function processed(words: readonly string[], mostMs = 20_000, cwd: string = root): Promise<Judged> {
  const startMs = performance.now()
  let isKilled = false
  const run = await lockproof(words, {
    cwd,
    onStart: (child) => {
      const timer = setTimeout(() => {
        isKilled = true
        child.kill('SIGKILL')
      }, mostMs)
      child.on('close', () => clearTimeout(timer))
    },
  })
  return { ...run, ms: performance.now() - startMs, isKilled }
}

/** A verdict that is not as expected, in whatever form it is said. */
const unexpected = /"isAsExpected":false|"result":"refused"|^violated: |^verified: |not as expected|not allowed/m
/** Without a word there is nothing wrong with one. */
const help = 'Usage: lockproof [options] [command]'
const stack = /^\s+at (?:.*\()?(?:file:|node:|\/).*:\d+:\d+\)?$/m

/** What must not be, whatever the input is. */
export function problemsOf({ stdout, stderr, exitCode, isKilled }: Pick<Judged, keyof Run | 'isKilled'>): string[] {
  return [
    ...(isKilled ? ['hangs'] : []),
    ...(exitCode === 0 || exitCode === 1 || exitCode === 2 || exitCode === 3 ? [] : [`ends with ${exitCode}`]),
    ...(/internal error/.test(stderr) ? [`internal error: ${stderr}`] : []),
    ...(stack.test(stdout + stderr) ? [`a stack: ${stdout}${stderr}`] : []),
    ...((stdout + stderr).split('\n').some((line) => printable(line) !== line) ? ['control characters'] : []),
    ...(exitCode === 1 && !unexpected.test(stdout) ? [`1 without a verdict: ${stdout}${stderr}`] : []),
    ...(exitCode === 2 && !/^error [MU]\d{3}/m.test(stderr) && !stdout.startsWith(help)
      ? [`2 without an error: ${stdout}${stderr}`]
      : []),
  ]
}
