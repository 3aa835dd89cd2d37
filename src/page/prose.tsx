/** Texts in which threads have their colours, and steps are links. */
import type { JSX } from 'preact'
import type { RunData } from '../report/page-data/page-data.ts'
import { go } from './shown.ts'

const hues = 8

export function hueOf(thread: number): string {
  return `t${thread % hues}`
}

export function Thread({ run, thread }: { run: RunData; thread: number }): JSX.Element {
  return <b class={`thread ${hueOf(thread)}`}>{run.threads[thread]}</b>
}

/** Names as whole words; not inside quoted strings, nor before a point: a string is no thread, and neither is an object of its name. */
export function Prose({ run, text, links = false }: { run: RunData; text: string; links?: boolean }): JSX.Element {
  return (
    <>
      {piecesOf(run, text).map((piece) => {
        const thread = run.threads.indexOf(piece)
        if (thread >= 0) return <Thread run={run} thread={thread} />
        return links ? <WithLinks text={piece} /> : piece
      })}
    </>
  )
}

const patterns = new WeakMap<RunData, RegExp>()

function piecesOf(run: RunData, text: string): readonly string[] {
  const pattern = patterns.get(run) ?? patternOf(run.threads)
  patterns.set(run, pattern)
  const pieces: string[] = []
  let end = 0
  for (const found of text.matchAll(pattern)) {
    const [, name] = found
    if (name === undefined) continue // quoted
    pieces.push(text.slice(end, found.index), name)
    end = found.index + name.length
  }
  return [...pieces, text.slice(end)]
}

function patternOf(names: readonly string[]): RegExp {
  const longestFirst = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp(`'(?:[^'\\\\]|\\\\.)*'|(?<![\\w.])(${longestFirst.join('|')})(?!\\w|\\.\\w)`, 'gu')
}

/** Of a line of code: it may go on in the next line after a bracket or a point and within a long name before a capital, and else only where it must. */
export function Breakable({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text.split(/(?<=[(.])(?=\w)|(?<=[a-z]{4})(?=[A-Z])/).map((piece, p) => (
        <>
          {p > 0 && <wbr />}
          {piece}
        </>
      ))}
    </>
  )
}

function WithLinks({ text }: { text: string }): JSX.Element {
  const pieces = text.split(/(\bsteps? \d+(?:, \d+)*)/)
  return <>{pieces.map((piece, p) => (p % 2 === 0 ? piece : <StepLinks text={piece} />))}</>
}

function StepLinks({ text }: { text: string }): JSX.Element {
  const numbers = text.match(/\d+/g)?.map(Number) ?? []
  return (
    <>
      {numbers.map((number, n) => (
        <>
          {n > 0 && ', '}
          <StepLink step={number}>{n === 0 ? text.replace(/\d.*/, String(number)) : String(number)}</StepLink>
        </>
      ))}
    </>
  )
}

export function StepLink({ step, label, children }: { step: number; label?: string; children: string }): JSX.Element {
  return (
    <button type="button" class="link" aria-label={label} onClick={() => go(step)}>
      {children}
    </button>
  )
}
