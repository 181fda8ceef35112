/** An address within Fiveday to go back to. Anything that could lead to another site becomes the home page. */
export function localPath(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])[^\\\s]*$/.test(text)) return '/'
  const url = URL.parse(text, 'http://fiveday.invalid')
  // `/..//evil.invalid` is within Fiveday, and yet its path, once shortened, would be read as the name of another site.
  if (url?.origin !== 'http://fiveday.invalid' || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}`
}
