import type { FileResult, Misfit, SequenceResult } from '../../conform/conformance.ts'
import { printableData } from '../../model/values/printable.ts'
import { lockLines } from './locks-text.ts'
import { count, counted } from './quantity.ts'
import type { Page } from './style.ts'
import { padEnd, wrap } from './wrap.ts'

/** A file's sequences, one line each, with what is to be said of them below. */
export function conformText(result: FileResult, page: Page): string {
  const { file, title, sequences } = printableData(result)
  const heading = `${page.style.bold(file)}${title === '' ? '' : `: ${title}`}`
  return `${[heading, ...sequences.flatMap((one) => sequenceLines(file, one, page))].join('\n')}\n`
}

/** The last line of a run: how many sequences are allowed; `isWhole` where all were compared that there were to be. */
export function conformSummary(files: readonly FileResult[], { style }: Page, isWhole: boolean): string {
  const all = files.flatMap(({ sequences }) => sequences)
  const refused = all.filter(({ result }) => result === 'refused').length
  const [unchecked, unasserted] = [all.flatMap((one) => one.notChecked), all.flatMap((one) => one.notAsserted)]
  const remarks = [
    ...(isWhole ? [] : ['not all were compared']),
    ...(unchecked.length === 0 ? [] : [`${counted(unchecked.length, 'item')} not checked`]),
    ...(unasserted.length === 0 ? [] : [`${counted(unasserted.length, 'step')} documented, never executed`]),
  ]
  const compared = counted(all.length, 'sequence')
  const allowed = isWhole ? style.green(`all ${compared} allowed`) : style.yellow(`${compared} allowed`)
  const verdict = refused === 0 ? allowed : style.red(`${count(refused)} of ${compared} not allowed`)
  return `${[style.bold(verdict), ...remarks].join('; ')}\n`
}

function sequenceLines(file: string, sequence: SequenceResult, page: Page): string[] {
  const { style } = page
  const { name, result, steps, misfit, source, notChecked, notAsserted } = sequence
  const sign = result === 'allowed' ? style.green('✓') : style.red('✗')
  const from = source === undefined || misfit === undefined ? '' : style.dim(`  (${source})`)
  return [
    `  ${sign} ${name}  ${style.dim(counted(steps, 'step'))}${from}`,
    ...(misfit === undefined ? [] : misfitLines(file, misfit, page)),
    ...remarkLines('not checked', notChecked, page),
    ...remarkLines('documented, never executed', notAsserted, page),
  ]
}

function remarkLines(title: string, remarks: SequenceResult['notChecked'], { style, width }: Page): string[] {
  if (remarks.length === 0) return []
  const texts = remarks.map(({ step, text }) => `${text} (step ${step})`)
  return wrap(`${title}: ${texts.join('; ')}`, width - 6).map((line) => `      ${style.dim(line)}`)
}

function misfitLines(file: string, misfit: Misfit, page: Page): string[] {
  const { style, width } = page
  const { step, place, what, recorded, allowed, isAsserted, resource } = misfit
  const row = (title: string, text: string, mark: (text: string) => string): string[] =>
    wrap(text, Math.max(20, width - 18)).map(
      (line, i) => `      ${style.dim(padEnd(i === 0 ? title : '', 12))}${mark(line)}`,
    )
  const plain = (text: string): string => text
  return [
    `      ${style.bold(padEnd(`step ${step}`, 12))}${what}  ${style.dim(`${file}:${place.line}:${place.column}`)}`,
    ...row(isAsserted ? 'recorded' : 'documented', recorded, style.red),
    ...allowed.flatMap((one, i) => row(i === 0 ? 'the model' : 'or', one, plain)),
    ...lockLines({ object: 'R', view: resource }, { width: width - 18 }).map(
      (line, i) => `      ${style.dim(padEnd(i === 0 ? 'before it' : '', 12))}${line}`,
    ),
  ]
}
