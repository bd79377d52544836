// Numbers as the page writes them; the report writes them alike.

const MINUS = '\u2212';

/** Four significant digits, never an exponent. */
export function gigapascal(value) {
  const size = Math.abs(value);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3).replace('-', MINUS);
}

export function signedPercent(ratio) {
  const percent = (100 * ratio).toFixed(2);
  return (percent.startsWith('-') ? percent.replace('-', MINUS) : '+' + percent) + ' %';
}

/** As it was asked for: 2 %, 0.5 %. */
export function percent(ratio) {
  return +(100 * ratio).toFixed(3) + ' %';
}

export function duration(seconds) {
  if (seconds < 60) {
    return seconds.toFixed(seconds < 10 ? 1 : 0) + ' s';
  }
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Local time: of day if it is today, with the date else. */
export function moment(iso) {
  const t = new Date(iso);
  const today = t.toDateString() === new Date().toDateString();
  return today
    ? t.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })
    : t.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}

/** {C11: 35, C22: 20} as C11 = 35, C22 = 20 GPa. */
export function target(values) {
  const parts = Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} = ${value}`);
  return parts.join(', ') + ' GPa';
}

/** Error of the worst component; null without one. */
export function worst(errors) {
  const values = Object.values(errors ?? {}).map(Math.abs);
  return values.length ? Math.max(...values) : null;
}
