// The service. Every refusal becomes an Error with the one line that the service gave.

async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('the service does not answer: is temper still running?');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? `${response.status} ${response.statusText}`), {
      status: response.status,
    });
  }
  return response;
}

export async function get(path) {
  return (await send(path, { headers: { Accept: 'application/json' } })).json();
}

/** The body, or null with the seconds to wait where it is not ready yet (202). */
export async function getWhenReady(path) {
  const response = await send(path, { headers: { Accept: 'application/json' } });
  return response.status === 202
    ? { body: null, seconds: Number(response.headers.get('Retry-After') ?? 2) }
    : { body: await response.json(), seconds: 0 };
}

export async function bytes(path) {
  return (await send(path, { cache: 'no-cache' })).arrayBuffer();
}

export async function post(path, body, headers = {}) {
  const options = { method: 'POST', headers: { ...headers } };
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  const response = await send(path, options);
  return response.status === 204 ? null : response.json();
}

/** A file as the body. */
export async function upload(path, file) {
  return (await send(path, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file })).json();
}

export async function remove(path) {
  await send(path, { method: 'DELETE' });
}
