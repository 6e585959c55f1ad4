import type {DeploymentDescription} from './description.js'

/**
 * Lays a description over another: what it says goes before, key by key, in maps at any depth; lists and plain values are
 * replaced whole. So a flag goes before the file, the file before what was detected.
 */
export function mergeDescriptions(over: DeploymentDescription, under: DeploymentDescription): DeploymentDescription {
  return mergeMaps(over, under)
}

function mergeMaps(over: object, under: object): object {
  const merged = new Map<string, unknown>(Object.entries(under))
  for (const [key, value] of Object.entries(over)) {
    const below = merged.get(key)
    if (value === undefined) continue
    merged.set(key, isMap(value) && isMap(below) ? mergeMaps(value, below) : value)
  }
  return Object.fromEntries(merged) // defines its own keys: `__proto__` is one like any other
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
