import type {Application, Deployment} from '../../deployment/deployment.js'
import {entryOptions, languagePlugin} from './entry.js'
import {environmentSection, furtherSection, staticsSection} from './extras.js'
import {hygieneSection, lifecycleSection} from './lifecycle.js'
import {loggingSection} from './logging.js'
import {option, type UwsgiOption, type UwsgiSection} from './option.js'
import {processesSection} from './processes.js'
import {socketSection} from './socket.js'
import {ours, pathValue, type Value, value} from './value.js'

/** Everything that the uWSGI of an application is told, in the order in which it reads it. */
export function uwsgiSections(application: Application, deployment: Deployment): readonly UwsgiSection[] {
  return [
    {
      title: 'plugins',
      notes: [],
      options: [
        option('strict', true, 'an option that is misspelt stops the start'),
        ...pluginOptions(application, deployment),
      ],
    },
    environmentSection(application),
    {
      title: 'application',
      notes: [],
      options: [option('chdir', pathValue('root', application.root)), ...entryOptions(application)],
    },
    processesSection(application, deployment),
    socketSection(application, deployment),
    lifecycleSection(application, deployment),
    ...(deployment.preset === 'minimal' ? [] : [hygieneSection(application)]),
    staticsSection(application, deployment),
    loggingSection(application, deployment),
    furtherSection(application.uwsgi),
  ].filter(({options}) => options.length > 0)
}

/** One line of plugins, since the condition is asked again for each line. */
function pluginOptions(application: Application, {preset}: Deployment): UwsgiOption[] {
  const {builtIn, file} = languagePlugin(application)
  const {loop, cheaper, build} = application.uwsgi
  const files = [
    file,
    ...(loop?.engine === 'gevent' ? ['gevent_python3'] : []),
    ...(loop?.engine === 'asyncio' ? ['greenlet_python3', 'asyncio_python3'] : []),
    ...(cheaper?.algorithm === 'busyness' ? ['cheaper_busyness'] : []),
    ...(preset === 'minimal' ? [] : ['ping']),
  ]
  const plugins: Value = value('plugin', files.join(','))
  if (build === 'embedded') return []
  if (build === 'modular') return [option('plugin', plugins, ...modifierReason(file))]
  return [
    option(
      'if-not-plugin',
      ours`${value('plugin', builtIn)}`,
      'where it is built in (pip, FreeBSD) there is nothing to load',
      ...modifierReason(file),
    ),
    option('plugin', plugins),
    option('endif', true),
  ]
}

function modifierReason(file: string): string[] {
  return file.startsWith('0:') ? ['"0:" answers modifier 0, the one that every web server sends'] : []
}
