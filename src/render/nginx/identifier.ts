import {matching} from '../unsafe.js'

/** Nginx refuses a variable whose name fills a bucket of its hash: 46 characters with the default of 64 bytes. */
const MAX = 28

/** A name as part of a variable's: `my-shop` → `my_shop`; long ones are cut, and kept apart by a sum. */
export function identifierOf(name: string): string {
  const plain = name.replace(/[^a-z\d_]/gi, '_')
  return plain.length <= MAX ? plain : `${plain.slice(0, MAX - 7)}_${checksum(name)}`
}

/** Six letters and digits that tell long names apart (FNV-1a). */
function checksum(text: string): string {
  let sum = 0x811c9dc5
  for (const character of text) sum = Math.imul(sum ^ character.codePointAt(0)!, 0x01000193) >>> 0
  return sum.toString(36).padStart(6, '0').slice(-6)
}

/** The name of a deployment as it stands in comments and names of files: its grammar is that of `tsgi.yaml`. */
export function deploymentName(name: string): string {
  return matching('the name', name, /^[a-z][a-z\d_-]{0,99}$/, 'it is not made of a-z, 0-9, - and _')
}
