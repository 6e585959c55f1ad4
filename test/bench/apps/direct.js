const body = 'x'.repeat(100)

export default {uwsgi: () => ({status: 200, headers: [['Content-Type', 'text/plain']], body})}
