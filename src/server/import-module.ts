/**
 * Loads a module by its URL. The bundled program is a script with compiled code beside it, in which `import()` cannot
 * work: there, bin/run.js lends its own.
 */
export const importModule = async (url: string): Promise<Record<string, unknown>> => import(url)
