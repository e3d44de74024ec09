FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY tests/node tests/node
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev && rm -rf dist/compiled

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY client/compile-ahead.mjs client/
RUN mkdir /data dist/compiled && chown node:node /data dist/compiled
USER node
# What is compiled ahead of starts is of the account that starts.
RUN node client/compile-ahead.mjs
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://localhost:3000/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
