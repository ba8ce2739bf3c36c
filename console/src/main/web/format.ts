/** Numbers and times as people write them, in the language of their browser. */
const whole = new Intl.NumberFormat();
const formats = new Map<number, Intl.NumberFormat>();
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const count = (value: number): string => whole.format(value);

export function number(value: number, digits: number): string {
  let format = formats.get(digits);
  if (!format) {
    format = new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(digits, format);
  }
  return format.format(value);
}

const significant = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });

/** A share as percent, or as one in so many where it is rare. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0001) {
    return `1 in ${whole.format(Number((1 / share).toPrecision(2)))}`;
  }
  return `${significant.format(share * 100)} %`;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= 1000 && unit < UNITS.length - 1) {
    rest /= 1000;
    unit++;
  }
  return `${number(rest, unit === 0 || rest >= 100 ? 0 : 1)} ${UNITS[unit]}`;
}

export const when = (iso: string): string => dateTime.format(new Date(iso));

/** A span of seconds: 45 s, 3 min, 2 h. */
export function span(seconds: number): string {
  if (seconds < 90) {
    return `${Math.round(seconds)} s`;
  }
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
