// What is wanted, in the form of POST /designs, as the command line has it.

/** 35, "30..40", "max", with "@tolerance" and "*weight" behind it. */
export function wish(goal) {
  if (typeof goal !== 'object') {
    return String(goal);
  }
  if (Array.isArray(goal)) {
    return goal.join(' ');
  }
  const value = goal.maximise ? 'max'
    : goal.minimise ? 'min'
      : goal.value ?? `${goal.min ?? ''}..${goal.max ?? ''}`;
  return `${value}${goal.tolerance ? '@' + goal.tolerance : ''}${goal.weight ? '*' + goal.weight : ''}`;
}

/** [[name, wish], ...]; a list of percolations is one pair each. */
export function wishes(goals) {
  return Object.entries(goals ?? {}).flatMap(([name, goal]) =>
    (Array.isArray(goal) ? goal : [goal]).map((one) => [name, wish(one)]));
}

/** Whether a request is for more than components by value. */
export function isRich(request) {
  return Object.keys(request?.constraints ?? {}).length > 0
    || Object.entries(request?.target ?? {}).some(([name, g]) => typeof g !== 'number' || !/^C[1-3][1-3]$/.test(name));
}

/** The components by value, which the charts show. */
export function values(target) {
  return Object.fromEntries(Object.entries(target ?? {}).filter(([name, g]) => typeof g === 'number' && /^C\d\d$/.test(name)));
}
