return function insert(table, capacity, batch, from, to, homes, recent, fresh, at, status) {
  const scale = capacity / 4294967296
  const last = (capacity + 511) * 1
  let touched = 0, h = 0, left = from, count = 0
  for (let i = from; i < to; i += 1) {
    const marked = batch[i], w0 = marked | -2147483648;
    h = Math.imul(w0, 2654435761) | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
    const c = (h >>> 6 & 16383) * 1
    const differs = recent[c] ^ w0
    recent[c + 0] = w0
    batch[left] = marked;
    homes[count] = ((h >>> 0) * scale >>> 0)
    const isLeft = (differs | -differs) >>> 31
    left += isLeft * 1
    count += isLeft
  }
  for (let j = 0; j < count; j++) touched ^= table[homes[j] * 1]
  status.touched = touched
  for (let i = from, j = 0; i < left; i += 1, j++) {
    const marked = batch[i], w0 = marked | -2147483648;
    let k = homes[j] * 1
    for (;;) {
      const found = table[k]
      if (found === w0) break
      if (found === 0) {
        if (k === last) { status.next = i; status.left = left; return at }
        table[k + 0] = w0; fresh[at + 0] = w0
        if (marked >= 0) status.marked.push(at)
        at += 1
        break
      }
      k += 1
    }
  }
  status.next = status.left = left
  return at
}
//# sourceURL=lockproof/insert-1-word.js
