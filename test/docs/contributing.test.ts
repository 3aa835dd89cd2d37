import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allowed } from '../lint/rooms.ts'
import { root, textOf } from './pages.ts'

const page = textOf('CONTRIBUTING.md')
const inCode = [...page.replace(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)

test('CONTRIBUTING.md is short', () => {
  expect(page.split('\n').length - 1).toBeLessThanOrEqual(80)
})

test('every room is on the map, itself or with the one around it', () => {
  const rooms = [...page.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
    cell.replaceAll('`', '').split(', '),
  )
  const isOnMap = (room: string): boolean =>
    rooms.some((known) => room === known || (known !== 'explorer' && room.startsWith(`${known}/`)))
  expect(Object.keys(allowed).filter((room) => !isOnMap(room))).toEqual([])
  expect(rooms.filter((room) => !Object.keys(allowed).some((it) => it === room || it.startsWith(`${room}/`)))).toEqual(
    [],
  )
})

test('every path is there, from the root, from src, or a test by its name', () => {
  const paths = inCode.filter(
    (text) => /^[a-z][\w-]*\/[\w/.-]+$|\.(?:ts|md|json|grit)$/.test(text) && !text.includes('*'),
  )
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !path.includes('node_modules'),
  )
  const isThere = (path: string): boolean =>
    names.some((name) => name.startsWith(path) || name.startsWith(`src/${path}`) || name.endsWith(`/${path}`))
  expect(paths.length).toBeGreaterThan(40)
  expect(paths.filter((path) => !isThere(path))).toEqual([])
})
