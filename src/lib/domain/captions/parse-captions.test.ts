import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { buildVtt } from './build-vtt.ts';
import { sanitiseCueText } from './cue-text.ts';
import { parseCaptions } from './parse-captions.ts';

const srt = `1
00:00:01,000 --> 00:00:02,500
Hello, <i>world</i>!

2
00:01:00,000 --> 00:01:03,250
<font color="red">Fish & chips</font>
second line
`;

describe('an SRT file', () => {
  it.each([
    ['as it is', srt],
    ['with the line ends of Windows and a byte order mark', `\uFEFF${srt.replaceAll('\n', '\r\n')}`],
    ['with several empty lines between', srt.replace('\n\n', '\n\n\n \n')],
    ['without numbers', srt.replaceAll(/^\d\n/gm, '')],
  ])('is read %s', (_, file) => {
    expect(parseCaptions(file)).toEqual([
      { startMs: 1000, endMs: 2500, settings: '', text: 'Hello, <i>world</i>!' },
      { startMs: 60_000, endMs: 63_250, settings: '', text: 'Fish &amp; chips\nsecond line' },
    ]);
  });

  it.each([
    ['times that are none', '1\n00:00:01 --> 00:00:02,000\nA\n', 2],
    ['an end before its start', '1\n00:00:02,000 --> 00:00:01,000\nA\n', 2],
    ['text without times', '1\n00:00:01,000 --> 00:00:02,000\nA\n\nlost\nlines\n', 5],
    ['a missing empty line', '1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB\n', 3],
    ['nothing in it', '\n\n', 1],
    ['bytes that are no text', '1\n00:00:01,000 --> 00:00:02,000\nA\u0000B\n', 3],
    ['HTML', '<!doctype html>\n<p>No such page', 1],
  ])('with %s is refused, and the line is named', (_, file, line) => {
    const refusal = (() => {
      try {
        return parseCaptions(file);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', details: { line } });
  });

  it('of more than a megabyte is refused', () => {
    expect(() => parseCaptions(srt + 'x'.repeat(1_000_000))).toThrow('1 MB');
  });
});

describe('a WebVTT file', () => {
  it('keeps what places a caption, and drops styles, regions, comments and scripts', () => {
    const file = `WEBVTT - a title
Kind: captions

STYLE
::cue { background: url(http://evil.example/) }

REGION
id:fred

NOTE a remark
of two lines

intro
00:01.000 --> 00:02.000 line:0 align:start region:fred onclick:x
<v Ada Lovelace>Hello</v> <c.red>there</c>

10:00:03.000 --> 10:00:04.000
<b>bold<script>alert(1)</script>
`;
    expect(parseCaptions(file)).toEqual([
      {
        startMs: 1000,
        endMs: 2000,
        settings: 'line:0 align:start',
        text: '<v Ada Lovelace>Hello</v> there',
      },
      { startMs: 36_003_000, endMs: 36_004_000, settings: '', text: '<b>boldalert(1)</b>' },
    ]);
  });

  it('is put in the order of its times', () => {
    const file = 'WEBVTT\n\n00:05.000 --> 00:06.000\nB\n\n00:01.000 --> 00:02.000\nA\n';
    expect(parseCaptions(file).map(({ text }) => text)).toEqual(['A', 'B']);
  });
});

describe('the text of a caption', () => {
  it.each([
    ['1 < 2 & 3 > 2', '1 &lt; 2 &amp; 3 &gt; 2'],
    ['a&nbsp;b &lt;c&gt; &copy;', 'a&nbsp;b &lt;c&gt; &amp;copy;'],
    ['<b>a<i>b</b>c</i>', '<b>a<i>b</i></b>c'],
    ['{\\an8}top', 'top'],
    ['<00:00:01.000>sung', 'sung'],
    ['<img src=x onerror=alert(1)>', ''],
    ['<lang fr>Bonjour</lang>', '<lang fr>Bonjour</lang>'],
  ])('%s becomes %s', (text, clean) => {
    expect(sanitiseCueText(text)).toBe(clean);
  });

  it('never holds a tag of anything but WebVTT, whatever is sent', () => {
    const piece = fc.constantFrom('<', '>', '&', '/', 'b', 'script', ' ', '"', '<b>', '</b>', '<v x>', '-->');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const clean = sanitiseCueText(pieces.join(''));
        expect(clean.replaceAll(/<\/?(?:b|i|u|ruby|rt|v|lang)(?: [^<>]*)?>/g, '')).not.toMatch(/[<>]/);
        expect(clean).not.toContain('-->');
      }),
    );
  });
});

it('what is written is read back the same', () => {
  const cues = parseCaptions(srt);
  expect(parseCaptions(buildVtt(cues))).toEqual(cues);
  expect(buildVtt(cues).split('\n').slice(0, 5)).toEqual([
    'WEBVTT',
    'X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0',
    '',
    '00:00:01.000 --> 00:00:02.500',
    'Hello, <i>world</i>!',
  ]);
});
