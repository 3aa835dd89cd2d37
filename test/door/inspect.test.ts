import { ModelError } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { inspect, type Role } from '../../src/model/run/inspect.ts'

/** A function of this text: what no formatter may touch. */
function written(text: string): (...args: never[]) => unknown {
  return new Function('o', 'n', 'list', `return ${text}`)({}, 0, []) as (...args: never[]) => unknown
}

function codeOf(text: string, role: Role = 'function'): string {
  try {
    inspect(written(text), role, 'it')
    return 'nothing'
  } catch (error) {
    if (error instanceof ModelError) return error.code
    throw error
  }
}

describe('what a text writes to', () => {
  const writes =
    'o.a = 1|o.a+=1|o.a >>= 1|o.a>>>=1|o.a <<= 1|o.a **= 2|o.a ??= 1|o.a ||= 1|o["a"]=1|n=1|n++|--n|o.a--|delete o.a'
  const patterns =
    '[o.a] = [1]|({ a: o.a } = { a: 1 })|[...o.a] = [1]|list.push(1)|o.a.b.push(1)|o?.a?.set(1, 2)|list.length = 0'
  const calls = 'Object.assign(o, {})|Reflect.set(o, "a", 1)|o.get(1).push(2)'

  test.each(
    `${writes}|${patterns}|${calls}`
      .replaceAll('||=', '##=')
      .split('|')
      .map((it) => it.replace('##=', '||=')),
  )('%s is seen', (statement) => {
    expect(codeOf(`() => { ${statement} }`)).toBe('M004')
    expect(
      codeOf(`function* () { if (yield* o.x()) ${statement.startsWith('[') ? ';' : ''}${statement} }`, 'body'),
    ).toBe('M004')
  })

  test.each(['for (o.a of [1]);', 'for (n in {}) ;', 'for (o.a in {}) ;', '{ const n = 1; } n = 2', 'var x = (n = 1)'])(
    '%s is seen',
    (statement) => {
      expect(codeOf(`() => { ${statement} }`)).toBe('M004')
    },
  )

  test.each([
    '() => { const n = 1; let m = 2; m = n; m++ }',
    '(n) => { n = 1 }',
    '() => { const list = []; list.push(1); for (const x of list) list[0] = x }',
    '() => o.a === 1 && o.b >= 2 && o.c <= 3 && n !== 4',
    '() => { function f() { let n; n = 1 } class C { m() { this.x = 1 } } }',
    '() => o.list.toSorted()',
    '(x) => x => x',
  ])('%s is not', (text) => {
    expect(codeOf(text)).toBe('nothing')
  })

  test('of what it is given a recipe may change the first, a function nothing', () => {
    expect(codeOf('(d, x) => { d.a = 1; d.list.push(x) }', 'recipe')).toBe('nothing')
    expect(codeOf('(d, x) => { x.a = 1 }', 'recipe')).toBe('M013')
    expect(codeOf('(d) => { d.a = 1 }')).toBe('M013')
  })

  test('a kind that cannot be', () => {
    expect(codeOf('async () => 1')).toBe('M002')
    expect(codeOf('function* () {}', 'recipe')).toBe('M002')
    expect(codeOf('function* () { try { yield 1 } finally { yield 2 } }', 'body')).toBe('M009')
    expect(codeOf('(function* () {}).bind(null)', 'body')).toBe('M004')
    expect(codeOf('Boolean')).toBe('nothing')
  })
})
