// Runs one client's cases and prints one JSON line for each: {"case","ok","ms","seen","fault"}.
// Environment: TOLLGATE_URL (no slash at the end), TOLLGATE_KEY, TOLLGATE_BAD_KEY, TOLLGATE_SPENT_KEY (optional).

export const url = process.env.TOLLGATE_URL;
export const key = process.env.TOLLGATE_KEY;
export const badKey = process.env.TOLLGATE_BAD_KEY;
export const spentKey = process.env.TOLLGATE_SPENT_KEY;

// How many requests left this process: a refusal must not be retried.
export const wire = { requests: 0 };
const plainFetch = globalThis.fetch;
globalThis.fetch = (...args) => {
  wire.requests += 1;
  return plainFetch(...args);
};

export const weather = {
  name: 'get_weather',
  description: 'Tells the weather of a city.',
  schema: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};

export const prompts = {
  plain: 'Say something. [[tokens=11]]',
  stream: 'Say something long. [[tokens=60]]',
  tool: 'What is the weather in Paris? [[call get_weather {"city":"Paris"}]]',
  structured: 'Name a person.',
  limited: 'Be busy. [[status=429; retry-after=7]]',
  broken: 'Break. [[status=500]]',
  overloaded: 'Break. [[status=503]]',
  slow: 'Say something slowly. [[tokens=4000; event-delay=20]]',
};

export const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
};

export function check(claim, text) {
  if (!claim) {
    throw new Error(text);
  }
}

export async function fails(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }

  throw new Error('the call did not fail');
}

/** Checks that a call on a spent budget is one request and is over at once; gives the error. */
export async function refused(call) {
  const start = performance.now();
  wire.requests = 0;
  const error = await fails(call());
  check(wire.requests === 1, `${wire.requests} requests`);
  check(performance.now() - start < 2000, 'took more than two seconds');
  check(error.message.includes('is spent'), `our sentence is missing: ${error.message}`);
  return error;
}

export async function run(cases) {
  let isGood = true;
  for (const [name, body] of Object.entries(cases)) {
    const start = performance.now();
    const line = { case: name };
    try {
      line.seen = await body();
      line.ok = true;
    } catch (error) {
      line.ok = false;
      line.fault = String(error?.stack ?? error).slice(0, 2000);
      isGood = false;
    }

    line.ms = Math.round(performance.now() - start);
    console.log(JSON.stringify(line));
  }

  process.exit(isGood ? 0 : 1);
}
