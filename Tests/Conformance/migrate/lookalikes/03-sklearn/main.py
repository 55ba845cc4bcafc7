from sklearn.naive_bayes import MultinomialNB

classifier = MultinomialNB()
classifier.fit([[1], [2]], ["a", "b"])
print(classifier.predict([[1]]))
