# Built with the whole source; run with Node, what was built, and nothing that builds: no npm, no compiler.
# The root may be read-only (--read-only): only /data is written, and /tmp for moments.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY tests/node tests/node
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev && rm -rf dist/compiled

FROM debian:bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY client/compile-ahead.mjs client/
# What /docs shows.
COPY *.md ./
COPY docs docs
COPY src/README.md src/
# The account has no name that the host knows; Kubernetes checks its number (runAsNonRoot).
RUN groupadd --gid 1000 dateline && useradd --uid 1000 --gid 1000 --no-create-home --shell /usr/sbin/nologin dateline \
  && mkdir /data dist/compiled && chown dateline:dateline /data dist/compiled
USER 1000:1000
# What is compiled ahead of starts is of the account that starts.
RUN node client/compile-ahead.mjs
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
