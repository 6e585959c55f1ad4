import {readFileSync} from 'node:fs'

/** A file of test/golden: what goes in, a line of dashes, and what has to come out. */
export function readGolden(
  folder: string,
  file: string,
): {readonly url: URL; readonly input: string; readonly output: string} {
  const url = new URL(`../golden/${folder}/${file}`, import.meta.url)
  const [input = '', output = ''] = readFileSync(url, 'utf8').split(/^-{10}\n/m)
  return {url, input, output}
}
