import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** What people read, and what the tests of this folder hold to what it says: paths from the root. */
export const pages: readonly string[] = [
  'README.md',
  ...['CONTRIBUTING.md'].filter((path) => existsSync(root + path)),
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
    .sort(),
]

export function textOf(path: string): string {
  return readFileSync(root + path, 'utf8')
}
