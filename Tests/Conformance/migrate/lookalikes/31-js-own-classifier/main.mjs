class Classifier {
  classify(text) {
    return { items: [{ result: { type: text.length > 3 ? "long" : "short" } }] };
  }
}

const client = { classifier: new Classifier() };
console.log(client.classifier.classify("text").items[0].result.type);
