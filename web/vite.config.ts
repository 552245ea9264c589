import { defineConfig } from "vite";

// Everything comes from the server's own origin as files: its content security policy allows no inline script or style.
export default defineConfig({
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8437" } },
});
