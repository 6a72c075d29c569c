# The reporting pipeline reads orders; the worker writes them.
resource "aws_iam_role_policy" "reporting" {
  name = "reporting"
  role = "reporting"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "ReadOrders"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:Query"]
      Resource = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }]
  })
}

resource "aws_iam_role_policy" "worker" {
  name = "worker"
  role = "worker"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "WriteOrders"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem"]
      Resource = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }]
  })
}
