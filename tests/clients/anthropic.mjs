import Anthropic from '@anthropic-ai/sdk';
import { badKey, check, fails, key, person, prompts, refused, run, spentKey, url, weather } from './run.mjs';

const model = 'fake-claude';
const make = (apiKey, options) => new Anthropic({ baseURL: url, apiKey, maxRetries: 0, ...options });
const client = make(key);
const ask = (content) => ({ model, max_tokens: 2000, messages: [{ role: 'user', content }] });
const tools = [{ name: weather.name, description: weather.description, input_schema: weather.schema }];

const cases = {
  async plain() {
    const answer = await client.messages.create(ask(prompts.plain));
    check(answer.content[0].text.length === 44 && answer.stop_reason === 'end_turn', 'the answer is not whole');
    check(answer.usage.output_tokens === 11, 'the usage is wrong');
    return answer.id;
  },

  async streaming() {
    const stream = client.messages.stream(ask(prompts.stream));
    let text = '';
    stream.on('text', (piece) => {
      text += piece;
    });
    const final = await stream.finalMessage();
    check(text.length === 240 && final.usage.output_tokens === 60, 'the stream is not whole');
    return final.usage;
  },

  async thinking() {
    const answer = await client.messages.create({ ...ask(prompts.plain), thinking: { type: 'enabled', budget_tokens: 1024 } });
    check(answer.content[0].type === 'thinking' && answer.content[0].signature.length > 0, 'no thinking block');
    return answer.usage;
  },

  async tool_round_trip() {
    const first = await client.messages.create({ ...ask(prompts.tool), tools });
    const call = first.content.find((block) => block.type === 'tool_use');
    check(call.input.city === 'Paris' && first.stop_reason === 'tool_use', 'wrong arguments');
    const second = await client.messages.create({
      ...ask(prompts.tool),
      tools,
      messages: [
        ...ask(prompts.tool).messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: '21 degrees' }] },
      ],
    });
    check(second.stop_reason === 'end_turn', 'the second turn did not end');
    return call;
  },

  async tool_streaming() {
    const final = await client.messages.stream({ ...ask(prompts.tool), tools }).finalMessage();
    check(final.content[0].input.city === 'Paris', 'wrong arguments');
    return final.content[0].name;
  },

  async structured_output() {
    const answer = await client.messages.create({ ...ask(prompts.structured), output_config: { format: { type: 'json_schema', schema: person } } });
    check(Number.isInteger(JSON.parse(answer.content[0].text).age), 'not the shape that was asked for');
    return answer.content[0].text;
  },

  async count_tokens() {
    const answer = await client.messages.countTokens({ model, messages: ask(prompts.plain).messages });
    check(answer.input_tokens > 0, 'no count');
    return answer.input_tokens;
  },

  async models() {
    const page = await client.models.list();
    check(page.data.some((item) => item.id === model), 'the model is not listed');
    return page.data.length;
  },

  async unauthorized() {
    const error = await fails(make(badKey).messages.create(ask(prompts.plain)));
    check(error instanceof Anthropic.AuthenticationError && error.status === 401, String(error));
    return error.message;
  },

  async rate_limited() {
    const error = await fails(client.messages.create(ask(prompts.limited)));
    check(error instanceof Anthropic.RateLimitError && error.headers.get('retry-after') === '7', String(error));
    return error.message;
  },

  async server_error() {
    const error = await fails(client.messages.create(ask(prompts.broken)));
    check(error instanceof Anthropic.InternalServerError && error.status === 500, String(error));
    const other = await fails(client.messages.create(ask('[[status=529]]')));
    check(other.status === 529, String(other));
    return error.message;
  },

  async abort() {
    const stream = await client.messages.create({ ...ask(prompts.slow), max_tokens: 5000, stream: true });
    let events = 0;
    for await (const event of stream) {
      events += event.type === 'content_block_delta' ? 1 : 0;
      if (events === 3) {
        stream.controller.abort();
      }
    }

    check(events < 20, `went on after the abort: ${events}`);
    return events;
  },
};

if (spentKey) {
  cases.spent = async () => {
    const error = await refused(() => make(spentKey, { maxRetries: 2 }).messages.create(ask(prompts.plain)));
    check(error.status === 402 && error.error.error.type === 'billing_error', `${error.status} ${error.message}`);
    return error.message;
  };
}

await run(cases);
