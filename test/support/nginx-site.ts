import {execFileSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {renderNginx} from '../../src/render/nginx.js'
import {type Front, listening} from './listening.js'
import {startProgram} from './program.js'
import {startUwsgi} from './uwsgi.js'

/** Answers with what it was told, and does whatever a test of a web server needs. */
const APPLICATION = `
import json, os, uwsgi
calls = [0]

def application(environ, start_response):
    path, headers = environ['PATH_INFO'], [('Content-Type', 'text/plain')]
    def answer(body, status='200 OK', *more):
        start_response(status, headers + list(more))
        return [body if isinstance(body, bytes) else body.encode('utf-8', 'surrogateescape')]
    if path.endswith('/environ'):
        return answer(json.dumps({k: v for k, v in environ.items() if isinstance(v, str)} | {'url_scheme': environ['wsgi.url_scheme']}))
    if path.endswith('/echo'):
        return answer(environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 0)))
    if path.endswith('/count'):
        calls[0] += 1
        return answer(str(calls[0]))
    if path.endswith('/frame'):
        return answer('framed', '200 OK', ('X-Frame-Options', 'DENY'))
    if path.endswith('/accel'):
        return answer('', '200 OK', ('X-Accel-Redirect', '/protected/secret.txt'))
    if path.endswith('/big'):
        return answer('big', '200 OK', ('X-Big', 'x' * 7000))
    if path.endswith('/boom'):
        return answer('boom', '500 Internal Server Error')
    if path.endswith('/ws'):
        uwsgi.websocket_handshake(environ.get('HTTP_SEC_WEBSOCKET_KEY', ''), environ.get('HTTP_ORIGIN', ''))
        uwsgi.websocket_send(b'echo ' + uwsgi.websocket_recv())
        return [b'']
    if path.endswith('/nothing'):
        return answer('nothing', '404 Not Found')
    return answer(os.environ['WHO'] + ' ' + environ.get('SCRIPT_NAME', '') + ' ' + path)
`

/** The real uWSGI with that application on a socket of the folder. */
export async function startApplication(folder: string, who: string, mount = '/') {
  const [file, socket] = [join(folder, `${who}.py`), join(folder, `${who}.sock`)]
  writeFileSync(file, APPLICATION)
  const mounted = mount === '/' ? ['--wsgi-file', file] : ['--manage-script-name', '--mount', `${mount}=${file}`]
  const options = ['--socket', socket, '--chmod-socket=666', '--threads', '4', '--buffer-size', '40960', '--need-app']
  const server = await startUwsgi(['python3'], [...options, ...mounted, '--env', `WHO=${who}`])
  return {...server, socket}
}

/** The real Nginx with the site of a deployment, and nothing else but what any main file has. */
export async function startSite(folder: string, description: DeploymentDescription, port: number): Promise<Front> {
  const log = {access: join(folder, 'access.log'), error: join(folder, 'error.log')}
  const deployment = resolveDeployment({
    ...description,
    web: {...description.web, log: {...log, ...description.web?.log}},
  })
  const {text} = await renderNginx(deployment, {scope: 'full', comments: true})
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  for (const name of temporary) mkdirSync(join(folder, `tmp-${name}`), {recursive: true, mode: 0o777})
  writeFileSync(join(folder, 'site.conf'), text)
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off;
pid ${folder}/nginx.pid;
user www-data;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types;
  ${temporary.map((name) => `${name}_temp_path ${folder}/tmp-${name};`).join('\n  ')}
  include ${folder}/site.conf;
}
`,
  )
  return listening(startProgram('nginx', ['-c', join(folder, 'nginx.conf'), '-e', 'stderr']), port)
}

/** A self-signed certificate for these names. */
export function makeCertificate(folder: string, names: readonly string[]): {certificate: string; key: string} {
  const [certificate, key] = [join(folder, 'site.pem'), join(folder, 'site.key')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const alternatives = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`
  const subject = ['-subj', `/CN=${names[0]}`, '-addext', alternatives]
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  })
  return {certificate, key}
}
