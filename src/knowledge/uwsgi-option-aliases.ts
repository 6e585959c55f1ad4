/** Names that set one and the same thing in uWSGI; the first of a row is the one that tsgi says. The later in a file wins. */
export const ALIAS_ROWS = `
after-request-hook after-request-call
alarm-backlog backlog-alarm lq-alarm alarm-lq alarm-listen-queue listen-queue-alarm
alarm-list alarms-list
alarm-segfault segfault-alarm
carbon-name-resolve carbon-resolve-names
cgi-map-helper cgi-helper
cgi-optimize cgi-optimized
cheaper-algo-list cheaper-algos-list cheaper-list
check-mountpoint mountpoint-check check-mount mount-check
check-static static-check
chmod-socket chmod
clock-list clocks-list
collect-header response-header-collect
curl-cron cron-curl
emperor-cap vassals-cap vassal-cap
emperor-extra-extension emperor-extra-ext
emperor-on-demand-directory emperor-on-demand-dir
emperor-on-demand-extension emperor-on-demand-ext
emperor-stats emperor-stats-server
endfor end-for
endif end-if
fastrouter-processes fastrouter-workers
fastrouter-stats fastrouter-stats-server fastrouter-ss
file-serve-mode fileserve-mode
forkptyrouter forkpty-router
forkptyrouter-command forkpty-router-command forkptyrouter-cmd forkpty-router-cmd
forkptyrouter-processes forkptyrouter-workers
forkptyrouter-stats forkptyrouter-stats-server forkptyrouter-ss
forkptyurouter forkpty-urouter
gemset rvm
harakiri-no-arh no-harakiri-arh no-harakiri-after-req-hook
help usage
http httprouter
http-processes http-workers
http-stats http-stats-server http-ss
if-dir ifdir if-directory
if-env ifenv
if-exists ifexists
if-plugin ifplugin
imperial-monitor-list imperial-monitors-list
import pyimport py-import python-import
jidfile jid-file
json js
legion-cron cron-legion
legion-curl-cron legion-cron-curl curl-cron-legion cron-curl-legion
log-alarm alarm-log
log-date logdate
log-format logformat
logformat-strftime log-format-strftime
logger-list loggers-list
loop-list loops-list
lua-shell luashell
metric-threshold metric-alarm alarm-metric
metrics-dir metric-dir
metrics-dir-restore metric-dir-restore
mimefile mime-file
module wsgi
namespace ns
namespace-net ns-net
need-plugin need-plugins
not-log-alarm not-alarm-log
offload-threads offload-thread
php-exec-after php-exec-end
php-exec-before php-exec-begin
php-ini php-config
php-ini-append php-config-append
pivot-root pivot_root
plugin plugins
plugin-dir plugins-dir
plugins-list plugin-list
print-sym print-symbol
processes workers
protocol socket-protocol
py-auto-reload py-autoreload python-auto-reload python-autoreload
py-executable py-sys-executable
py-programname py-program-name
python py pyrun
pythonpath python-path pp
rawrouter-processes rawrouter-workers
rawrouter-stats rawrouter-stats-server rawrouter-ss
rb-lib ruby-lib
rb-require ruby-require rbrequire rubyrequire require
rbtimer signal-rbtimer
refork re-fork
refork-as-root re-fork-as-root
refork-post-jail re-fork-post-jail
rem-header del-header
req-logger logger-req
router-list routers-list
ruby-gc-freq rb-gc-freq
safe-fd fd-safe
set-placeholder set-ph
setns-socket-skip setns-skip
shared-import shared-pyimport shared-py-import shared-python-import
shared-rb-require shared-ruby-require shared-rbrequire shared-rubyrequire shared-require
signal-bufsize signals-bufsize
so-send-timeout socket-send-timeout so-write-timeout socket-write-timeout
spooler-frequency spooler-freq
spooler-import spooler-pyimport spooler-py-import spooler-python-import
sqlite3 sqlite
ssl-enable3 ssl-enable-sslv3
ssl-session-timeout ssl-sessions-timeout
ssl-session-use-cache ssl-sessions-use-cache
sslrouter-processes sslrouter-workers
sslrouter-stats sslrouter-stats-server sslrouter-ss
static-gzip-dir static-gzip-prefix
static-gzip-ext static-gzip-suffix
stats stats-server
stats-minified stats-min
stats-pusher-default-freq stats-pushers-default-freq
subscribe-to st subscribe
suwsgi-socket ssl-socket
tcp-fast-open tcp-fastopen
tcp-fast-open-client tcp-fastopen-client
threads-stacksize thread-stacksize thread-stack-size threads-stack-size
timer signal-timer
unique-legion-cron unique-cron-legion
vassals-set vassal-set
virtualenv home venv pyhome
wait-for-interface wait-interface wait-for-iface wait-iface
wait-for-interface-timeout wait-interface-timeout wait-for-iface-timeout wait-iface-timeout
webdav-javascript webdav-js
websockets-max-size websocket-max-size
websockets-ping-freq websocket-ping-freq
websockets-pong-tolerance websocket-pong-tolerance
wsgi-accept-buffer wsgi-accept-buffers
wsgi-env-behaviour wsgi-env-behavior
wsgi-file file
xml xmlconfig
yaml yml
zergpool zerg-pool
`
