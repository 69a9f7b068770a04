import OpenAI from 'openai';
import { badKey, check, fails, key, person, prompts, refused, run, spentKey, url, weather } from './run.mjs';

const model = 'fake-chat';
const make = (apiKey, options) => new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0, ...options });
const client = make(key);
const ask = (content) => ({ model, messages: [{ role: 'user', content }], max_tokens: 2000 });
const tools = [{ type: 'function', function: { name: weather.name, description: weather.description, parameters: weather.schema } }];

const cases = {
  async chat_plain() {
    const answer = await client.chat.completions.create(ask(prompts.plain));
    check(answer.choices[0].message.content.length === 44, 'the text is not 11 tokens long');
    check(answer.usage.completion_tokens === 11, 'the usage is wrong');
    return answer.id;
  },

  async chat_streaming() {
    const stream = await client.chat.completions.create({ ...ask(prompts.stream), stream: true });
    let text = '';
    let isDone = false;
    for await (const chunk of stream) {
      check(chunk.choices.length === 1, 'a chunk that the client did not ask for');
      text += chunk.choices[0].delta.content ?? '';
      isDone ||= chunk.choices[0].finish_reason === 'stop';
    }

    check(text.length === 240 && isDone, `the stream is not whole: ${text.length}`);
    return text.length;
  },

  async chat_streaming_with_usage() {
    const stream = await client.chat.completions.create({ ...ask(prompts.stream), stream: true, stream_options: { include_usage: true } });
    let usage;
    for await (const chunk of stream) {
      usage = chunk.usage ?? usage;
    }

    check(usage?.completion_tokens === 60, 'no usage chunk');
    return usage;
  },

  async chat_tool_round_trip() {
    const first = await client.chat.completions.create({ ...ask(prompts.tool), tools });
    const call = first.choices[0].message.tool_calls[0];
    check(JSON.parse(call.function.arguments).city === 'Paris', 'wrong arguments');
    const messages = [
      ...ask(prompts.tool).messages,
      first.choices[0].message,
      { role: 'tool', tool_call_id: call.id, content: '21 degrees' },
    ];
    const second = await client.chat.completions.create({ model, messages, tools });
    check(second.choices[0].finish_reason === 'stop', 'the second turn did not end');
    return call;
  },

  async chat_structured_output() {
    const format = { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: person } };
    const answer = await client.chat.completions.parse({ ...ask(prompts.structured), response_format: format });
    const parsed = JSON.parse(answer.choices[0].message.content);
    check(typeof parsed.name === 'string' && Number.isInteger(parsed.age), 'not the shape that was asked for');
    return parsed;
  },

  async responses_plain() {
    const answer = await client.responses.create({ model, input: prompts.plain });
    check(answer.output_text.length === 44 && answer.status === 'completed', 'the answer is not whole');
    return answer.usage;
  },

  async responses_streaming() {
    const stream = client.responses.stream({ model, input: prompts.stream });
    let deltas = '';
    for await (const event of stream) {
      deltas += event.type === 'response.output_text.delta' ? event.delta : '';
    }

    const final = await stream.finalResponse();
    check(deltas.length === 240 && final.output_text === deltas, 'the stream is not whole');
    return final.usage;
  },

  async responses_tool_round_trip() {
    const declared = [{ type: 'function', name: weather.name, parameters: weather.schema, strict: true }];
    const input = [{ role: 'user', content: prompts.tool }];
    const first = await client.responses.create({ model, input, tools: declared });
    const call = first.output.find((item) => item.type === 'function_call');
    check(JSON.parse(call.arguments).city === 'Paris', 'wrong arguments');
    const second = await client.responses.create({
      model,
      input: [...input, ...first.output, { type: 'function_call_output', call_id: call.call_id, output: '21 degrees' }],
      tools: declared,
    });
    check(second.output_text.length > 0, 'the second turn did not end');
    return call.name;
  },

  async responses_structured_output() {
    const text = { format: { type: 'json_schema', name: 'person', strict: true, schema: person } };
    const answer = await client.responses.parse({ model, input: prompts.structured, text });
    check(Number.isInteger(answer.output_parsed.age), 'not the shape that was asked for');
    return answer.output_parsed;
  },

  async embeddings() {
    const answer = await client.embeddings.create({ model: 'fake-embed', input: ['one', 'two'] });
    check(answer.data.length === 2 && Math.abs(answer.data[0].embedding[0] - 0.25) < 1e-6, 'wrong vectors');
    return answer.usage;
  },

  async models() {
    const page = await client.models.list();
    check(page.data.some((item) => item.id === model), 'the model is not listed');
    return page.data.length;
  },

  async unauthorized() {
    const error = await fails(make(badKey).chat.completions.create(ask(prompts.plain)));
    check(error instanceof OpenAI.AuthenticationError && error.status === 401, String(error));
    return error.message;
  },

  async rate_limited() {
    const error = await fails(client.chat.completions.create(ask(prompts.limited)));
    check(error instanceof OpenAI.RateLimitError && error.headers.get('retry-after') === '7', String(error));
    return error.message;
  },

  async server_error() {
    const error = await fails(client.chat.completions.create(ask(prompts.broken)));
    check(error instanceof OpenAI.InternalServerError && error.status === 500, String(error));
    const other = await fails(client.responses.create({ model, input: prompts.overloaded }));
    check(other.status === 503, String(other));
    return error.message;
  },

  async abort() {
    const stream = await client.chat.completions.create({ ...ask(prompts.slow), max_tokens: 5000, stream: true });
    let chunks = 0;
    for await (const chunk of stream) {
      chunks += chunk.choices.length;
      if (chunks === 3) {
        stream.controller.abort();
      }
    }

    check(chunks < 20, `went on after the abort: ${chunks}`);
    return chunks;
  },
};

if (spentKey) {
  cases.spent = async () => {
    const poor = make(spentKey, { maxRetries: 2 });
    const chat = await refused(() => poor.chat.completions.create(ask(prompts.plain)));
    const responses = await refused(() => poor.responses.create({ model, input: prompts.plain }));
    check(chat.status === 400 && chat.type === 'budget_exceeded', `${chat.status} ${chat.type}`);
    check(responses.status === 400 && responses.type === 'budget_exceeded', `${responses.status} ${responses.type}`);
    return [chat.message, responses.message];
  };
}

await run(cases);
