const body = 'x'.repeat(100)

export default () => new Response(body, {headers: {'Content-Type': 'text/plain'}})
