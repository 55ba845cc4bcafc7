import boto3

client = boto3.client("comprehend")
print(client.classify_document(Text="a", EndpointArn="arn"))
