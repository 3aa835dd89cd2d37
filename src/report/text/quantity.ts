/** `12,345,678`. */
export function count(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `1 step`, `7 steps`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** `8 ms`, `1.25 s`, `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`
  return ms < 99_950 ? `${(ms / 1000).toPrecision(3)} s` : seconds(ms)
}

/** `12 s`, `3 min 20 s`. */
export function seconds(ms: number): string {
  const whole = Math.round(ms / 1000)
  return whole < 100 ? `${whole} s` : `${count(Math.floor(whole / 60))} min ${whole % 60} s`
}

/** `512 B`, `24.5 MiB`. */
export function bytes(n: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB']
  let [size, unit] = [n, 0]
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024
  return `${unit === 0 || size >= 100 ? size.toFixed(0) : size.toPrecision(3)} ${units[unit]}`
}

/** `950`, `12.3 k`, `4.56 M`: of rates. */
export function rounded(n: number): string {
  if (n < 1000) return n.toFixed(0)
  return n < 999_500 ? `${(n / 1e3).toPrecision(3)} k` : `${(n / 1e6).toPrecision(3)} M`
}
