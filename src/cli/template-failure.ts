import {TsgiError, usageError} from '../errors.js'

/** Says of what goes wrong in a user's own template that it is the template. */
export async function inTemplate<T>(file: string, render: () => Promise<T>): Promise<T> {
  try {
    return await render()
  } catch (error) {
    if (error instanceof TsgiError) throw error
    const reason = (error as Error).message.replace(/\s*\n\s*/g, ' ')
    throw usageError('TSGI_BAD_TEMPLATE', `the template ${JSON.stringify(file)} cannot be rendered: ${reason}`)
  }
}
