import {expect, test} from 'vitest'
import {nginxGoldens, renderCase, updateGolden} from '../../support/nginx-golden.js'

test.each(nginxGoldens().map((golden) => [golden.file, golden] as const))('%s', async (_, golden) => {
  const text = await renderCase(golden.input)
  if (process.env['UPDATE_GOLDEN']) updateGolden(golden, text)
  else expect(text).toBe(golden.expected)
})
