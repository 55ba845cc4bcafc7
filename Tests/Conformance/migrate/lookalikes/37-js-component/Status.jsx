export function Status({ status }) {
  return <span className={classify(status)}>{status === "SUCCESS" ? "done" : status}</span>;
}

function classify(status) {
  return status === "PENDING" ? "grey" : "green";
}
