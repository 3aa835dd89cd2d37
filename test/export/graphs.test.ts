import { readFileSync } from 'node:fs'
import { instance } from '@viz-js/viz'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { check } from 'lockproof'
import { beforeAll, describe, expect, test } from 'vitest'
import { phil } from '../../bench/models/phil.ts'
import { printable } from '../../src/model/values/printable.ts'
import { misnamed, nasty } from '../report/formats/nasty.ts'
import { mermaidParser } from '../setup/mermaid.ts'
import { readAut } from './aut-reader.ts'
import { graphText, six } from './six.ts'

type Json = {
  states: { id: number; marks: string[]; stepsLeftOut?: number }[]
  edges: { from: number; to: number; thread: string; label: string; step: string; ofRun?: number[] }[]
  run?: { states: number[]; cycleStart?: number }
  cut?: { states: number; known: number; isMore: boolean }
  limits?: string[]
}

const jsonOf = (...of: [Parameters<typeof graphText>[0], number?]): Json =>
  JSON.parse(graphText(of[0], 'json', of[1]).text) as Json // as it is written

const all = [...six, ['misnamed', misnamed] as const]

let parse: (text: string) => Promise<unknown>

beforeAll(async () => {
  parse = await mermaidParser()
}, 60_000)

test.each(all)('%s: Graphviz lays it out, and reads every text as it was', async (name, it) => {
  const { states, edges } = jsonOf(it)
  const laid = (await instance()).renderJSON(graphText(it, 'dot').text) as Laid // of Graphviz
  expect(laid.objects.map(({ name }) => name)).toEqual(states.map(({ id }) => `s${id}`))
  expect(laid.edges.map(({ tail, head }) => [tail, head])).toEqual(edges.map(({ from, to }) => [from, to]))
  for (const { pos } of [...laid.objects, ...laid.edges]) expect(pos).toMatch(/\d/)
  const drawn = laid.edges.map(({ _ldraw_ }) => _ldraw_.flatMap(({ text = [] }) => text).join(''))
  if (name === 'misnamed') expect(drawn[0]).toContain(printable(`P: flag.store('${nasty}`).slice(0, 40))
})

type Laid = {
  objects: { name: string; pos: string }[]
  edges: { tail: number; head: number; pos: string; _ldraw_: { text?: string }[] }[]
}

test.each(all)('%s: Mermaid reads it', async (_, it) => {
  const { text } = graphText(it, 'mermaid')
  expect(await parse(text)).toMatchObject({ diagramType: 'flowchart-v2' })
  expect(await parse(graphText(it, 'mermaid', 2).text)).toMatchObject({ diagramType: 'flowchart-v2' })
})

test('Mermaid refuses what is none', async () => {
  await expect(parse('flowchart TD\n  s0["a"b"]')).rejects.toThrow()
})

const schema = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(new URL('../../docs/graph.schema.json', import.meta.url), 'utf8')),
)

test.each(all)('%s: JSON is what the schema says', (_, it) => {
  for (const limit of [undefined, 2]) {
    schema(jsonOf(it, limit))
    expect(schema.errors).toBeNull()
  }
})

test.each(all)('%s: AUT and JSON have the same edges', (_, it) => {
  const { states, edges } = jsonOf(it)
  const aut = readAut(graphText(it, 'aut').text)
  expect(aut.states).toBe(states.length)
  expect(aut.edges).toEqual(
    edges.map(({ from, to, thread, label }) => ({
      from,
      to,
      label: `${printable(thread)}: ${label}`.replaceAll('"', "'"),
    })),
  )
})

test.each(all)('%s: the run that violates is marked from its start to its end', (name, it) => {
  const { edges, run, states } = jsonOf(it)
  const steps = edges.flatMap((edge) => (edge.ofRun ?? []).map((step) => ({ step, edge })))
  const inOrder = steps.toSorted((a, b) => a.step - b.step)
  expect(inOrder.map(({ step }) => step)).toEqual(inOrder.map((_, i) => i + 1))
  if (run === undefined) return expect(name).toBe('flagLock')
  expect(run.states).toEqual([0, ...inOrder.map(({ edge }) => edge.to)])
  expect(inOrder.every(({ edge }, i) => edge.from === run.states[i])).toBe(true)
  const last = run.states.at(-1)!
  if (run.cycleStart === undefined) expect(states[last]?.marks).not.toEqual([])
  else expect(last).toBe(run.states[run.cycleStart])
})

describe('a graph that is cut', () => {
  const big = phil({ N: 3 })

  test('has the first states and those of the run, and says so', () => {
    const whole = jsonOf(big)
    const { states, edges, cut, limits, run } = jsonOf(big, 4)
    expect(cut).toEqual({ states: states.length, known: whole.states.length, isMore: false })
    expect(limits).toEqual([`cut: ${states.length} states of ${whole.states.length}`])
    expect(run?.states.length).toBe(whole.run?.states.length)
    expect(states.length).toBeLessThanOrEqual(4 + run!.states.length)
    const left = states.reduce((sum, { stepsLeftOut = 0 }) => sum + stepsLeftOut, 0)
    expect(left).toBeGreaterThan(0)
    expect(edges.length).toBeLessThan(whole.edges.length)
    for (const kind of ['dot', 'mermaid'] as const) {
      const { text, notes } = graphText(big, kind, 4)
      expect(text).toContain(limits![0])
      expect(notes).toContain(limits![0])
    }
  })

  test('has no deadlock that is none: in AUT what is left out goes on', () => {
    const { states, edges } = readAut(graphText(big, 'aut', 4).text)
    const rest = states - 1
    expect(edges.filter(({ from }) => from === rest)).toEqual([{ from: rest, label: 'not explored', to: rest }])
    const json = jsonOf(big, 4)
    const left = json.states.reduce((sum, { stepsLeftOut = 0 }) => sum + stepsLeftOut, 0)
    expect(edges.filter(({ from, to }) => to === rest && from !== rest).length).toBe(left)
    const ends = Array.from({ length: states }, (_, state) => state).filter(
      (state) => !edges.some(({ from }) => from === state),
    )
    expect(ends).toEqual(json.states.filter(({ marks }) => marks.includes('deadlock')).map(({ id }) => id))
  })

  test('of more than Mermaid draws says so', () => {
    expect(graphText(phil({ N: 4 }), 'mermaid', 400).notes.join()).toContain(
      'Mermaid draws 500 edges and 50000 characters',
    )
  })
})

test('where a check came to its limit no run is marked, which is said', () => {
  const verdict = check(phil({ N: 3 }), { limits: { states: 3 } })
  const { text, notes } = graphText(phil({ N: 3 }), 'aut', undefined, verdict)
  expect(readAut(text).states).toBe(jsonOf(phil({ N: 3 })).states.length)
  expect(notes).toEqual([
    expect.stringMatching(/^no run is marked: incomplete: .* after 3 states; nothing violated so far$/),
  ])
})

test('the same twice', () => {
  for (const kind of ['dot', 'mermaid', 'aut', 'json'] as const)
    expect(graphText(misnamed, kind)).toEqual(graphText(misnamed, kind))
})
