return function expand(states, from, to, room, x) {
  const batch = x.batch, trees = x.trees
  let tree = trees.tree, p = from, q = 0, e = 0, n = 0
  let expanded = 0
  x.mustStop = false
  while (p < to && q <= room) {
    const start = q
    let owed = 0
    const w0 = states[p + 0]
    e = tree[4 + (w0 >>> 2 & 7)]
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
    owed |= n
    n &= 1073741823
    x.by[q / 1] = tree[e + 1]
    batch[q + 0] = w0 & tree[e + 2 + 0] | tree[e + 2 + 1]
    q += n > 1 ? 1 : n * 1
    for (; n > 1; n--) {
      e += 3
      x.by[q / 1] = tree[e + 1]
      batch[q + 0] = w0 & tree[e + 2 + 0] | tree[e + 2 + 1]
      q += 1
    }
    e = tree[12 + (w0 >>> 5 & 67108863)]
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
    owed |= n
    n &= 1073741823
    x.by[q / 1] = tree[e + 1]
    batch[q + 0] = w0 & tree[e + 2 + 0] | tree[e + 2 + 1]
    q += n > 1 ? 1 : n * 1
    for (; n > 1; n--) {
      e += 3
      x.by[q / 1] = tree[e + 1]
      batch[q + 0] = w0 & tree[e + 2 + 0] | tree[e + 2 + 1]
      q += 1
    }
    if (owed < 1073741824) x.stuck.push(p)
    x.ends[expanded++] = q
    p += 1
  }
  x.length = q
  return p
}
//# sourceURL=lockproof/expand-1-word.js
