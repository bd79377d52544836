// Light, dark, or as the system has it; remembered by the browser.

const KEY = 'temper-theme';

export function start() {
  const select = document.getElementById('theme');
  let kept = '';
  try {
    kept = localStorage.getItem(KEY) ?? '';
  } catch {
    // storage may be forbidden: the choice then lasts as long as the page
  }
  apply(kept);
  select.value = kept;
  select.addEventListener('change', () => {
    apply(select.value);
    try {
      localStorage.setItem(KEY, select.value);
    } catch {
      // as above
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}

function apply(theme) {
  if (theme) {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
  changed();
}

/** What is drawn on a canvas has to be drawn again. */
function changed() {
  document.dispatchEvent(new Event('themechange'));
}

/** A colour of the style sheet. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
