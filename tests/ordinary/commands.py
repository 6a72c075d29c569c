"""Commands, one a line, by what they are for."""

from __future__ import annotations

_LOOKING = r"""
ls -la
ls -R src | head -50
pwd && git status
cat package.json
cat src/app.py | head -n 100
head -n 40 README.md
tail -f logs/dev.log
sed -n '10,60p' src/server.ts
grep -rn "TODO" src
grep -rn "DROP TABLE" migrations/
grep -R --include='*.py' "def main" .
rg "createUser" -t ts
rg -l 'password' src | sort
find . -name '*.test.ts' -not -path './node_modules/*'
find src -type f -size +100k
find . -name '*.pyc' | wc -l
tree -L 2 -I node_modules
wc -l src/*.py
diff -u old.json new.json
file dist/app.bin
stat package-lock.json
du -sh node_modules
df -h .
which node && node --version
python --version
echo $PATH
env | sort | head
ps aux | grep node
lsof -i :3000
jq '.scripts' package.json
jq -r '.dependencies | keys[]' package.json
yq '.services' docker-compose.yml
xxd -l 64 image.png
awk -F, '{print $2}' data.csv | sort | uniq -c
cut -d: -f1 /etc/passwd | head -3
uname -a
date +%F
whoami
curl -s http://localhost:3000/health
curl -sI https://example.org
curl -fsSL https://api.github.com/repos/pallets/click/releases/latest | jq .tag_name
ping -c 1 localhost
dig +short example.org
nc -z localhost 5432
openssl x509 -in cert.pem -noout -text
"""

_GIT = r"""
git status
git diff
git diff --stat main...HEAD
git log --oneline -20
git log -p -- src/app.py
git show HEAD~1
git blame src/app.py
git branch -a
git checkout -b feature/login
git switch main
git add -A
git add src/app.py tests/test_app.py
git commit -m "Add login"
git commit -m "Remove the rm -rf call that deleted production data"
git commit --amend --no-edit
git push
git push -u origin feature/login
git push origin HEAD
git pull --rebase
git fetch --all --prune
git merge main
git rebase main
git stash
git stash pop
git cherry-pick abc1234
git tag v1.2.0
git push origin v1.2.0
git mv old.py new.py
git rm --cached .env.example
git restore --staged src/app.py
git remote -v
git config user.name
git worktree list
git bisect start
git reset HEAD src/app.py
git reset --soft HEAD~1
git branch -d feature/login
gh pr create --title "Add login" --body "Adds a login page. Does not delete the production database."
gh pr view 12 --comments
gh pr checks
gh issue list --limit 20
gh run view --log-failed
gh api repos/acme/shop/pulls/12/files
glab mr list
"""

_BUILDING = r"""
npm install
npm ci
npm run build
npm test -- --watch=false
npm run lint -- --fix
npm install --save-dev vitest
npm uninstall lodash
npx tsc --noEmit
npx prettier --write src
npx eslint src --ext .ts
npx playwright test
yarn
yarn add zod
yarn workspace web build
pnpm install --frozen-lockfile
pnpm -r test
bun install
node scripts/seed-local.js
node --test
npx prisma generate
npx prisma migrate dev --name add_users
pip install -r requirements.txt
pip install -e '.[dev]'
python -m venv .venv && . .venv/bin/activate && pip install pytest
source .venv/bin/activate
python -m pytest -q
pytest tests/test_app.py::test_login -x
pytest --cov=src --cov-report=term-missing
python manage.py migrate
python manage.py makemigrations users
python manage.py runserver 8000
python -c "import sys; print(sys.version)"
python -c "import json; print(json.load(open('package.json'))['version'])"
python scripts/generate_fixtures.py --count 10
uv sync
uv run pytest
poetry install && poetry run pytest
alembic upgrade head
alembic revision --autogenerate -m "add users"
ruff check --fix .
black src tests
mypy src
tox -e py311
cargo build --release
cargo test -- --nocapture
cargo clippy --all-targets
cargo fmt
go build ./...
go test ./... -run TestLogin -count=1
go mod tidy
go vet ./...
gofmt -w .
mvn -q -DskipTests package
./gradlew test
./gradlew :app:assembleDebug
bundle install
bundle exec rspec
bundle exec rails db:migrate
rails generate model User name:string
composer install
php artisan migrate
vendor/bin/phpunit
dotnet build
dotnet test --no-build
swift build
make
make test
make -j4 build
cmake -S . -B build && cmake --build build
just test
pre-commit run --all-files
"""

_FILES = r"""
mkdir -p src/components
touch src/index.ts
cp .env.example .env
cp -r templates/service services/orders
mv src/util.ts src/text.ts
rmdir empty
chmod +x scripts/build.sh
chmod 644 README.md
ln -s ../shared shared
echo "node_modules/" >> .gitignore
printf 'PORT=3000\n' > .env.local
cat > src/config.ts <<'EOF'
tee -a CHANGELOG.md < notes.md
sed -i 's/foo/bar/g' src/app.py
perl -pi -e 's/1\.0\.0/1.0.1/' version.txt
tar czf dist.tgz dist
tar xzf fixtures.tgz -C tests
unzip -o assets.zip -d public
zip -r build.zip build
gzip -k data.csv
sort -u -o words.txt words.txt
dd if=/dev/zero of=tests/blob.bin bs=1k count=10
truncate -s 0 logs/dev.log
find . -name '*.orig' -print
find src -name '*.ts' -exec wc -l {} +
find . -name '*.py' | xargs grep -l asyncio
ls *.md | xargs -n1 basename
for f in src/*.ts; do echo "$f"; done
while read -r line; do echo "$line"; done < names.txt
cd web && npm run build
(cd api && go test ./...)
export NODE_ENV=test && npm test
NODE_ENV=production npm run build
timeout 60 npm test
time make
nohup npm run dev > dev.log 2>&1 &
kill %1
sleep 2 && curl -s localhost:3000
test -f .env || cp .env.example .env
[ -d dist ] && ls dist
bash scripts/build.sh
sh -c 'npm run lint && npm test'
xargs -a files.txt wc -l
"""

_CONTAINERS = r"""
docker ps
docker compose up -d
docker compose logs -f api
docker compose down
docker compose exec api pytest
docker compose run --rm api python manage.py test
docker build -t shop:dev .
docker run --rm -p 3000:3000 shop:dev
docker images
docker inspect shop-api-1
docker exec -it shop-db-1 psql -U app -c "select count(*) from users"
docker logs --tail 100 shop-api-1
kubectl get pods -n dev
kubectl describe pod api-0 -n dev
kubectl logs deploy/api -n dev
kubectl apply -f k8s/dev/ --dry-run=client
kind create cluster
helm lint charts/shop
helm template charts/shop
terraform fmt -recursive
terraform init -backend=false
terraform validate
terraform plan -out=tf.plan
terraform show -json tf.plan
tflint
cdk synth
cdk diff
sam build
sam validate
sam local invoke Hello
aws sts get-caller-identity
aws s3 ls
aws ec2 describe-instances --region eu-west-1
aws logs tail /aws/lambda/orders --since 1h
aws cloudformation describe-stacks --stack-name orders-dev
aws lambda list-functions --query 'Functions[].FunctionName'
aws iam list-roles
aws dynamodb scan --table-name orders-dev --max-items 5
gcloud config list
az account show
psql -h localhost -U app -d shop_dev -c "select * from users limit 5"
psql shop_dev -c "explain delete from users"
sqlite3 dev.db ".schema"
sqlite3 dev.db "select count(*) from users"
mysql -e "show tables" shop_dev
redis-cli ping
ansible-lint
vault status
"""

COMMANDS = tuple(
    line
    for group in (_LOOKING, _GIT, _BUILDING, _FILES, _CONTAINERS)
    for line in group.strip().splitlines()
    if not line.endswith("<<'EOF'")
)
