import { dirname, join } from 'node:path/posix'

/**
 * What each room (a folder of src) may import: other rooms, then packages (`npm:`) and Node's modules (`node:`). It is the map of the house: arrows go
 * down, nothing is allowed that nobody uses. A file `index.ts` is a room of its own, the door of its folder, and so is the file of the tables.
 */
export const allowed: Readonly<Record<string, string>> = {
  errors: '',
  tasks: '',

  // what a design is
  'model/values': 'errors',
  'model/protocol': 'errors model/values',
  'model/run': 'errors model/values model/protocol npm:acorn',
  'model/language': 'errors model/values model/protocol model/run options npm:immer',
  'model/language/index': 'model/values model/protocol model/language npm:immer',
  'model/memory': 'model/protocol',
  'model/memory/views': 'model/protocol model/memory',
  'model/memory/lowered': 'errors model/values model/protocol model/memory model/memory/views',
  'model/locks': 'errors model/values model/language options',
  'model/locks/catalogue': 'model/language/index model/locks',
  'model/locks/catalogue/index': 'model/locks model/locks/catalogue',
  'model/locks/specifications': 'model/language/index model/locks',
  'model/locks/specifications/index': 'model/locks model/locks/specifications',
  parts: 'errors model/protocol model/language/index options',
  'parts/index': 'parts',
  'model/eresource': 'model/language/index options',
  'model/eresource/routines': 'model/language/index model/eresource',
  'model/eresource/kernel': 'model/language/index model/eresource model/eresource/routines',
  'model/eresource/clients': 'model/language/index model/locks model/eresource model/eresource/routines options',
  'model/eresource/index': 'model/eresource model/eresource/routines model/eresource/kernel model/eresource/clients',
  'model/eresource/fine':
    'model/language/index model/locks parts/index model/eresource model/eresource/routines model/eresource/clients options',
  'model/eresource/fine/index': 'model/eresource/fine',
  'model/eresource/inside/index': 'model/eresource model/eresource/kernel',

  options: 'errors model/values',
  refine: 'errors model/values model/protocol model/run model/language model/locks options',
  'refine/index': 'model/locks refine',

  // its tables, and what is searched in them
  'model/ir': '',
  'model/interference': 'model/ir',
  'model/compile': 'errors tasks model/values model/protocol model/run model/ir model/interference',
  'explorer/states': 'errors model/ir',
  'explorer/steps': 'errors tasks model/ir explorer/states',
  'explorer/findings': 'errors model/ir explorer/states explorer/steps',
  'explorer/orders': 'errors model/ir explorer/states explorer/steps explorer/findings',
  'explorer/runs': 'errors tasks model/ir explorer/states explorer/steps explorer/findings',
  'explorer/graph': 'errors tasks model/ir explorer/states explorer/steps explorer/findings',
  'explorer/liveness':
    'errors tasks model/ir explorer/states explorer/steps explorer/findings explorer/runs explorer/graph explorer/ltl',
  'explorer/ltl': 'errors',
  explorer: 'tasks model/ir explorer/states explorer/steps explorer/findings explorer/orders explorer/runs',
  'explorer/symmetry': 'errors tasks model/ir explorer/states explorer/steps',
  'explorer/quotient':
    'errors tasks model/ir explorer/states explorer/steps explorer/graph explorer/liveness explorer/symmetry',
  'explorer/stubborn/facts': 'errors tasks model/ir model/interference explorer/steps explorer/symmetry',
  'explorer/stubborn/sets':
    'errors tasks model/ir explorer/states explorer/steps explorer explorer/symmetry explorer/stubborn/facts',
  'explorer/reduced':
    'errors tasks model/ir explorer/steps explorer/findings explorer explorer/symmetry explorer/stubborn/sets',
  'explorer/audit':
    'errors tasks model/ir explorer/states explorer/steps explorer/findings explorer explorer/symmetry explorer/stubborn/sets explorer/reduced',

  // what is said of it
  verdict: 'errors model/protocol explorer/findings',
  'check/waiting':
    'errors tasks model/protocol model/ir model/compile explorer/states explorer/steps explorer/findings explorer/runs explorer/graph explorer/liveness explorer/ltl explorer/symmetry explorer/quotient verdict',
  'check/explain':
    'errors tasks model/values model/protocol model/run model/ir model/compile explorer/states explorer/steps explorer/findings explorer/runs explorer/liveness verdict check/waiting',
  'check/warnings':
    'errors model/values model/protocol model/run model/ir model/compile explorer/steps verdict check/waiting',
  'check/options': 'errors model/values model/protocol options explorer/orders explorer explorer/reduced verdict',
  'check/looking':
    'errors tasks model/values model/protocol model/language model/compile explorer/findings explorer explorer/reduced verdict check/waiting check/options',
  'check/passes':
    'errors tasks model/values model/protocol model/run model/language model/ir model/compile explorer/states explorer/steps explorer/findings explorer/orders explorer/graph explorer/symmetry explorer/audit verdict check/waiting check/explain check/warnings check/options check/looking',
  check:
    'errors tasks model/values model/protocol model/run model/ir model/language model/memory model/memory/lowered options model/compile explorer/steps explorer/findings verdict check/explain check/warnings check/options check/passes',
  orders: 'tasks model/protocol model/language options verdict check/options check',
  index:
    'errors model/values model/protocol model/language explorer/findings explorer/reduced verdict check/options check orders npm:immer',

  // recordings of another machine
  'conform/recording': 'model/eresource/index model/eresource/inside/index',
  'conform/file': 'errors model/eresource/index model/eresource/inside/index conform/recording npm:jsonc-parser',
  'conform/run':
    'errors model/values model/protocol model/run model/language model/eresource/index model/eresource/inside/index conform/recording',
  'conform/match':
    'model/values model/language/index model/eresource/index model/eresource/inside/index conform/recording conform/run',
  'conform/coverage': 'model/values model/eresource/index model/eresource/inside/index conform/recording conform/run',
  conform:
    'errors tasks model/protocol model/eresource verdict conform/recording conform/file conform/run conform/match conform/coverage',

  // for people, and where they meet it
  'report/text': 'errors model/values model/protocol explorer/findings verdict conform/coverage conform',
  report: 'verdict report/text node:',
  'report/formats': 'errors model/values verdict report/text report npm:junit-report-builder npm:sarif',
  'report/page-data': '',
  'report/html':
    'errors model/values model/protocol verdict report/text report report/formats report/page-data npm:@viz-js/viz node:',
  page: 'errors report/page-data npm:preact npm:preact/hooks npm:@preact/signals',
  catalogue: 'errors model/values model/language',
  'export/words': 'errors model/values model/ir model/compile explorer/steps check/explain',
  'export/tables': 'errors model/values model/ir explorer/steps report/text export/words',
  'export/graphs':
    'errors model/values model/ir explorer/states explorer/steps explorer/findings explorer/graph verdict check/explain report/text export/words',
  export:
    'errors tasks model/values model/protocol model/language model/compile explorer/graph verdict check/waiting check/explain report/text export/words export/tables export/graphs',
  'cli/paths': 'errors report node:',
  'cli/terminal': 'errors model/values model/protocol verdict check report/text report npm:picocolors node:',
  'cli/chosen': 'errors model/values model/language verdict report/text catalogue',
  'cli/project': 'errors model/values model/protocol cli/terminal npm:chokidar node:',
  'cli/reports': 'errors verdict report/text report report/formats report/html cli/terminal node:',
  'cli/files': 'errors model/protocol index catalogue cli/paths npm:oxc-transform npm:tinyglobby node:',
  worker:
    'tasks model/protocol model/run refine orders explorer/findings verdict check/options check conform report/text export cli/terminal node:',
  'worker/inside':
    'errors tasks model/protocol model/run model/language model/locks model/locks/specifications/index refine orders verdict check conform/recording conform/file conform report/text catalogue export/tables export cli/paths cli/terminal cli/chosen cli/files worker node:',
  'cli/commands':
    'errors tasks model/values model/protocol options refine orders verdict check/options conform report/text report/formats export cli/paths cli/terminal cli/chosen cli/project cli/reports cli/files worker node:',
  cli: 'errors report cli/terminal cli/project worker cli/commands npm:commander node:',
  vitest:
    'errors model/values model/language model/locks options refine verdict check/options check report/text report',
  'vitest/index': 'model/locks check/options vitest npm:vitest',
  'fast-check/programs': 'model/locks options npm:fast-check',
  'fast-check/laws':
    'model/protocol model/language model/locks verdict check/options check report/text report fast-check/programs npm:fast-check',
  'fast-check/histories':
    'errors tasks model/values model/protocol model/run model/language model/locks options model/ir model/compile explorer/states explorer/steps explorer/runs check/explain report/text report fast-check/programs fast-check/laws npm:fast-check',
  'fast-check/eresource': 'model/values model/locks model/eresource/clients model/eresource/index options',
  'fast-check/parts': 'model/language/index model/locks parts/index',
  'fast-check':
    'tasks model/protocol model/run model/language options model/compile explorer/steps explorer/runs check/explain check/options npm:fast-check',
  'fast-check/index':
    'model/locks fast-check/programs fast-check/laws fast-check/histories fast-check/eresource fast-check/parts fast-check',
}

/** One import: a file of src, by its path below it, and the room or the package that it asks for. */
export type Arrow = { readonly file: string; readonly from: string; readonly to: string }

const imports = /^(?:(?:import|export)\b[^'\n]* from |\} from |import )'([^']+)'|\bimport\('([^'$]+)'\)/gm

/** The room of a file of src. */
export function roomOf(file: string): string {
  const isDoor = file.endsWith('/index.ts') || file === 'index.ts' || file === 'model/ir.ts'
  return isDoor ? file.slice(0, -'.ts'.length) : dirname(file)
}

/** What a file imports from outside its room, by types or values, at its start or later. */
export function arrowsOf(file: string, text: string): Arrow[] {
  const from = roomOf(file)
  const asked = [...text.matchAll(imports)].map(([, source, later = '']) => target(file, source ?? later))
  return [...new Set(asked)].filter((to) => to !== from).map((to) => ({ file, from, to }))
}

/** The files of src that a file imports at its start, by types or values. */
export function filesAskedBy(file: string, text: string): string[] {
  const asked = [...text.matchAll(imports)].map(([, source = '']) => source)
  return asked.filter((source) => source.startsWith('.')).map((source) => join(dirname(file), source))
}

function target(file: string, source: string): string {
  if (source.startsWith('.')) return roomOf(join(dirname(file), source))
  return source.startsWith('node:') ? 'node:' : `npm:${source}`
}

/** Whether the table allows the arrow. */
export function isAllowed({ from, to }: Arrow): boolean {
  return (allowed[from] ?? '').split(' ').includes(to)
}

/** The arrows of these that are not allowed. */
export function forbidden(arrows: readonly Arrow[]): Arrow[] {
  return arrows.filter((arrow) => !isAllowed(arrow))
}
