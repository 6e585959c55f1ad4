import {type Program, startProgram} from './program.js'

/**
 * The real uWSGI with these options (`--socket …`), ready to answer. One worker and one-second socket timeouts unless told
 * otherwise; `plugins` as Debian names them.
 */
export async function startUwsgi(
  plugins: readonly string[],
  options: readonly string[],
  {
    cwd,
    ready = /spawned uWSGI (worker|http|stats)|\*\*\* Stats server enabled|spawned uWSGI worker 1/,
  }: {readonly cwd?: string; readonly ready?: RegExp} = {},
): Promise<Program> {
  const program = startProgram(
    'uwsgi',
    [
      ...(plugins.length > 0 ? ['--plugins', plugins.join(',')] : []),
      '--master',
      '--socket-timeout',
      '1',
      '--die-on-term',
      ...options,
    ],
    {env: {...process.env, PYTHONDONTWRITEBYTECODE: '1'}, ...(cwd === undefined ? {} : {cwd})},
  )
  await program.logged(ready)
  return program
}
