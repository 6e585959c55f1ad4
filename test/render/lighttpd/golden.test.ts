import {expect, test} from 'vitest'
import {renderWeb, updateWebGolden, webGoldens} from '../../support/web-golden.js'

test.each(webGoldens('lighttpd').map((golden) => [golden.file, golden] as const))('%s', async (_, golden) => {
  const {text} = await renderWeb('lighttpd', golden.input)
  if (process.env['UPDATE_GOLDEN']) updateWebGolden('lighttpd', golden, text)
  else expect(text).toBe(golden.expected)
})
