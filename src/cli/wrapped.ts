/** Breaks between words, so that lines fit; every line starts with the indent. Without a width it stays one line. */
export function wrapped(text: string, {indent, width}: {indent: number; width: number | undefined}): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    const fits = width === undefined || indent + line.length + word.length < width
    if (line === '' || fits) lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
    else lines.push(word)
  }
  return lines.map((line) => ' '.repeat(indent) + line).join('\n')
}
