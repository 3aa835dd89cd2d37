import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CheckOptions, Verdict } from 'lockproof'
import type { Row } from './expected.ts'
import { pinned } from './measured-row.ts'

export const cli: string = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

export type WholeCommand = { readonly seconds: number; readonly verdict: Verdict }

/** `lockproof check` on the model's file, asked what its peers are (no thread that is stuck beside others): the start of Node, compilation and search. `phil` is searched past its deadlock where the search is a full one. */
export function wholeCommand(
  { model, params }: Row,
  reduction: NonNullable<CheckOptions['reduction']>,
  cpu: string,
): WholeCommand {
  const file = fileURLToPath(new URL(`models/${model}.ts`, import.meta.url))
  const all = model === 'phil' ? { ...params, mayDeadlock: true } : params
  const options = Object.entries(all).flatMap(([name, value]) => ['--param', `${name}=${value}`])
  const [command, ...args] = pinned(
    [process.execPath, cli, 'check', file, model, '--json', '--no-stuck', '--reduction', reduction, ...options],
    cpu,
  )
  const startMs = performance.now()
  const printed = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  return { seconds: (performance.now() - startMs) / 1000, verdict: JSON.parse(printed) as Verdict } // one line of JSON
}
