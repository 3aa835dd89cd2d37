import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const fixtures: string = fileURLToPath(new URL('fixtures/', import.meta.url))
export const command: string = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export type Run = { readonly stdout: string; readonly stderr: string; readonly exitCode: number | null }

export type RunOptions = {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly onStart?: (child: ReturnType<typeof spawn>) => void
  /** Called with what stands on stdout so far, at every piece of it. */
  readonly onOutput?: (stdout: string, child: ReturnType<typeof spawn>) => void
}

/** Runs the command as users do, in a pipe. */
export function lockproof(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { FORCE_COLOR, NO_COLOR, NODE_OPTIONS, ...env } = process.env
  const child = spawn(process.execPath, [command, ...words], {
    cwd: options.cwd ?? fixtures,
    env: { ...env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  options.onStart?.(child)
  const run = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    run.stdout += text
    options.onOutput?.(run.stdout, child)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    run.stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => {
      resolve({ ...run, exitCode })
    })
  })
}

/** What the commands print, as in a terminal, without what differs from run to run. Each line starts with `lockproof`. */
export async function transcript(lines: readonly string[]): Promise<string> {
  const texts: string[] = []
  for (const line of lines) {
    const { stdout, stderr, exitCode } = await lockproof(wordsOf(line).slice(1))
    texts.push(`$ ${line}\n${withoutTimes(stdout + withoutProgress(stderr))}(exit code ${exitCode})\n`)
  }
  return texts.join('\n')
}

/** As a shell would take it apart: `'two locks'` is one word. */
export function wordsOf(line: string): string[] {
  return (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, ''))
}

/** On a busy machine a command may come to say how far it is. */
export function withoutProgress(stderr: string): string {
  return stderr.replace(/^(?:\d+\/\d+ .*: )?(?:\d+ min )?\d+ s, .*\n/gm, '')
}

/** Times, rates and memory: the last line of a report, the last column of a table. */
export function withoutTimes(text: string): string {
  return text
    .replaceAll(fixtures.slice(0, -1), '<fixtures>')
    .replace(/^ {2}\S+ (?:ms|s|min \d+ s): compiled in .*$/gm, '  (times)')
    .replace(/ +time$/gm, '  time')
    .replace(/ +[\d.]+ (?:ms|s)$/gm, '  (time)')
}
