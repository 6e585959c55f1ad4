// The same answer for each server: 100 bytes of text.
const body = 'x'.repeat(100)

export default (_req, res) => {
  res.writeHead(200, {'Content-Type': 'text/plain', 'Content-Length': body.length})
  res.end(body)
}
