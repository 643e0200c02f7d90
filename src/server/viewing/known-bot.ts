/**
 * What programs that fetch pages call themselves: crawlers, link previews, monitors, HTTP libraries, and browsers that a
 * program drives. `bot` ends names such as Googlebot/2.1; phones of CUBOT go on after it. Honest ones only: the others
 * meet the limits that everybody meets.
 */
const words =
  /bot[/;,)+]|\bbots?\b|crawl|spider|slurp|headless|phantom|puppeteer|playwright|selenium|lighthouse|preview|facebookexternalhit|embedly|whatsapp|monitor|pingdom|uptime|curl|wget|python|java\/|go-http|okhttp|axios|undici|node-fetch|^node$|libwww|httpclient|scrapy|ffmpeg|^lavf/i;

/** A browser says what it is; whoever says nothing is none. */
export function isKnownBot(userAgent: string): boolean {
  return userAgent.trim() === '' || words.test(userAgent);
}
