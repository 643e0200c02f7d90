# Relay, consumers, launcher, sweeper; and the one-off programs: migrations, topics, dead letters, the audit's check.
# From the root of the checkout: docker build --file infra/containers/orchestrator.Dockerfile .
# Node.js is package.json's; the digest is of that tag for all architectures, as public repositories pin it.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20
ARG DOCKER_CLI_IMAGE=docker:28.2.2-cli

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY transcoder/package.json transcoder/
# No install scripts: nothing that this program needs has one, and none of a dependency should run. What only pages
# need is half a gigabyte.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/next node_modules/@next node_modules/@img node_modules/lucide-react node_modules/video.js \
    node_modules/@videojs node_modules/react-dom node_modules/mux.js

FROM ${NODE_IMAGE} AS orchestrator
RUN install --directory --owner 65532 --group 65532 /work
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY drizzle drizzle
COPY src/lib/domain src/lib/domain
COPY src/lib/kafka src/lib/kafka
COPY src/lib/tracing src/lib/tracing
COPY src/server src/server
ENV NODE_ENV=production WORK_DIR=/work MAIL_DIR=/work/mail METRICS_PORT=9464
# All else is read-only wherever this runs. As the program's own user: Fargate takes a volume's owner from here.
VOLUME ["/work", "/tmp"]
USER 65532:65532
# Any answer will do, a 404 too: reading the figures asks MySQL, whose absence must not end the orchestrator.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.METRICS_PORT) + '/').then(() => process.exit(0), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "src/server/orchestrator/main.ts"]

# For compose.yaml alone: with LAUNCHER=docker it starts workers by the docker program. The tag is not pinned by digest:
# none that could be checked was at hand.
FROM ${DOCKER_CLI_IMAGE} AS docker

FROM orchestrator AS with-docker
COPY --from=docker /usr/local/bin/docker /usr/local/bin/docker

# What is built when nobody names a stage.
FROM orchestrator
