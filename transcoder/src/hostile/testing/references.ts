/** Texts that name something for FFmpeg to open. Each is uploaded as `.mp4`. */

export interface Targets {
  /** The canary's URL, without a path. */
  readonly http: string;
  /** Absolute path of the canary file. */
  readonly file: string;
}

const hls = (...lines: readonly string[]): string =>
  ['#EXTM3U', '#EXT-X-VERSION:3', '#EXT-X-TARGETDURATION:4', ...lines, '#EXT-X-ENDLIST', ''].join('\n');
const segment = (url: string): string => `#EXTINF:4,\n${url}`;
const dash = (inner: string, entity = ''): string =>
  `<?xml version="1.0"?>${entity}<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" type="static" mediaPresentationDuration="PT4S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="0" bandwidth="1">${inner}</Representation></AdaptationSet></Period></MPD>`;
const sdp = (address: string): string =>
  `v=0\no=- 0 0 IN IP4 ${address}\ns=x\nc=IN IP4 ${address}\nt=0 0\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n`;
const ass = (font: string): string =>
  `[Script Info]\nScriptType: v4.00+\n\n[Fonts]\nfontname: ${font}\n\n[Events]\nFormat: Layer, Start, End, Text\nDialogue: 0,0:00:00.00,0:00:04.00,{\\fn${font}}x\n`;
const asf = (url: string): string => `<asx version="3"><entry><ref href="${url}"/></entry></asx>`;

export type TextTrap = readonly [name: string, text: (targets: Targets) => string];

export const textTraps: readonly TextTrap[] = [
  ['HLS to a server', ({ http }) => hls(segment(`${http}/canary.ts`))],
  ['HLS to a file', ({ file }) => hls(segment(`file://${file}`))],
  ['HLS to a path', ({ file }) => hls(segment(file))],
  ['HLS to a sibling', () => hls(segment('sibling.ts'))],
  ['HLS master to a server', ({ http }) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${http}/canary.m3u8\n`],
  [
    'HLS with a key on a server',
    ({ http }) =>
      hls(`#EXT-X-KEY:METHOD=AES-128,URI="${http}/key",IV=0x${'0'.repeat(32)}`, segment('sibling.ts')),
  ],
  ['HLS with an init on a server', ({ http }) => hls(`#EXT-X-MAP:URI="${http}/init"`, segment('sibling.ts'))],
  [
    'HLS by concat and subfile',
    ({ http, file }) => hls(segment(`concat:${http}/head|subfile,,start,0,end,64,,:${file}`)),
  ],
  ['HLS by crypto', ({ http }) => hls(segment(`crypto+${http}/canary.ts`))],
  ['HLS by data', () => hls(segment('data:video/mp2t;base64,R0AAEAAAsA=='))],
  [
    'HLS by gopher and tcp',
    ({ http }) => hls(segment(http.replace('http', 'tcp')), segment('gopher://127.0.0.1:9/')),
  ],
  ['DASH to a server', ({ http }) => dash(`<BaseURL>${http}/canary.mp4</BaseURL>`)],
  ['DASH to a file', ({ file }) => dash(`<BaseURL>file://${file}</BaseURL>`)],
  [
    'DASH templates',
    ({ http }) =>
      dash(`<SegmentTemplate initialization="${http}/init" media="${http}/$Number$" duration="4"/>`),
  ],
  [
    'DASH with an XML entity',
    ({ file }) => dash('<BaseURL>&x;</BaseURL>', `<!DOCTYPE MPD [<!ENTITY x SYSTEM "file://${file}">]>`),
  ],
  [
    'DASH with entities without end',
    () =>
      dash(
        '<BaseURL>&d;</BaseURL>',
        `<!DOCTYPE MPD [<!ENTITY a "${'a'.repeat(1_000)}">${['ab', 'bc', 'cd'].map(([from, to]) => `<!ENTITY ${to} "${`&${from};`.repeat(100)}">`).join('')}]>`,
      ),
  ],
  ['ffconcat to a sibling', () => 'ffconcat version 1.0\nfile sibling.mp4\n'],
  ['ffconcat to a server', ({ http }) => `ffconcat version 1.0\nfile ${http}/canary.mp4\n`],
  ['ffconcat to a file', ({ file }) => `ffconcat version 1.0\nfile file:${file}\n`],
  [
    'ffconcat with options',
    ({ http }) =>
      `ffconcat version 1.0\nfile sibling.mp4\noption safe 0\noption protocol_whitelist ALL\nfile ${http}/canary.mp4\n`,
  ],
  ['SDP', () => sdp('127.0.0.1')],
  ['SMIL', ({ http }) => `<smil><body><video src="${http}/canary.mp4"/></body></smil>`],
  ['ASX', ({ http }) => asf(`${http}/canary.mp4`)],
  ['ASS with a font', ({ file }) => ass(file)],
  ['SubRip', () => '1\n00:00:00,000 --> 00:00:04,000\nx\n'],
  [
    'WebVTT',
    ({ http }) => `WEBVTT\n\nSTYLE\n@import url(${http}/style.css);\n\n00:00.000 --> 00:04.000\nx\n`,
  ],
  ['FFmpeg metadata', ({ file }) => `;FFMETADATA1\ntitle=${file}\n`],
  ['a filter graph', ({ file }) => `movie=${file}[out0]`],
  ['a list of pictures', () => 'img%03d.png\nimg001.png\n'],
  [
    'an SVG with a reference',
    ({ http }) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><image href="${http}/canary.png"/></svg>`,
  ],
  ['a PLS list', ({ http }) => `[playlist]\nFile1=${http}/canary.mp4\nNumberOfEntries=1\n`],
  ['a RealMedia list', ({ http }) => `rtsp://127.0.0.1:9/x\n${http}/canary.rm\n`],
  ['AviSynth', ({ file }) => `DirectShowSource("${file}")\n`],
  ['VapourSynth', ({ file }) => `open("${file}").read()\n`],
];

/** Types by which FFmpeg chooses a demuxer (a browser lets its user declare any), by the names of the traps. */
export const hostileTypes = [
  ['HLS', 'application/vnd.apple.mpegurl'],
  ['DASH', 'application/dash+xml'],
] as const;
