import {isIPv6} from 'node:net'

const LISTEN = '0A'

/**
 * Connections waiting at a listener, from the text of `/proc/net/tcp` and `/proc/net/tcp6` (`proc(5)`): the row of a listening
 * socket shows its accept queue as `rx_queue`. `undefined` when no listener has that address.
 */
export function acceptQueueIn(tables: string, host: string, port: number): number | undefined {
  const wanted = hexOf(host)
  const anywhere = wanted.length === 8 ? ['0'.repeat(8), '0'.repeat(32)] : ['0'.repeat(32)]
  const suffix = port.toString(16).toUpperCase().padStart(4, '0')
  for (const row of tables.split('\n')) {
    const [, local = '', , state, queues = ''] = row.trim().split(/\s+/)
    const [address = '', localPort] = local.split(':')
    if (state !== LISTEN || localPort !== suffix) continue
    if (address === wanted || anywhere.includes(address)) return Number.parseInt(queues.split(':')[1] ?? '0', 16)
  }
  return undefined
}

/** An IP address as the kernel prints it: 32-bit words, each in the byte order of the machine (little-endian here). */
function hexOf(host: string): string {
  const words = isIPv6(host) ? sixBytes(host) : [host.split('.').map(Number)]
  return words.map((word) => [...word].reverse().map(hexByte).join('')).join('')
}

function sixBytes(host: string): number[][] {
  const plain = host.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.slice(0, 4).map((part) => hexByte(Number(part)))
    return `${a}${b}:${c}${d}`
  })
  const [head = '', tail] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  const hex = groups.map((group) => group.padStart(4, '0')).join('')
  return [0, 8, 16, 24].map((at) => [0, 2, 4, 6].map((byte) => Number.parseInt(hex.substr(at + byte, 2), 16)))
}

function hexByte(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0')
}
