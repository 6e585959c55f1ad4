// What nginx sends for a browser behind a load balancer: 25 variables, about 885 bytes. From one request to the next six of the
// values change: query, URI, address (twice), port and cookie.
const request = (i) => [
  ['QUERY_STRING', `page=${i}&sort=name`],
  ['REQUEST_METHOD', 'GET'],
  ['CONTENT_TYPE', ''],
  ['CONTENT_LENGTH', ''],
  ['REQUEST_URI', `/catalogue/items?page=${i}&sort=name`],
  ['PATH_INFO', '/catalogue/items'],
  ['DOCUMENT_ROOT', '/var/www/html'],
  ['SERVER_PROTOCOL', 'HTTP/1.1'],
  ['REQUEST_SCHEME', 'https'],
  ['HTTPS', 'on'],
  ['REMOTE_ADDR', `203.0.113.${10 + i}`],
  ['REMOTE_PORT', String(50_042 + i)],
  ['SERVER_PORT', '443'],
  ['SERVER_NAME', 'www.example.com'],
  ['HTTP_HOST', 'www.example.com'],
  ['HTTP_USER_AGENT', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
  ['HTTP_ACCEPT', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['HTTP_ACCEPT_LANGUAGE', 'en-GB,en;q=0.5'],
  ['HTTP_ACCEPT_ENCODING', 'gzip, deflate, br'],
  ['HTTP_REFERER', 'https://www.example.com/catalogue'],
  ['HTTP_COOKIE', `sessionid=5f2b8c1e9a7d4036b1c2d3e4f5a6${1000 + i}; csrftoken=Qm9vc3RlZCBieSBjYWZmZQ`],
  ['HTTP_CONNECTION', 'keep-alive'],
  ['HTTP_UPGRADE_INSECURE_REQUESTS', '1'],
  ['HTTP_X_FORWARDED_FOR', `203.0.113.${10 + i}`],
  ['HTTP_X_FORWARDED_PROTO', 'https'],
]

// Through JSON, so that the texts are what a program gets from outside, not constants of the code.
export const requests = JSON.parse(JSON.stringify(Array.from({length: 8}, (_, i) => request(i))))
