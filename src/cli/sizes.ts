import {Flags} from '@oclif/core'
import {usageError} from '../errors.js'

const UNITS: Readonly<Record<string, number>> = {'': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30}

/** A size in bytes: `4096`, `64k`, `512M`, `2GiB`; units are powers of 1024. */
export function parseSize(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([kmg]?)(?:i?b)?$/i.exec(text.trim()) ?? []
  if (digits !== undefined) return Math.round(Number(digits) * UNITS[unit!.toLowerCase()]!)
  throw usageError('TSGI_BAD_SIZE', `${JSON.stringify(text)} is not a size`, 'write it like 4096, 64k, 512M, 2G')
}

/** A flag that takes a size; its value is in bytes. */
export const sizeFlag = Flags.custom<number>({helpValue: 'SIZE', parse: async (text) => parseSize(text)})

/** A percentage: `90`, `90%`. */
export const percentFlag = Flags.custom<number>({
  helpValue: 'PERCENT',
  parse: async (text) => {
    const value = /^\d+(\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN
    if (value >= 0 && value <= 100) return value
    throw usageError('TSGI_BAD_SIZE', `${JSON.stringify(text)} is not a percentage`, 'write it like 90%')
  },
})

/** `512.0 MB` would be a lie: `512.0 MiB`. */
export function formatSize(bytes: number): string {
  const [unit, size] = (
    [
      ['GiB', UNITS['g']!],
      ['MiB', UNITS['m']!],
      ['KiB', UNITS['k']!],
    ] as const
  ).find(([, size]) => bytes >= size) ?? ['B', 1]
  return unit === 'B' ? `${bytes} B` : `${(bytes / size).toFixed(1)} ${unit}`
}
