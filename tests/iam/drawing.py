"""Random policies and requests that are likely to touch what the policies say."""

from __future__ import annotations

from bisect import bisect_left

from .evaluator import Request, as_list, glob, moment

ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:*", "s3:Get*", "s3:*Object", "s3:ListAllMyBuckets", "s3:?etObject",
           "iam:PassRole", "iam:*", "ec2:Describe*", "ec2:DescribeInstances", "ec2:RunInstances", "*", "sqs:Send*",
           "sqs:SendMessage", "S3:getobject", "*:Get*", "kms:Decrypt", "nope:Frobnicate", "nope:*")  # fmt: skip
RESOURCES = ("*", "arn:aws:s3:::a/*", "arn:aws:s3:::a*", "arn:aws:s3:::ab/*", "arn:aws:s3:::a?/*", "arn:aws:s3:::b",
             "arn:aws:s3:::*/x", "arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::a/${aws:username}", "arn:*",
             "arn:aws:iam::123456789012:role/x-*", "arn:aws:iam::*:role/*", "arn:aws:sqs:*:*:q", "arn:aws:s3:::a/b",
             "arn:aws:s3:::*${aws:username}*", "arn:aws:s3:::a${*}/*")  # fmt: skip
PRINCIPALS = ("*", {"AWS": "*"}, {"AWS": "123456789012"}, {"AWS": "arn:aws:iam::123456789012:root"},
              {"AWS": ["arn:aws:iam::123456789012:role/x", "arn:aws:iam::210987654321:user/u"]},
              {"Service": "lambda.amazonaws.com"}, {"Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]},
              {"Federated": "cognito-identity.amazonaws.com"}, {"AWS": "arn:aws:iam::123456789012:role/p/x"})  # fmt: skip
WHO = (("AWS", "arn:aws:iam::123456789012:role/x"), ("AWS", "arn:aws:sts::123456789012:assumed-role/x/s"),
       ("AWS", "arn:aws:iam::123456789012:user/w"), ("AWS", "arn:aws:iam::210987654321:user/u"),
       ("AWS", "arn:aws:iam::210987654321:user/v"), ("Service", "lambda.amazonaws.com"),
       ("Service", "ec2.amazonaws.com"), ("Federated", "cognito-identity.amazonaws.com"),
       ("AWS", "arn:aws:iam::123456789012:role/p/x"), ("AWS", "arn:aws:iam::123456789012:root"))  # fmt: skip
CONDITIONS = (
    ("aws:ResourceTag/t", ("StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIfExists",
                           "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringNotEqualsIfExists", "Null"),
     ("a", "b", "A", "a*", "ab", "?", "${aws:username}")),
    ("aws:PrincipalArn", ("ArnLike", "ArnEquals", "ArnNotLike", "StringLike", "StringEquals", "ArnLikeIfExists"),
     ("arn:aws:iam::123456789012:role/x", "arn:aws:iam::*:role/*", "arn:aws:iam::1*:role/x", "arn:*:iam::*:user/u")),
    ("aws:MultiFactorAuthPresent", ("Bool", "BoolIfExists", "Null"), ("true", "false")),
    ("s3:max-keys", ("NumericEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
                     "NumericGreaterThanEquals", "NumericNotEquals"), ("10", "10.0", "5", "20")),
    ("aws:CurrentTime", ("DateLessThan", "DateGreaterThan", "DateLessThanEquals", "DateEquals"),
     ("2026-01-01T00:00:00Z", "2026-01-01", "2027-01-01T00:00:00Z", "1767225600")),
    ("aws:SourceIp", ("IpAddress", "NotIpAddress", "IpAddressIfExists"),
     ("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "2001:db8::/32", "0.0.0.0/0")),
    ("aws:TagKeys", ("ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAllValues:StringLike",
                     "ForAnyValue:StringNotEquals", "ForAllValues:StringNotEquals", "Null",
                     "ForAnyValue:StringEqualsIfExists"), ("a", "b", "a*", "c")),
)  # fmt: skip
TRUE = ("true", "false")
BOOLEAN = {key for key, operators, _ in CONDITIONS if "Bool" in operators}
PLAIN = ("aws:ResourceTag/t", "aws:PrincipalArn", "aws:MultiFactorAuthPresent", "s3:max-keys")


class Draw:
    """Random documents; `principals` for policies of resources, `plain` without variables, sets, dates and addresses."""

    def __init__(self, random, *, principals=False, plain=False):
        self.random = random
        self.principals = principals
        self.resources = tuple(one for one in RESOURCES if not plain or "${" not in one)
        self.conditions = tuple(one for one in CONDITIONS if not plain or one[0] in PLAIN)
        self.plain = plain

    def policy(self):
        """A document of a few statements that have much in common with those of other documents."""
        statements = [self.statement() for _ in range(self.random.randint(1, 4))]
        return {"Version": self.random.choice(("2012-10-17", "2012-10-17", "2008-10-17")), "Statement": statements}

    def statement(self):
        random = self.random
        made = {"Effect": random.choice(("Allow", "Allow", "Allow", "Deny"))}
        made[random.choice(("Action",) * 7 + ("NotAction",))] = _some(random, ACTIONS)
        made[random.choice(("Resource",) * 7 + ("NotResource",))] = _some(random, self.resources)
        if self.principals:
            made[random.choice(("Principal",) * 8 + ("NotPrincipal",))] = random.choice(PRINCIPALS)
        conditions: dict = {}
        for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
            key, operators, values = random.choice(self.conditions)
            operator = random.choice([one for one in operators if not self.plain or "IgnoreCase" not in one])
            values = [one for one in values if not self.plain or "${" not in one]
            conditions.setdefault(operator, {})[key] = (
                random.choice(TRUE) if operator == "Null" else _some(random, values)
            )
        if conditions:
            made["Condition"] = conditions
        return made

    def changed(self, before):
        """The document after a small change: most of it stays."""
        random = self.random
        statements = [dict(one) for one in before["Statement"]]
        for _ in range(random.randint(1, 3)):
            at = random.randrange(len(statements))
            kind = random.choice(("replace", "add", "remove", "element", "element", "element"))
            if kind == "add":
                statements.append(self.statement())
            elif kind == "remove" and len(statements) > 1:
                del statements[at]
            elif kind == "replace":
                statements[at] = self.statement()
            else:
                self._change_element(statements[at])
        return {**before, "Statement": statements}

    def _change_element(self, statement):
        other = self.statement()
        element = self.random.choice(("Condition", "Resource", "Action", "Effect"))
        for name in (element, f"Not{element}"):
            statement.pop(name, None)
            if name in other:
                statement[name] = other[name]
        if element in ("Resource", "Action") and not {element, f"Not{element}"} & set(statement):
            statement[element] = "*"

    def pair(self):
        """A document and, mostly, the same after a small change."""
        before = self.policy()
        return before, self.changed(before) if self.random.random() < 0.8 else self.policy()


def requests(random, documents, actions, number, principals=False):
    """Requests near the patterns and values of the documents; `actions` maps known actions to whether only `*` goes."""
    bodies = [body for one in documents for body in as_list(one["Statement"])]
    patterns = [text for body in bodies for name in ("Action", "NotAction") for text in as_list(body.get(name, []))]
    resources = [
        text for body in bodies for name in ("Resource", "NotResource") for text in as_list(body.get(name, []))
    ]
    conditions = [(operator, key, as_list(values)) for body in bodies
                  for operator, tests in body.get("Condition", {}).items() for key, values in tests.items()]  # fmt: skip
    names = sorted(actions)
    for _ in range(number):
        pattern = random.choice(patterns).lower()
        named = [name for name in _near(names, pattern) if _fits(pattern, name)]
        action = random.choice(named) if named and random.random() < 0.9 else filled(random, pattern)
        if not all(action.partition(":")):  # AWS asks for none without a service or a name
            action = random.choice(names)
        only_star = actions.get(action, False)
        resource = "*" if only_star or random.random() < 0.05 else filled(random, random.choice(resources or ["*"]))
        yield Request(action, resource, _context(random, conditions), random.choice(WHO) if principals else None)


def _near(names, pattern):
    head = pattern.partition("*")[0].partition("?")[0]
    return names[bisect_left(names, head) : bisect_left(names, head + "\uffff")] if head else names


def _fits(pattern, name):
    return pattern == "*" or glob(pattern, name)


def filled(random, pattern):
    """A word that the pattern matches, or nearly."""
    word = ""
    while "${" in pattern:
        head, _, rest = pattern.partition("${")
        name, _, rest = rest.partition("}")
        pattern = head + (name if name in "*?$" else random.choice(("a", "ab", "u"))) + rest
    for letter in pattern:
        if letter == "*":
            word += random.choice(("", "a", "x", "b/x", "ab", "zz:y", "a/b", "1", "us-east-1", "*"))
        else:
            word += random.choice("abx") if letter == "?" else letter
    return word


def _context(random, conditions):
    context = {"aws:username": [random.choice(("a", "ab", "u", "x"))]} if random.random() < 0.9 else {}
    for operator, key, values in conditions:
        if random.random() < 0.3 or key.lower() == "aws:username":
            continue
        drawn = [_value(random, operator, str(random.choice(values)), context)]
        if key in BOOLEAN:  # AWS sends such a key as a boolean, whatever asks for it
            drawn = [random.choice(TRUE)]
        if "For" in operator or key.lower() == "aws:tagkeys":
            drawn = [_value(random, operator, str(random.choice(values)), context) for _ in range(random.randint(1, 2))]
        if key.lower() not in context or random.random() < 0.5:
            context[key.lower()] = drawn
    return context


def _value(random, operator, text, context):
    base = operator.rpartition(":")[2]
    if base.startswith("Null"):
        return random.choice(("true", "a", "ab"))
    if base.startswith("Bool"):
        return random.choice(TRUE)
    if base.startswith("Numeric"):
        return str(float(text) + random.choice((-1, 0, 0, 1, 0.5)))
    if base.startswith("Date"):
        return str(moment(text) + random.choice((-1, 0, 0, 1)))
    if "IpAddress" in base:
        return random.choice(("10.1.2.3", "10.1.9.9", "10.9.9.9", "11.0.0.1", "2001:db8::1", "fe80::1",
                              text.partition("/")[0]))  # fmt: skip
    if text.startswith("${"):
        return (context.get("aws:username") or ["u"])[0]
    word = filled(random, text)
    return random.choice((word, word, word, word.swapcase(), word + "z", "a", "c"))


def _some(random, values):
    chosen = random.sample(values, min(len(values), random.choice((1, 1, 2, 3))))
    return chosen[0] if len(chosen) == 1 and random.random() < 0.5 else chosen
