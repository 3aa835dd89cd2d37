import { describe, expect, test } from 'vitest'
import { published } from '../../bench/published/expected.ts'
import { buildGraph } from '../../src/explorer/graph/build-graph.ts'
import { Components } from '../../src/explorer/graph/components.ts'
import { compile } from '../../src/model/compile/compile.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'

/** As the archive of the BEEM set publishes them: `trivial` ones have no edge inside, `terminal` ones none that leaves. */
const expectedOf = {
  'bakery.1': { total: 46, trivial: 43, terminal: 4, largest: 1_443 },
  'bakery.3': { total: 5_123, trivial: 5_116, terminal: 51, largest: 25_071 },
  'fischer.1': { total: 1, trivial: 0, terminal: 1, largest: 634 },
  'mcs.1': { total: 19, trivial: 8, terminal: 1, largest: 7_597 },
  'mcs.2': { total: 1_227, trivial: 1_208, terminal: 12, largest: 44 },
  'mcs.4': { total: 15_441, trivial: 15_376, terminal: 24, largest: 112 },
  'peterson.1': { total: 556, trivial: 540, terminal: 1, largest: 11_040 },
  'peterson.2': { total: 574, trivial: 567, terminal: 1, largest: 119_088 },
  'phils.1': { total: 2, trivial: 1, terminal: 1, largest: 79 },
}

describe('the models of the BEEM set: strongly connected components', () => {
  test.each(Object.entries(expectedOf))('%s: %j', (name, expected) => {
    const instance = published.find((it) => it.name === name)!
    const { program } = compile(instance.system.build(), { minimise: false })
    const { graph } = finished(buildGraph(program))
    expect([graph.nodes, graph.targets.length]).toEqual([instance.states, instance.edges])
    const found = { total: 0, trivial: 0, terminal: 0, largest: 0 }
    const components = new Components(graph, new Meter())
    components.begin(new Uint8Array(graph.nodes).fill(1))
    for (let it = components.next(); it !== undefined; it = components.next()) {
      if (it === 'a moment') continue
      const { members, from, to, number } = it
      let [inside, outside] = [0, 0]
      for (const node of members.subarray(from, to))
        for (const target of graph.targets.subarray(graph.offsets[node], graph.offsets[node + 1]))
          components.numbers[target] === number ? inside++ : outside++
      found.total++
      if (inside === 0) found.trivial++
      if (outside === 0) found.terminal++
      found.largest = Math.max(found.largest, to - from)
    }
    expect(found).toEqual(expected)
  })
})
