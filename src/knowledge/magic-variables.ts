/**
 * Variables that make uWSGI do something, whoever sends them (`core/protocol.c`). A web server never sends those that
 * begin with `UWSGI_` unless it was configured to: a client's header of that name arrives as `HTTP_UWSGI_…`.
 */
export const MAGIC_VARIABLES: Readonly<Record<string, string>> = {
  UWSGI_FILE: 'loads an application from this file or URL: runs code',
  UWSGI_SCRIPT: 'loads an application from this module or file: runs code',
  UWSGI_MODULE: 'loads an application from this Python module: runs code',
  UWSGI_CALLABLE: 'names the callable of UWSGI_MODULE or UWSGI_FILE',
  UWSGI_HOME: 'the virtualenv of the application that is loaded',
  UWSGI_PYHOME: 'the virtualenv of the application that is loaded',
  UWSGI_CHDIR: 'changes the working folder of the worker',
  UWSGI_SETENV: 'sets an environment variable in the worker, for good',
  UWSGI_APPID: 'chooses the application by this key, before SCRIPT_NAME',
  UWSGI_SCHEME: 'sets the scheme that the application sees',
  UWSGI_POSTFILE: 'reads the body from this file of the server',
  UWSGI_TOUCH_RELOAD: 'recycles the worker when this file changes',
  UWSGI_CACHE_GET: 'answers with this key of the cache instead of the application',
  UWSGI_FASTROUTER_KEY: 'the routing key of the fastrouter',
  UWSGI_ROUTER: 'says which router forwarded the request',
  HTTPS: '"on" or "1" makes the scheme https',
  HTTP_X_FORWARDED_PROTO: '"https" makes the scheme https, also when a client sent it',
  HTTP_X_FORWARDED_SSL: '"on" makes the scheme https, also when a client sent it',
  DOCUMENT_ROOT: 'the folder PHP takes scripts from where php-docroot is not set',
  CONTENT_LENGTH: 'how many bytes of body follow',
  SERVER_PROTOCOL: 'is echoed in the status line of the response',
}
