# Pages, APIs, the gate. From the root of the checkout: docker build --file infra/containers/web.Dockerfile .
# Node.js is package.json's; the digest is of that tag for all architectures, as public repositories pin it.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY transcoder/package.json transcoder/
# No install scripts: nothing that this program needs has one, and none of a dependency should run. The compiler of
# Next.js, a hundred megabytes, is of use to builds alone.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@next/swc-*

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY transcoder/package.json transcoder/
RUN npm ci --ignore-scripts
COPY next.config.mjs postcss.config.mjs tsconfig.json ./
COPY public public
COPY src src
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
RUN node node_modules/next/dist/bin/next build && rm -rf .next/cache

FROM ${NODE_IMAGE}
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json next.config.mjs ./
COPY public public
COPY --from=build /app/.next .next
# Where Next.js keeps what it renders again.
RUN install --directory --owner 65532 --group 65532 .next/cache
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
# All else is read-only wherever this runs. As the program's own user: Fargate takes a volume's owner from here.
VOLUME ["/app/.next/cache", "/tmp"]
USER 65532:65532
EXPOSE 3000
# Says only that web serves: Kafka's absence must not take it down.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "node_modules/next/dist/bin/next", "start", "-H", "0.0.0.0", "-p", "3000"]
