import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ownFolder } from '../../model/protocol/own-folder.ts'
import { packed } from '../page-data/packed.ts'
import type { PageData, SystemData } from '../page-data/page-data.ts'

/** The file of the page: nothing in it is loaded, and no script in it runs but ours, whatever a name in it says. */
export function documentOf(data: PageData, texts: readonly string[]): string {
  const [script, style] = [pageFile('page.js'), pageFile('page.css')]
  const policy = [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]
  const title = titleOf(data)
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="generator" content="lockproof ${escaped(data.version)}">`,
    '<link rel="icon" href="data:,">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<div id="app"><main><h1>${escaped(title)}</h1>`,
    ...data.errors.map((error) => `<pre>${escaped(error)}</pre>`),
    ...data.systems.map((one, index) => `<pre>${escaped(texts[index] || one.headline)}</pre>`),
    '</main></div>',
    `<script type="application/json" id="data">${inScript(JSON.stringify(packed(data)))}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const signs: Readonly<Record<SystemData['outcome'], string>> = { passed: '✓', failed: '✗', incomplete: '?', error: '!' }

function titleOf({ systems, errors }: PageData): string {
  const [first] = systems
  if (systems.length === 1 && first !== undefined) return `${signs[first.outcome]} ${first.name} · lockproof`
  const isBad = errors.length > 0 || systems.some(({ outcome }) => outcome === 'failed' || outcome === 'error')
  return `${isBad ? '✗' : '✓'} ${systems.length} systems · lockproof`
}

/** As it was built: in dist, beside the folder of our own code. */
function pageFile(name: string): string {
  return readFileSync(new URL(`../dist/page/${name}`, ownFolder), 'utf8').trim()
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** No text in it ends the element. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}
