return function keyOf(states, at) {
  return (((0 * 4 + (states[at + 0] << 30 >>> 30)) * 4 + ((regions[0][(states[at + 0] << 27 >>> 29)] >>> 4 & 1) << 0 | (regions[1][(states[at + 0] << 1 >>> 6)] >>> 4 & 1) << 1)) * 67108864 + 0)
}
//# sourceURL=lockproof/valuation-key.js
