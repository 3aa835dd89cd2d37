return function expand(states, from, to, room, x) {
  const batch = x.batch, trees = x.trees
  let tree = trees.tree, p = from, q = 0, e = 0, n = 0
  let expanded = 0
  x.mustStop = false
  while (p < to && q <= room) {
    const start = q
    const w0 = states[p + 0]
    const w1 = states[p + 1]
    const chosen = chooser.threadsToExpand(states, p)
    if (chosen & 1) {
      e = tree[4 + (w0 >>> 0 & 536870911)]
      for (;;) {
        do {
          const place = tree[e]
          e = tree[e + 1 + (states[p + (place >>> 10)] << place >>> (place >>> 5))]
        } while (e > 0)
        if (e !== 0) break
        e = trees.grow(0, states, p)
        tree = trees.tree
        if (e === 0) { x.length = start; x.mustStop = true; return p }
        break
      }
      e = -e
      n = tree[e]
      x.by[q / 2] = tree[e + 1]
      batch[q + 0] = w0 & tree[e + 2 + 0] | tree[e + 2 + 1]
      batch[q + 1] = w1 & tree[e + 2 + 2] | tree[e + 2 + 3]
      q += n > 1 ? 2 : n * 2
      for (; n > 1; n--) {
        e += 5
        x.by[q / 2] = tree[e + 1]
        batch[q + 0] = w0 & tree[e + 2 + 0] | tree[e + 2 + 1]
        batch[q + 1] = w1 & tree[e + 2 + 2] | tree[e + 2 + 3]
        q += 2
      }
    }
    if (chosen & 2) {
      e = tree[12 + (w1 >>> 30 & 3)]
      for (;;) {
        do {
          const place = tree[e]
          e = tree[e + 1 + (states[p + (place >>> 10)] << place >>> (place >>> 5))]
        } while (e > 0)
        if (e !== 0) break
        e = trees.grow(1, states, p)
        tree = trees.tree
        if (e === 0) { x.length = start; x.mustStop = true; return p }
        break
      }
      e = -e
      n = tree[e]
      x.by[q / 2] = tree[e + 1]
      batch[q + 0] = w0 & tree[e + 2 + 0] | tree[e + 2 + 1]
      batch[q + 1] = w1 & tree[e + 2 + 2] | tree[e + 2 + 3]
      q += n > 1 ? 2 : n * 2
      for (; n > 1; n--) {
        e += 5
        x.by[q / 2] = tree[e + 1]
        batch[q + 0] = w0 & tree[e + 2 + 0] | tree[e + 2 + 1]
        batch[q + 1] = w1 & tree[e + 2 + 2] | tree[e + 2 + 3]
        q += 2
      }
    }
    if (q === start) x.stuck.push(p)
    x.ends[expanded++] = q
    p += 2
  }
  x.length = q
  return p
}
//# sourceURL=lockproof/expand-2-words.js
