/** Headers that no application is worse with; what it says itself stands, where the server can see that. */
export const securityHeaders: readonly {readonly name: string; readonly value: string; readonly why: string}[] = [
  {name: 'X-Content-Type-Options', value: 'nosniff', why: 'an upload is never taken for a script'},
  {name: 'X-Frame-Options', value: 'SAMEORIGIN', why: 'no foreign page can put this one in a frame and steal clicks'},
  {
    name: 'Referrer-Policy',
    value: 'strict-origin-when-cross-origin',
    why: 'addresses with secrets do not leave the site',
  },
]
