import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { badKey, check, fails, key, prompts, refused, run, spentKey, url, weather } from './run.mjs';

const makers = {
  openai_chat: (apiKey) => createOpenAI({ baseURL: `${url}/v1`, apiKey }).chat('fake-chat'),
  openai_responses: (apiKey) => createOpenAI({ baseURL: `${url}/v1`, apiKey }).responses('fake-chat'),
  anthropic: (apiKey) => createAnthropic({ baseURL: `${url}/v1`, apiKey })('fake-claude'),
  google: (apiKey) => createGoogleGenerativeAI({ baseURL: `${url}/v1beta`, apiKey })('fake-gemini'),
};
globalThis.AI_SDK_LOG_WARNINGS = false;
const tools = {
  [weather.name]: tool({
    description: weather.description,
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => `${city}: 21 degrees`,
  }),
};
const cases = {};

async function fault(model, prompt) {
  const error = await fails(generateText({ model, prompt, maxRetries: 0 }));
  check(APICallError.isInstance(error), String(error));
  return error;
}

for (const [name, make] of Object.entries(makers)) {
  const model = make(key);

  cases[`${name}_plain`] = async () => {
    const { text, usage } = await generateText({ model, prompt: prompts.plain, maxOutputTokens: 2000 });
    check(text.length === 44, 'the answer is not whole');
    return usage.outputTokens;
  };

  cases[`${name}_streaming`] = async () => {
    const result = streamText({ model, prompt: prompts.stream, maxOutputTokens: 2000 });
    let text = '';
    for await (const piece of result.textStream) {
      text += piece;
    }

    check(text.length === 240, `the stream is not whole: ${text.length}`);
    return (await result.usage).outputTokens;
  };

  cases[`${name}_tool_round_trip`] = async () => {
    const { steps, text } = await generateText({ model, prompt: prompts.tool, tools, stopWhen: stepCountIs(3) });
    check(steps.length === 2 && steps[0].toolResults[0].output === 'Paris: 21 degrees', `steps: ${steps.length}`);
    check(text.length > 0, 'the second turn did not end');
    return steps.length;
  };

  cases[`${name}_structured_output`] = async () => {
    const output = Output.object({ schema: z.object({ name: z.string(), age: z.number().int() }) });
    const answer = await generateText({ model, prompt: prompts.structured, output });
    check(Number.isInteger(answer.output.age), 'not the shape that was asked for');
    return answer.output;
  };

  cases[`${name}_errors`] = async () => {
    const unauthorized = await fault(make(badKey), prompts.plain);
    check(unauthorized.statusCode === 401, String(unauthorized));
    const limited = await fault(model, prompts.limited);
    check(limited.statusCode === 429 && limited.responseHeaders['retry-after'] === '7', String(limited));
    const broken = await fault(model, prompts.broken);
    check(broken.statusCode === 500, String(broken));
    return unauthorized.message;
  };

  cases[`${name}_abort`] = async () => {
    const stop = new AbortController();
    const result = streamText({ model, prompt: prompts.slow, abortSignal: stop.signal, maxOutputTokens: 5000 });
    let pieces = 0;
    for await (const _ of result.textStream) {
      pieces += 1;
      if (pieces === 3) {
        stop.abort();
      }
    }

    check(pieces < 20, `went on after the abort: ${pieces}`);
    return pieces;
  };

  if (spentKey) {
    cases[`${name}_spent`] = async () => {
      const error = await refused(() => generateText({ model: make(spentKey), prompt: prompts.plain, maxRetries: 2 }));
      check(error.statusCode === (name === 'anthropic' ? 402 : 400), String(error.statusCode));
      return error.message;
    };
  }
}

await run(cases);
