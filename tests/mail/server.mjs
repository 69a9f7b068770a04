// A mail server that takes mail over STARTTLS from one user. Prints {"port"} once, then one JSON line a mail:
// {"from","to":[…],"message_id","notice_id","subject"}. Environment: MAIL_PORT, MAIL_USER, MAIL_PASSWORD, MAIL_CERT and MAIL_KEY (paths).

import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const { MAIL_PORT, MAIL_USER, MAIL_PASSWORD, MAIL_CERT, MAIL_KEY } = process.env;
const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

function header(text, name) {
  const line = text.split(/\r\n(?![ \t])/).find((found) => found.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).replace(/\r\n/g, '').trim();
}

const server = new SMTPServer({
  disableReverseLookup: true,
  key: readFileSync(MAIL_KEY),
  cert: readFileSync(MAIL_CERT),
  onAuth(auth, session, done) {
    const isRight = session.secure && auth.username === MAIL_USER && auth.password === MAIL_PASSWORD;
    done(isRight ? null : new Error('Not this one.'), { user: auth.username });
  },
  onData(stream, session, done) {
    let text = '';
    stream.on('data', (chunk) => { text += chunk; });
    stream.on('end', () => {
      const head = text.slice(0, text.indexOf('\r\n\r\n'));
      print({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        message_id: header(head, 'message-id'),
        notice_id: header(head, 'x-tollgate-notice-id'),
        subject: header(head, 'subject'),
      });
      done(null, 'Taken.');
    });
  },
});

server.on('error', () => {});
server.listen(Number(MAIL_PORT), '127.0.0.1', () => print({ port: server.server.address().port }));
