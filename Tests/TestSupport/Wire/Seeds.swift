// SPDX-License-Identifier: Apache-2.0

/// The JSON examples of the published API reference, verbatim.
public enum Seeds {
  /// The v1 response for a created or retrieved job.
  public static let v1Job = """
    {
      "id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
      "project_id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
      "rules": [
        {
          "description": "contains invoice number, line items, and total amount",
          "type": "invoice"
        }
      ],
      "status": "PENDING",
      "user_id": "user_id",
      "created_at": "2019-12-27T18:11:19.117Z",
      "effective_at": "2019-12-27T18:11:19.117Z",
      "error_message": "error_message",
      "job_record_id": "job_record_id",
      "mode": "FAST",
      "parsing_configuration": {
        "lang": "af",
        "max_pages": 0,
        "target_pages": [
          0
        ]
      },
      "updated_at": "2019-12-27T18:11:19.117Z"
    }
    """

  /// A v1 page of jobs.
  public static let v1JobPage = """
    {
      "items": [
        {
          "id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
          "project_id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
          "rules": [
            {
              "description": "contains invoice number, line items, and total amount",
              "type": "invoice"
            }
          ],
          "status": "PENDING",
          "user_id": "user_id",
          "created_at": "2019-12-27T18:11:19.117Z",
          "effective_at": "2019-12-27T18:11:19.117Z",
          "error_message": "error_message",
          "job_record_id": "job_record_id",
          "mode": "FAST",
          "parsing_configuration": {
            "lang": "af",
            "max_pages": 0,
            "target_pages": [
              0
            ]
          },
          "updated_at": "2019-12-27T18:11:19.117Z"
        }
      ],
      "next_page_token": "next_page_token",
      "total_size": 0
    }
    """

  /// A v1 page of results.
  public static let v1ResultsPage = """
    {
      "items": [
        {
          "id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
          "classify_job_id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
          "created_at": "2019-12-27T18:11:19.117Z",
          "file_id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
          "result": {
            "confidence": 0,
            "reasoning": "reasoning",
            "type": "type"
          },
          "updated_at": "2019-12-27T18:11:19.117Z"
        }
      ],
      "next_page_token": "next_page_token",
      "total_size": 0
    }
    """

  /// A v1 request body that creates a job.
  public static let v1Request = """
    {
      "file_ids": ["182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"],
      "rules": [
        {
          "description": "contains invoice number, line items, and total amount",
          "type": "invoice"
        }
      ]
    }
    """

  /// The v2 response for a retrieved job.
  public static let v2Job = """
    {
      "id": "id",
      "configuration": {
        "rules": [
          {
            "description": "contains invoice number, line items, and total amount",
            "type": "invoice"
          }
        ],
        "mode": "FAST",
        "parsing_configuration": {
          "lang": "en",
          "max_pages": 10,
          "target_pages": "1,3,5-7"
        }
      },
      "document_input_type": "url",
      "file_input": "file_input",
      "project_id": "project_id",
      "status": "PENDING",
      "user_id": "user_id",
      "configuration_id": "configuration_id",
      "created_at": "2019-12-27T18:11:19.117Z",
      "error_message": "error_message",
      "parse_job_id": "parse_job_id",
      "result": {
        "confidence": 0,
        "reasoning": "reasoning",
        "type": "type"
      },
      "transaction_id": "transaction_id",
      "updated_at": "2019-12-27T18:11:19.117Z"
    }
    """

  /// A v2 page of jobs.
  public static let v2JobPage = """
    {
      "items": [
        {
          "id": "id",
          "configuration": {
            "rules": [
              {
                "description": "contains invoice number, line items, and total amount",
                "type": "invoice"
              }
            ],
            "mode": "FAST",
            "parsing_configuration": {
              "lang": "en",
              "max_pages": 10,
              "target_pages": "1,3,5-7"
            }
          },
          "document_input_type": "url",
          "file_input": "file_input",
          "project_id": "project_id",
          "status": "PENDING",
          "user_id": "user_id",
          "configuration_id": "configuration_id",
          "created_at": "2019-12-27T18:11:19.117Z",
          "error_message": "error_message",
          "parse_job_id": "parse_job_id",
          "result": {
            "confidence": 0,
            "reasoning": "reasoning",
            "type": "type"
          },
          "transaction_id": "transaction_id",
          "updated_at": "2019-12-27T18:11:19.117Z"
        }
      ],
      "next_page_token": "next_page_token",
      "total_size": 0
    }
    """
}
