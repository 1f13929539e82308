import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../../schema.graphql",
  documents: "../operations/*.graphql",
  generates: {
    "./generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false, persistedDocuments: true },
      config: {
        enumType: "string-literal",
        strictScalars: true,
        scalars: { DateTime: "string", JSON: "unknown", BigInt: "number", Decimal: "string" },
        useTypeImports: true,
      },
    },
  },
  importExtension: ".js",
};

export default config;
