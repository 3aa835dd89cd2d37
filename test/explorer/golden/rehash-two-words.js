return function rehash(table, before, after) {
  const scale = after / 4294967296
  const last = (after + 511) * 2
  let cluster = new Int32Array(128)
  let end = (before + 512) * 2
  while (end > 0) {
    if (table[end - 2] === 0) { end -= 2; continue }
    let start = end - 2
    while (start > 0 && table[start - 2] !== 0) start -= 2
    const length = end - start
    if (length > cluster.length) cluster = new Int32Array(2 * length)
    for (let i = 0; i < length; i++) { cluster[i] = table[start + i]; table[start + i] = 0 }
    for (let i = 0; i < length; i += 2) {
      let h
      const w0 = cluster[i + 0]
      const w1 = cluster[i + 1]
      h = Math.imul(w0, 2654435761) + Math.imul(w1, 2246822507) | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
      let k = ((h >>> 0) * scale >>> 0) * 2
      while (table[k] !== 0) k += 2
      if (k >= last) throw noSpill()
      table[k + 0] = w0
      table[k + 1] = w1
    }
    end = start
  }
}
//# sourceURL=lockproof/rehash-2-words.js
