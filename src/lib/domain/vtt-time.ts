/** A time as WebVTT writes it: `00:01:02.500`, hours always. */
export function formatVttTime(seconds: number): string {
  const milliseconds = Math.max(0, Math.round(seconds * 1000));
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const hours = milliseconds / 3_600_000;
  const minutes = (milliseconds / 60_000) % 60;
  const rest = (milliseconds / 1000) % 60;
  return `${two(hours)}:${two(minutes)}:${two(rest)}.${String(milliseconds % 1000).padStart(3, '0')}`;
}
