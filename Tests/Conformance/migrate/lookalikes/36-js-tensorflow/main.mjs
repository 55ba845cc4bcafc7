import * as mobilenet from "@tensorflow-models/mobilenet";

const model = await mobilenet.load();
const predictions = await model.classify(document.querySelector("img"));
console.log(predictions.items?.[0]);
