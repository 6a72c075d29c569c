# One policy for everything that touches orders.
locals {
  orders = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Orders"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
      Resource = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }]
  })
}

resource "aws_iam_role_policy" "reporting" {
  name   = "reporting"
  role   = "reporting"
  policy = local.orders
}

resource "aws_iam_role_policy" "worker" {
  name   = "worker"
  role   = "worker"
  policy = local.orders
}
