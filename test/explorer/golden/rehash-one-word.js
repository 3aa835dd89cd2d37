return function rehash(table, before, after) {
  const scale = after / 4294967296
  const last = (after + 511) * 1
  let cluster = new Int32Array(64)
  let end = (before + 512) * 1
  while (end > 0) {
    if (table[end - 1] === 0) { end -= 1; continue }
    let start = end - 1
    while (start > 0 && table[start - 1] !== 0) start -= 1
    const length = end - start
    if (length > cluster.length) cluster = new Int32Array(2 * length)
    for (let i = 0; i < length; i++) { cluster[i] = table[start + i]; table[start + i] = 0 }
    for (let i = 0; i < length; i += 1) {
      let h
      const w0 = cluster[i + 0]
      h = Math.imul(w0, 2654435761) | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
      let k = ((h >>> 0) * scale >>> 0) * 1
      while (table[k] !== 0) k += 1
      if (k >= last) throw noSpill()
      table[k + 0] = w0
    }
    end = start
  }
}
//# sourceURL=lockproof/rehash-1-word.js
