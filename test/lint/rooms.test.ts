import { readdirSync, readFileSync } from 'node:fs'
import { dirname, relative } from 'node:path/posix'
import { describe, expect, test } from 'vitest'
import { allowed, arrowsOf, filesAskedBy, forbidden, roomOf } from './rooms.ts'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path))
const arrows = sources.flatMap((file) => arrowsOf(file, readFileSync(`src/${file}`, 'utf8')))
const rooms = Object.keys(allowed)
const nextOf = (room: string): string[] => (allowed[room] ?? '').split(' ').filter((next) => rooms.includes(next))

/** A file of the room, whose path from there to another room's file is the one that an author would write. */
function pathOf(room: string): string {
  return room.endsWith('index') || room === 'model/ir' ? `${room}.ts` : `${room}/some.ts`
}

function importOf(from: string, to: string): string {
  if (!rooms.includes(to)) return to.replace('npm:', '')
  const path = relative(dirname(pathOf(from)), pathOf(to))
  return path.startsWith('.') ? path : `./${path}`
}

/** One for each way back to where a walk is already. */
function circles(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>()
  const from = (at: string, way: readonly string[]): string[][] => {
    if (way.includes(at)) return [[...way.slice(way.indexOf(at)), at]]
    if (done.has(at)) return []
    const found = (next.get(at) ?? []).flatMap((to) => from(to, [...way, at]))
    done.add(at)
    return found
  }
  return [...next.keys()].flatMap((file) => from(file, []))
}

describe('lint: rooms', () => {
  test('every folder is a room of the table, and every room is there', () => {
    expect([...new Set(sources.map(roomOf))].toSorted(), 'the table is test/lint/rooms.ts').toEqual(rooms.toSorted())
  })

  test('no file imports what its room may not', () => {
    expect(arrows.length).toBeGreaterThan(700)
    expect(forbidden(arrows), 'leave the imports out, or allow them in test/lint/rooms.ts').toEqual([])
  })

  test('nothing is allowed that nobody uses', () => {
    const used = new Set(arrows.map(({ from, to }) => `${from} to ${to}`))
    const unused = Object.entries(allowed).flatMap(([from, list]) =>
      list
        .split(' ')
        .filter((to) => to !== '' && !used.has(`${from} to ${to}`) && to !== from)
        .map((to) => `${from} to ${to}`),
    )
    expect(unused, 'take these out of test/lint/rooms.ts').toEqual([])
  })

  test('arrows go down: the table has no circle', () => {
    const below = new Map<string, Set<string>>()
    const all = (room: string, above: readonly string[]): Set<string> => {
      expect(above).not.toContain(room)
      const known = below.get(room) ?? new Set(nextOf(room).flatMap((next) => [next, ...all(next, [...above, room])]))
      below.set(room, known)
      return known
    }
    for (const room of rooms) all(room, [])
    expect([...below.keys()].toSorted()).toEqual(rooms.toSorted())
  })

  test("what stands behind the entry of designs asks for none of Node's modules: a browser loads it, too", () => {
    const behind = new Set(['index', 'model/eresource/index'])
    for (const room of behind) for (const next of nextOf(room)) behind.add(next)
    const packages = [...behind].flatMap((room) => (allowed[room] ?? '').split(' ').filter((to) => to.includes(':')))
    expect([...new Set(packages)].toSorted()).toEqual(['npm:acorn', 'npm:immer'])
  })

  test('no files import each other in a circle, by types either', () => {
    const next = new Map(sources.map((file) => [file, filesAskedBy(file, readFileSync(`src/${file}`, 'utf8'))]))
    expect(circles(next)).toEqual([])
    expect(
      circles(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual([['b', 'c', 'b']])
  })

  test.each(rooms)('a forbidden import is seen in %s', (room) => {
    const file = pathOf(room)
    const others = [...rooms, 'npm:immer', 'npm:fast-check', 'npm:vitest', 'npm:lockproof', 'node:']
    const not = others.filter((to) => to !== room && !(allowed[room] ?? '').split(' ').includes(to))
    expect(not.length).toBeGreaterThan(20)
    for (const to of not) {
      const source = importOf(room, to)
      const texts = [
        `import { a } from '${source}'`,
        `import type {\n  A,\n} from '${source}'`,
        `const a = await import('${source}')`,
      ]
      for (const text of texts) expect(forbidden(arrowsOf(file, `${text}\n`))).toEqual([{ file, from: room, to }])
    }
  })
})
