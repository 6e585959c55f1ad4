/** Where a directive of Nginx may stand. */
export type NginxContext = 'http' | 'server' | 'location' | 'if in location'

/** A directive of Nginx's uwsgi module, after its documentation. */
export interface NginxDirective {
  readonly name: string
  /** One per form: `on | off`, `number size`, `[code ...] time`. */
  readonly syntax: readonly string[]
  readonly default?: string
  readonly contexts: readonly NginxContext[]
  /** The first version of Nginx that has it; undefined: older than 1.1. */
  readonly since?: string
  /** Only the commercial Nginx Plus has it; the free one stops at it. */
  readonly isCommercial?: true
}

const ANYWHERE: readonly NginxContext[] = ['http', 'server', 'location']

/** Every directive of the uwsgi module that nginx.org documents, by name. */
export const NGINX_UWSGI_DIRECTIVES: readonly NginxDirective[] = [
  {name: 'uwsgi_allow_upstream', syntax: ['string ...'], contexts: ANYWHERE, since: '1.29.3', isCommercial: true},
  {name: 'uwsgi_bind', syntax: ['address [transparent] | off'], contexts: ANYWHERE},
  {
    name: 'uwsgi_bind_dynamic',
    syntax: ['on | off'],
    default: 'off',
    contexts: ANYWHERE,
    since: '1.29.3',
    isCommercial: true,
  },
  {name: 'uwsgi_buffer_size', syntax: ['size'], default: '4k|8k', contexts: ANYWHERE},
  {name: 'uwsgi_buffering', syntax: ['on | off'], default: 'on', contexts: ANYWHERE},
  {name: 'uwsgi_buffers', syntax: ['number size'], default: '8 4k|8k', contexts: ANYWHERE},
  {name: 'uwsgi_busy_buffers_size', syntax: ['size'], default: '8k|16k', contexts: ANYWHERE},
  {name: 'uwsgi_cache', syntax: ['zone | off'], default: 'off', contexts: ANYWHERE},
  {name: 'uwsgi_cache_background_update', syntax: ['on | off'], default: 'off', contexts: ANYWHERE, since: '1.11.10'},
  {name: 'uwsgi_cache_bypass', syntax: ['string ...'], contexts: ANYWHERE},
  {name: 'uwsgi_cache_key', syntax: ['string'], contexts: ANYWHERE},
  {name: 'uwsgi_cache_lock', syntax: ['on | off'], default: 'off', contexts: ANYWHERE, since: '1.1.12'},
  {name: 'uwsgi_cache_lock_age', syntax: ['time'], default: '5s', contexts: ANYWHERE, since: '1.7.8'},
  {name: 'uwsgi_cache_lock_timeout', syntax: ['time'], default: '5s', contexts: ANYWHERE, since: '1.1.12'},
  {name: 'uwsgi_cache_max_range_offset', syntax: ['number'], contexts: ANYWHERE, since: '1.11.6'},
  {name: 'uwsgi_cache_methods', syntax: ['GET | HEAD | POST ...'], default: 'GET HEAD', contexts: ANYWHERE},
  {name: 'uwsgi_cache_min_uses', syntax: ['number'], default: '1', contexts: ANYWHERE},
  {
    name: 'uwsgi_cache_path',
    syntax: [
      'path [levels=levels] [use_temp_path=on|off] keys_zone=name:size [inactive=time] [max_size=size] [min_free=size] [manager_files=number] [manager_sleep=time] [manager_threshold=time] [loader_files=number] [loader_sleep=time] [loader_threshold=time] [purger=on|off] [purger_files=number] [purger_sleep=time] [purger_threshold=time]',
    ],
    contexts: ['http'],
  },
  {name: 'uwsgi_cache_purge', syntax: ['string ...'], contexts: ANYWHERE, since: '1.5.7', isCommercial: true},
  {name: 'uwsgi_cache_revalidate', syntax: ['on | off'], default: 'off', contexts: ANYWHERE, since: '1.5.7'},
  {
    name: 'uwsgi_cache_use_stale',
    syntax: [
      'error | timeout | invalid_header | updating | http_500 | http_503 | http_403 | http_404 | http_429 | off ...',
    ],
    default: 'off',
    contexts: ANYWHERE,
  },
  {name: 'uwsgi_cache_valid', syntax: ['[code ...] time'], contexts: ANYWHERE},
  {name: 'uwsgi_connect_timeout', syntax: ['time'], default: '60s', contexts: ANYWHERE},
  {name: 'uwsgi_force_ranges', syntax: ['on | off'], default: 'off', contexts: ANYWHERE, since: '1.7.7'},
  {name: 'uwsgi_hide_header', syntax: ['field'], contexts: ANYWHERE},
  {name: 'uwsgi_ignore_client_abort', syntax: ['on | off'], default: 'off', contexts: ANYWHERE},
  {name: 'uwsgi_ignore_headers', syntax: ['field ...'], contexts: ANYWHERE},
  {name: 'uwsgi_intercept_errors', syntax: ['on | off'], default: 'off', contexts: ANYWHERE},
  {name: 'uwsgi_limit_rate', syntax: ['rate'], default: '0', contexts: ANYWHERE, since: '1.7.7'},
  {name: 'uwsgi_max_temp_file_size', syntax: ['size'], default: '1024m', contexts: ANYWHERE},
  {name: 'uwsgi_modifier1', syntax: ['number'], default: '0', contexts: ANYWHERE},
  {name: 'uwsgi_modifier2', syntax: ['number'], default: '0', contexts: ANYWHERE},
  {
    name: 'uwsgi_next_upstream',
    syntax: [
      'error | timeout | denied | invalid_header | http_500 | http_503 | http_403 | http_404 | http_429 | non_idempotent | off ...',
    ],
    default: 'error timeout',
    contexts: ANYWHERE,
  },
  {name: 'uwsgi_next_upstream_timeout', syntax: ['time'], default: '0', contexts: ANYWHERE, since: '1.7.5'},
  {name: 'uwsgi_next_upstream_tries', syntax: ['number'], default: '0', contexts: ANYWHERE, since: '1.7.5'},
  {name: 'uwsgi_no_cache', syntax: ['string ...'], contexts: ANYWHERE},
  {
    name: 'uwsgi_param',
    syntax: ['parameter value [if_not_empty]'],
    default: 'HTTP_HOST $host$is_request_port$request_port',
    contexts: ANYWHERE,
  },
  {name: 'uwsgi_pass', syntax: ['[protocol://]address'], contexts: ['location', 'if in location']},
  {name: 'uwsgi_pass_header', syntax: ['field'], contexts: ANYWHERE},
  {name: 'uwsgi_pass_request_body', syntax: ['on | off'], default: 'on', contexts: ANYWHERE},
  {name: 'uwsgi_pass_request_headers', syntax: ['on | off'], default: 'on', contexts: ANYWHERE},
  {name: 'uwsgi_read_timeout', syntax: ['time'], default: '60s', contexts: ANYWHERE},
  {name: 'uwsgi_request_buffering', syntax: ['on | off'], default: 'on', contexts: ANYWHERE, since: '1.7.11'},
  {
    name: 'uwsgi_request_dynamic',
    syntax: ['on | off'],
    default: 'off',
    contexts: ANYWHERE,
    since: '1.29.3',
    isCommercial: true,
  },
  {name: 'uwsgi_send_timeout', syntax: ['time'], default: '60s', contexts: ANYWHERE},
  {name: 'uwsgi_socket_keepalive', syntax: ['on | off'], default: 'off', contexts: ANYWHERE, since: '1.15.6'},
  {name: 'uwsgi_socket_rcvbuf', syntax: ['size'], contexts: ANYWHERE, since: '1.31.3'},
  {name: 'uwsgi_socket_sndbuf', syntax: ['size'], contexts: ANYWHERE, since: '1.31.3'},
  {name: 'uwsgi_ssl_certificate', syntax: ['file'], contexts: ANYWHERE, since: '1.7.8'},
  {
    name: 'uwsgi_ssl_certificate_cache',
    syntax: ['off', 'max=N [inactive=time] [valid=time]'],
    default: 'off',
    contexts: ANYWHERE,
    since: '1.27.4',
  },
  {name: 'uwsgi_ssl_certificate_key', syntax: ['file'], contexts: ANYWHERE, since: '1.7.8'},
  {name: 'uwsgi_ssl_ciphers', syntax: ['ciphers'], default: 'DEFAULT', contexts: ANYWHERE, since: '1.5.8'},
  {name: 'uwsgi_ssl_conf_command', syntax: ['name value'], contexts: ANYWHERE, since: '1.19.4'},
  {name: 'uwsgi_ssl_crl', syntax: ['file'], contexts: ANYWHERE, since: '1.7.0'},
  {name: 'uwsgi_ssl_key_log', syntax: ['path'], contexts: ANYWHERE, since: '1.27.2', isCommercial: true},
  {name: 'uwsgi_ssl_name', syntax: ['name'], default: 'host from uwsgi_pass', contexts: ANYWHERE, since: '1.7.0'},
  {name: 'uwsgi_ssl_password_file', syntax: ['file'], contexts: ANYWHERE, since: '1.7.8'},
  {
    name: 'uwsgi_ssl_protocols',
    syntax: ['[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]'],
    default: 'TLSv1.2 TLSv1.3',
    contexts: ANYWHERE,
    since: '1.5.8',
  },
  {name: 'uwsgi_ssl_server_name', syntax: ['on | off'], default: 'off', contexts: ANYWHERE, since: '1.7.0'},
  {name: 'uwsgi_ssl_session_reuse', syntax: ['on | off'], default: 'on', contexts: ANYWHERE, since: '1.5.8'},
  {name: 'uwsgi_ssl_trusted_certificate', syntax: ['file'], contexts: ANYWHERE, since: '1.7.0'},
  {name: 'uwsgi_ssl_verify', syntax: ['on | off'], default: 'off', contexts: ANYWHERE, since: '1.7.0'},
  {name: 'uwsgi_ssl_verify_depth', syntax: ['number'], default: '1', contexts: ANYWHERE, since: '1.7.0'},
  {name: 'uwsgi_store', syntax: ['on | off | string'], default: 'off', contexts: ANYWHERE},
  {name: 'uwsgi_store_access', syntax: ['users:permissions ...'], default: 'user:rw', contexts: ANYWHERE},
  {name: 'uwsgi_temp_file_write_size', syntax: ['size'], default: '8k|16k', contexts: ANYWHERE},
  {name: 'uwsgi_temp_path', syntax: ['path [level1 [level2 [level3]]]'], default: 'uwsgi_temp', contexts: ANYWHERE},
]
