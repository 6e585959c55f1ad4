/** Why a cache command gets nothing back, the most likely cause first; besides a plugin that is not loaded (`cache.c`). */
export type CacheCommandName = 'get' | 'exists' | 'set' | 'update' | 'del' | 'clear'

const NO_CACHE = 'there is no cache of that name, or no cache at all (cache2 = name=…,items=…)'
const MISS = 'there is no such key, or it has expired'
const NO_ROOM = 'the key or the value is larger than the cache takes (keysize, blocksize), or the cache is full'

export const CACHE_SILENCE: Readonly<Record<CacheCommandName, readonly string[]>> = {
  get: [MISS, NO_CACHE],
  exists: [MISS, NO_CACHE],
  del: [MISS, NO_CACHE],
  set: ['the key exists already, and set does not replace it: update does', NO_ROOM, NO_CACHE],
  update: [NO_ROOM, NO_CACHE],
  clear: [NO_CACHE],
}
