import { sayToTerminal as say } from '../progress.ts';

export function help(): void {
  say(`Sluice, the local stack

  npm run up                 install what is missing, start everything, stop it all on Ctrl-C
  npm run up -- --detach     the same in the background; returns when /api/health answers 200
  npm run up -- --demo       also upload a clip through the API and print its watch link
  npm run down               stop; the data stays
  npm run down -- --wipe     stop and remove the data
  npm run dev                the same stack with hot reload
  npm run reset              wipe the data, then up
  npm run clean              remove what builds and tests made
  npm run dlq -- list        messages that could not be handled; show, replay or discard <id>
  npm run audit -- verify    whether the audit log is as it was written
  npm test                   every check; or some of: npm test -- types lint format imports unused
                             containers terraform unit simulation media contract integration e2e
  npm run bench              measure it; or some of: npm run bench -- --quick watchable ladder workers seek load
                             eta overhead
  npm run simulate           whole lives on virtual time with every fault: npm run simulate -- --seeds 10000
  npm run chaos              break a stack of its own in every way, and look whether anything was lost:
                             npm run chaos -- --minutes 15 --seed 1

  On AWS, each with --env dev|prod and --dry-run:
  npm run deploy             build, push, apply, migrate, wait, and the address; the first time too
  npm run deploy:fast        new images for what runs already
  npm run push               build and push the images alone
  npm run status             what runs, how many workers, which alarms ring
  npm run troubleshoot       what is wrong, and the likely cause
  npm run logs -- web        a log: web, orchestrator, transcoder or setup
  npm run shell -- web       a shell in a task: web or orchestrator
  npm run outputs, npm run env   names and addresses of what was made, as JSON or as an .env
  npm run destroy            unmake it all, once its name is typed

  Variable                Default                 Meaning
  PORT                    3000                    where the site is served
  HOST                    127.0.0.1               the address it listens on
  PUBLIC_URL              http://localhost:$PORT  the address in links and cookies
  DATA_DIR                .data                   everything the stack writes
  DB_PORT                 3307                    MariaDB
  KAFKA_PORT              9092                    Kafka
  KAFKA_CONTROLLER_PORT   9093                    Kafka's controller
  S3_PORT                 7070                    versitygw
  WORKERS                 2                       most transcoder workers at once
  WORKERS_MIN             1                       workers kept warm
  WEB_REPLICAS            1                       web processes behind PORT

  A second stack beside the first needs its own ports and its own DATA_DIR.`);
}
