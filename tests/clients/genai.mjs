import { GoogleGenAI, Type } from '@google/genai';
import { badKey, check, fails, key, prompts, refused, run, spentKey, url, weather } from './run.mjs';

const model = 'fake-gemini';
const make = (apiKey, apiVersion) => new GoogleGenAI({ apiKey, apiVersion, httpOptions: { baseUrl: url } });
const client = make(key);
const ask = (contents, config) => ({ model, contents, config });
const tools = [{ functionDeclarations: [{ name: weather.name, description: weather.description, parametersJsonSchema: weather.schema }] }];

const cases = {
  async plain() {
    const answer = await client.models.generateContent(ask(prompts.plain));
    check(answer.text.length === 44 && answer.usageMetadata.candidatesTokenCount === 11, 'the answer is not whole');
    return answer.responseId;
  },

  async plain_v1beta() {
    const answer = await make(key, 'v1beta').models.generateContent(ask(prompts.plain));
    check(answer.text.length === 44, 'the answer is not whole');
    return answer.responseId;
  },

  async streaming() {
    let text = '';
    let usage;
    for await (const chunk of await client.models.generateContentStream(ask(prompts.stream))) {
      text += chunk.text ?? '';
      usage = chunk.usageMetadata ?? usage;
    }

    check(text.length === 240 && usage.candidatesTokenCount === 60, `the stream is not whole: ${text.length}`);
    return usage;
  },

  async thinking() {
    const answer = await client.models.generateContent(ask(prompts.plain, { thinkingConfig: { thinkingBudget: 512, includeThoughts: true } }));
    check(answer.usageMetadata.thoughtsTokenCount > 0, 'no thoughts');
    return answer.usageMetadata;
  },

  async tool_round_trip() {
    const first = await client.models.generateContent(ask(prompts.tool, { tools }));
    const call = first.functionCalls[0];
    check(call.args.city === 'Paris', 'wrong arguments');
    const contents = [
      { role: 'user', parts: [{ text: prompts.tool }] },
      first.candidates[0].content,
      { role: 'user', parts: [{ functionResponse: { id: call.id, name: call.name, response: { weather: '21 degrees' } } }] },
    ];
    const second = await client.models.generateContent(ask(contents, { tools }));
    check(second.text.length > 0, 'the second turn did not end');
    return call;
  },

  async structured_output() {
    const responseSchema = { type: Type.OBJECT, properties: { name: { type: Type.STRING }, age: { type: Type.INTEGER } } };
    const answer = await client.models.generateContent(ask(prompts.structured, { responseMimeType: 'application/json', responseSchema }));
    check(Number.isInteger(JSON.parse(answer.text).age), 'not the shape that was asked for');
    return answer.text;
  },

  async embeddings() {
    const answer = await client.models.embedContent({ model: 'fake-gemini-embed', contents: ['one', 'two'] });
    check(answer.embeddings.length === 2, 'wrong vectors');
    return answer.embeddings.length;
  },

  async count_tokens() {
    const answer = await client.models.countTokens({ model, contents: prompts.plain });
    check(answer.totalTokens > 0, 'no count');
    return answer.totalTokens;
  },

  async unauthorized() {
    const error = await fails(make(badKey).models.generateContent(ask(prompts.plain)));
    check(error.status === 401, String(error));
    return error.message;
  },

  async rate_limited() {
    const error = await fails(client.models.generateContent(ask(prompts.limited)));
    check(error.status === 429, String(error));
    return error.message;
  },

  async server_error() {
    const error = await fails(client.models.generateContent(ask(prompts.broken)));
    check(error.status === 500, String(error));
    return error.message;
  },

  async abort() {
    const stop = new AbortController();
    let chunks = 0;
    const error = await fails((async () => {
      for await (const _ of await client.models.generateContentStream(ask(prompts.slow, { abortSignal: stop.signal }))) {
        chunks += 1;
        if (chunks === 3) {
          stop.abort();
        }
      }
    })());
    check(chunks >= 3 && chunks < 20, `${chunks} chunks: ${error}`);
    return String(error);
  },
};

if (spentKey) {
  cases.spent = async () => {
    const error = await refused(() => make(spentKey).models.generateContent(ask(prompts.plain)));
    check(error.status === 400 && error.message.includes('FAILED_PRECONDITION'), `${error.status} ${error.message}`);
    return error.message;
  };
}

await run(cases);
