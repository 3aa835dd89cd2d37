import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FAILED, type Ir, Mark, Pending, type ThreadTable } from '../src/model/ir.ts'

/** Another checker's word for *P leads to Q* of one thread: tables of one-operation steps as Promela, each step one `d_step`. */

export const isSpinThere: boolean =
  spawnSync('spin', ['-V']).error === undefined && spawnSync('gcc', ['--version']).error === undefined

/** Where a thread may stay it has a step to the same place: then only weak fairness can be compared. */
export function mayStay({ threads }: Ir): boolean {
  return threads.some(({ marks }) => marks.some((mark) => (mark & Mark.voluntary) !== 0))
}

export type AtPlace = {
  readonly thread: number
  readonly isP: (local: number) => boolean
  readonly isQ: (local: number) => boolean
}

/** Whether SPIN finds a violation without fairness, and with weak fairness of processes. */
export function spinFinds(ir: Ir, asked: AtPlace): { readonly none: boolean; readonly weak: boolean } {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-spin-'))
  const run = (...[file, ...args]: [string, ...string[]]): string =>
    execFileSync(file, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  try {
    writeFileSync(join(folder, 'm.pml'), promela(ir, asked))
    run('spin', '-a', 'm.pml')
    run('gcc', '-O1', '-w', '-DNOREDUCE', '-DNFAIR=4', '-o', 'pan', 'pan.c')
    const finds = (...fair: string[]): boolean => {
      const report = run('./pan', '-a', ...fair, '-m400000')
      const errors = /errors: (\d+)/.exec(report)?.[1]
      if (errors === undefined || /max search depth too small/.test(report)) throw new Error(report)
      return errors !== '0'
    }
    return { none: finds(), weak: finds('-f') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function promela(ir: Ir, { thread, isP, isQ }: AtPlace): string {
  const at = (is: (local: number) => boolean): string => {
    const places = ir.threads[thread]!.pending.flatMap((_, local) => (is(local) ? [`l${thread} == ${local}`] : []))
    return `(${places.join(' || ') || 'false'})`
  }
  return [
    ...ir.objects.map(({ initial }, object) => `short o${object} = ${initial};`),
    ...ir.threads.map(({ initial }, t) => `short l${t} = ${initial};`),
    `#define p ${at(isP)}`,
    `#define q ${at(isQ)}`,
    ...ir.threads.flatMap((table, t) => [
      `active proctype T${t}() {`,
      'do',
      ...steps(ir, table, t),
      ':: false',
      'od }',
    ]),
    'ltl claim { [] (p -> <> q) }',
  ].join('\n')
}

function steps({ objects, operations, outcomes }: Ir, table: ThreadTable, t: number): string[] {
  return table.pending.flatMap((kind, local) => {
    if (!table.stored[local]) throw new Error('a step of several operations')
    const stays = (table.marks[local]! & Mark.voluntary) === 0 ? [] : [`:: d_step { l${t} == ${local} -> skip }`]
    if (kind === Pending.step) return [...stays, `:: d_step { l${t} == ${local} -> l${t} = ${table.next[local]![0]} }`]
    if (kind !== Pending.operation) return stays
    const { object, outcome } = operations[table.operation[local]!]!
    return Array.from({ length: objects[object]!.valueCount }, (_, value) => value).flatMap((value) => {
      const start = outcome[value]!
      const taken = Array.from({ length: outcomes[start]! }, (_, i) => {
        const [after, answer] = [outcomes[start + 1 + 2 * i]!, outcomes[start + 2 + 2 * i]!]
        const next = answer === FAILED ? table.failure[local] : table.next[local]![answer]
        if (next === undefined || next < 0) return [] // at no value that is met
        return [`:: d_step { l${t} == ${local} && o${object} == ${value} -> o${object} = ${after}; l${t} = ${next} }`]
      })
      return [...taken.flat(), ...(value === 0 ? stays : [])]
    })
  })
}
