const percentage = String.raw`(?:\d{1,2}(?:\.\d+)?|100(?:\.0+)?)%`;
const patterns: Readonly<Record<string, RegExp>> = {
  vertical: /^(?:rl|lr)$/,
  line: new RegExp(`^(?:-?\\d{1,3}|${percentage})(?:,(?:start|center|end))?$`),
  position: new RegExp(`^${percentage}(?:,(?:line-left|center|line-right))?$`),
  size: new RegExp(`^${percentage}$`),
  align: /^(?:start|center|end|left|right)$/,
};

/** The cue settings of WebVTT that are understood, as players may have them; others are left out, as players would. */
export function cleanSettings(text: string): string {
  return text
    .trim()
    .split(/\s+/)
    .filter((setting) => {
      const [name = '', value = ''] = setting.split(/:(.*)/s);
      return Object.hasOwn(patterns, name) && patterns[name]?.test(value);
    })
    .join(' ');
}
