const query = `{ classifier { jobs { items { result { type } } } } }`;
const { data } = await fetch("/graphql", { method: "POST", body: query }).then((r) => r.json());
console.log(data.classifier.jobs.items[0].result.type);
