from django.db import models


class ClassifyJob(models.Model):
    status = models.CharField(choices=[("PENDING", "p"), ("SUCCESS", "s"), ("ERROR", "e")])
    target_pages = models.JSONField(default=list)
