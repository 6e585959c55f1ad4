/** How many are under way while one is looked at: each waits for the disk several times. */
const AHEAD = 16

/** Starts on the next ones while one is looked at; gives back in order, and never holds more than a few. */
export async function* readAhead<T, R>(
  items: AsyncIterable<T>,
  read: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const underWay: Promise<R>[] = []
  for await (const item of items) {
    const reading = read(item)
    reading.catch(() => {}) // told when it is its turn
    underWay.push(reading)
    if (underWay.length >= AHEAD) yield await underWay.shift()!
  }
  while (underWay.length > 0) yield await underWay.shift()!
}
