// Hashed files for /graphql/explorer/assets; backend/graph/explorer.py serves them.
import { defineConfig } from "vite";

export default defineConfig({
  base: "/graphql/explorer/",
  build: { target: "es2022", chunkSizeWarningLimit: 4096 },
});
