/** Speaks as much SMTP as a client needs to hand a letter over. */
import { createServer, type Socket } from 'node:net';
import { findFreePorts } from '../../../infra/local/ports.ts';

export interface SmtpServer {
  readonly url: string;
  /** Letters as they came, in order. */
  readonly received: readonly string[];
  /** What is said to the end of the next letter's data instead of yes: '' breaks the connection off. */
  answerNextLetter(reply: string): void;
  close(): Promise<void>;
}

const replies: Readonly<Record<string, string>> = {
  EHLO: '250-sluice.test\r\n250 8BITMIME',
  MAIL: '250 ok',
  RCPT: '250 ok',
  RSET: '250 ok',
  DATA: '354 go on',
  QUIT: '221 bye',
};

export async function startSmtpServer(): Promise<SmtpServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let nextReply: string | undefined;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.write('220 sluice.test\r\n');
    let buffer = '';
    let inData = false;
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      for (;;) {
        const mark = inData ? '\r\n.\r\n' : '\r\n';
        const end = buffer.indexOf(mark);
        if (end < 0) return;
        const text = buffer.slice(0, end);
        buffer = buffer.slice(end + mark.length);
        if (inData) takeLetter(text);
        else answer(text);
      }
    });

    function answer(line: string): void {
      const verb = line.slice(0, 4).toUpperCase();
      socket.write(`${replies[verb] ?? '502 what?'}\r\n`);
      inData = verb === 'DATA';
      if (verb === 'QUIT') socket.end();
    }

    function takeLetter(text: string): void {
      inData = false;
      const reply = nextReply ?? '250 taken';
      nextReply = undefined;
      if (reply === '') return void socket.destroy();
      // A line that begins with a dot has another one before it on its way.
      if (reply.startsWith('250')) received.push(text.replaceAll('\r\n..', '\r\n.'));
      socket.write(`${reply}\r\n`);
    }
  });
  const [port = 0] = await findFreePorts(1);
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port }, resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    answerNextLetter(reply) {
      nextReply = reply;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
