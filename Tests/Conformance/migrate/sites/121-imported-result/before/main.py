from labels import result

print(result.items[0].result.type)
