const COLUMNS = 16

/** Bytes as `xxd` prints them: `xxd -r` and `tsgi packet --decode` read it back. */
export function hexDump(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let dump = ''
  for (let at = 0; at < buffer.length; at += COLUMNS) {
    const row = buffer.subarray(at, at + COLUMNS)
    const groups = row.toString('hex').replace(/.{4}(?=.)/g, '$& ')
    const text = row.toString('latin1').replace(/[^\x20-\x7e]/g, '.')
    dump += `${at.toString(16).padStart(8, '0')}: ${groups.padEnd(39)}  ${text}\n`
  }
  return dump
}
