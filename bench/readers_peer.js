// Words a second of Recognizers-Text on the reports of an NDJSON file: numbers with units, percentages and times.
//   node bench/readers_peer.js REPORTS
"use strict";
const fs = require("fs");
const suite = require("@microsoft/recognizers-text-suite");

const texts = fs.readFileSync(process.argv[2], "utf8").trim().split("\n").map((line) => JSON.parse(line).text);
const recognizers = [
  suite.recognizeNumber,
  suite.recognizePercentage,
  suite.recognizeAge,
  suite.recognizeCurrency,
  suite.recognizeDimension,
  suite.recognizeTemperature,
  suite.recognizeDateTime,
];
// A tenth is enough to measure by: it takes minutes.
const some = texts.slice(0, Math.max(1, Math.ceil(texts.length / 10)));
const words = some.join(" ").split(/\s+/).length;
let took = 0;
for (let round = 0; round < 2; round++) {
  const start = process.cpuUsage();
  for (const text of some) for (const recognize of recognizers) recognize(text, suite.Culture.English);
  const used = process.cpuUsage(start);
  took = (used.user + used.system) / 1e6;
}
console.log(`Recognizers-Text for Node, quantities and times: ${Math.round(words / took)} words/s (${words} words)`);
