import {type Check, pass, skip} from './check.js'

export const environmentOptions: Check = {
  id: 'DR080',
  name: 'environment-options',
  hop: 'around',
  severity: 'warning',
  title: 'no variable of the environment changes uWSGI behind its file',
  why: 'Every UWSGI_… variable is an option: UWSGI_PROCESSES=1 beside "processes = 8" is a setting that no file shows.',
  async run({route: {uwsgi}}) {
    if (!uwsgi?.master.environment) return skip('no uWSGI is on this way, or its environment cannot be seen')
    const options = uwsgi.config.options.filter(({option}) => option.location.file === 'environment')
    const others = uwsgi.config.options.filter(({option}) => option.location.file !== 'environment')
    const clash = options.flatMap((one) => {
      const twin = others.find(({name, value}) => name === one.name && value !== one.value)
      return twin || others.length > 0 ? [{one, twin}] : []
    })
    const [first] = clash.sort((a, b) => Number(b.twin !== undefined) - Number(a.twin !== undefined))
    if (!first) return pass()
    const {one, twin} = first
    const variable = `UWSGI_${one.name.toUpperCase().replaceAll('-', '_')}`
    return {
      status: 'fail',
      message: `${variable}=${one.value} in the environment is the option ${one.name}${twin ? `, and the configuration says ${twin.value}` : ''}`,
      ...(twin ? {location: twin.option.location} : {}),
      evidence: [{text: `${variable}=${one.value}`, source: `tr '\\0' '\\n' </proc/${uwsgi.master.pid}/environ`}],
      cause: 'uWSGI takes every variable that begins with UWSGI_ for an option',
      remedy: [
        `unset ${variable} where uWSGI is started (unit, compose file, profile), and restart it`,
        'or write it into the configuration, where others see it',
      ],
    }
  },
}
