return function insert(table, capacity, batch, from, to, homes, recent, fresh, at, status) {
  const scale = capacity / 4294967296
  const last = (capacity + 511) * 2
  let touched = 0, h = 0, left = from, count = 0
  for (let i = from; i < to; i += 2) {
    const marked = batch[i], w0 = marked | -2147483648; const w1 = batch[i + 1]
    h = Math.imul(w0, 2654435761) + Math.imul(w1, 2246822507) | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
    const c = (h >>> 6 & 16383) * 2
    const differs = recent[c] ^ w0 | recent[c + 1] ^ w1
    recent[c + 0] = w0
    recent[c + 1] = w1
    batch[left] = marked; batch[left + 1] = w1
    homes[count] = ((h >>> 0) * scale >>> 0)
    const isLeft = (differs | -differs) >>> 31
    left += isLeft * 2
    count += isLeft
  }
  for (let j = 0; j < count; j++) touched ^= table[homes[j] * 2]
  status.touched = touched
  for (let i = from, j = 0; i < left; i += 2, j++) {
    const marked = batch[i], w0 = marked | -2147483648; const w1 = batch[i + 1]
    let k = homes[j] * 2
    for (;;) {
      const found = table[k]
      if (found === w0 && table[k + 1] === w1) break
      if (found === 0) {
        if (k === last) { status.next = i; status.left = left; return at }
        table[k + 0] = w0; fresh[at + 0] = w0
        table[k + 1] = w1; fresh[at + 1] = w1
        if (marked >= 0) status.marked.push(at)
        at += 2
        break
      }
      k += 2
    }
  }
  status.next = status.left = left
  return at
}
//# sourceURL=lockproof/insert-2-words.js
