import natural from "natural";

const classifier = new natural.BayesClassifier();
classifier.addDocument("a", "b");
console.log(classifier.classify("a"));
