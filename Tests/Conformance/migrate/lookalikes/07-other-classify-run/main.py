from acme import Acme

client = Acme()
print(client.classify.run(file_input="x", configuration={"rules": []}).result)
