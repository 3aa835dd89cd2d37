import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** What people read, and what the tests of this folder hold to what it says: paths from the root. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
    .sort(),
]

export function textOf(path: string): string {
  return readFileSync(root + path, 'utf8')
}

export type Link = { readonly file: string; readonly anchor: string }

/** Where a page leads inside of the repository: paths from the root. What stands in code is no link. */
export function linksOf(path: string): Link[] {
  const prose = textOf(path)
    .replace(/^```.*?^```$/gms, '')
    .replace(/`[^`\n]*`/g, '')
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor = ''] = target.split('#')
      return { file: file === '' ? path : join(dirname(path), file), anchor }
    })
}
