/** A choice for each name. */
export type Choices<T> = {readonly [K in keyof T]: T[K] extends readonly (infer V)[] ? V : never}

/** Few combinations in which every two values of different names meet at least once (greedy, deterministic). */
export function pairwise<const T extends Readonly<Record<string, readonly unknown[]>>>(values: T): Choices<T>[] {
  const names = Object.keys(values)
  const missing = new Set<string>()
  const pair = (a: number, x: number, b: number, y: number) => (a < b ? `${a}:${x} ${b}:${y}` : `${b}:${y} ${a}:${x}`)
  for (const [a, left] of names.entries()) {
    for (let b = a + 1; b < names.length; b++) {
      for (const x of values[left]!.keys()) for (const y of values[names[b]!]!.keys()) missing.add(pair(a, x, b, y))
    }
  }
  const rows: Choices<T>[] = []
  while (missing.size > 0) {
    const [first] = missing
    const row = new Map(first!.split(' ').map((part) => part.split(':').map(Number) as [number, number]))
    for (const [a, name] of names.entries()) {
      if (row.has(a)) continue
      const gain = (x: number) => [...row].filter(([b, y]) => missing.has(pair(a, x, b, y))).length
      const best = [...values[name]!.keys()].reduce((best, x) => (gain(x) > gain(best) ? x : best), 0)
      row.set(a, best)
    }
    for (const [a, x] of row) for (const [b, y] of row) if (a < b) missing.delete(pair(a, x, b, y))
    rows.push(Object.fromEntries(names.map((name, a) => [name, values[name]![row.get(a)!]])) as Choices<T>)
  }
  return rows
}
