import Vision

let classifier = VNClassifyImageRequest()
print(classifier.results?.first?.identifier ?? "")
