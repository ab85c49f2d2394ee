#!/usr/bin/env bash
# One running gongkai in one folder: PostgreSQL, the FastCGI server and nginx.
# `dev` sources this file; the tests call it: stack.sh FUNCTION ARGUMENT...
#
#   DIR/pg     the cluster              DIR/run    sockets and pid files
#   DIR/nginx  nginx.conf and its cache DIR/log    what the services wrote
#   DIR/app    copies of the program's files, where the clone cannot be read
#   DIR/gongkai.conf                    settings of both programs
#
# Everything in DIR belongs to the service user. PostgreSQL refuses to run as
# root, so that is the user postgres for root, and oneself for anybody else.
# Nothing listens on the network but nginx, on 127.0.0.1.

set -euo pipefail
umask 022

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
BUILD=${GONGKAI_BUILD:-$ROOT/build}
PG_BIN=/usr/lib/postgresql/15/bin
PUBLISHED_AT=2025-03-01T09:00:00+08:00

service_user() {
	if ((EUID == 0)); then echo postgres; else id -un; fi
}

# Run a command as the service user.
as_service() {
	if ((EUID == 0)); then
		setpriv --reuid=postgres --regid=postgres --init-groups -- env HOME=/nonexistent "$@"
	else
		"$@"
	fi
}

# Become a service: own session, so that Ctrl-C does not reach it before its
# time; own user; and SIGNAL when the process that started it goes away.
exec_service() {   # SIGNAL COMMAND...
	local signal=$1 change=()
	shift
	((EUID != 0)) || change=(--reuid=postgres --regid=postgres --init-groups)
	exec setsid setpriv "${change[@]}" --pdeathsig "$signal" -- "$@"
}

# Give files to the service user.
give() {
	((EUID != 0)) || chown -R postgres:postgres "$@"
}

# Can the service user read the files of the program in the clone?
clone_is_readable() {
	local path
	for path in templates fonts nginx "$BUILD"; do
		[[ ! -e $path ]] || as_service test -r "$path" -a -x "$path" || return 1
	done
	[[ -z $(as_service find "$ROOT/templates" "$ROOT/fonts" "$ROOT/nginx" ! -readable 2>&1) ]]
}

# Where the services find the program: the clone, or copies in DIR/app.
stack_app() {   # DIR
	local dir=$1
	if clone_is_readable; then
		echo "$ROOT"
		return
	fi
	rm -rf "$dir/app"
	mkdir -p "$dir/app"
	cp -rL "$ROOT/templates" "$ROOT/fonts" "$ROOT/nginx" "$dir/app/"
	chmod -R a+rX "$dir/app"
	echo "$dir/app"
}

# The folders of DIR, empty of everything but the cluster.
stack_folders() {   # DIR
	local dir=$1
	mkdir -p "$dir"/{run,log,bin,nginx/{cache,temp,extra}}
	rm -rf "$dir"/nginx/cache/*
	chmod 700 "$dir"
	give "$dir"/{run,log,bin,nginx}
	((EUID != 0)) || chown postgres:postgres "$dir"
}

# gongkai.conf and nginx.conf for DIR; nginx will listen on PORT, and for the desk on
# DESK-PORT, which is the next one unless it is given.
stack_configure() {   # DIR PORT [DESK-PORT]
	local dir=$1 port=$2 desk=${3:-$(($2 + 1))} app host
	stack_folders "$dir"
	app=$(stack_app "$dir")
	host="host=$dir/run dbname=${GONGKAI_DATABASE:-gongkai}"
	cat >"$dir/gongkai.conf" <<-END
		# Written by dev. Try: gongkai -c $dir/gongkai.conf --help
		database = $host user=gongkai_public
		staff_database = $host user=gongkai_staff
		owner_database = $host user=gongkai_owner
		cache_database = $host user=gongkai_cache
		cache = $dir/nginx/cache
		desk_database = $host user=gongkai_desk
		code_key = $dir/code.key
		socket = $dir/run/gongkai.sock
		templates = $app/templates
		fonts = $app/fonts/manifest.json
	END
	install -m 755 "$BUILD"/gongkai{,.fcgi} "$dir/bin/"
	rm -rf "$dir"/nginx/{snippets,www}
	cp -r "$ROOT/nginx/snippets" "$dir/nginx/"
	mkdir "$dir/nginx/www"
	ln -s "$app"/nginx/www/* "$dir/nginx/www/"
	cp "$BUILD/nginx/www/document.css" "$dir/nginx/www/"
	sed -e "s|@DIR@|$dir|g; s|@PORT@|$port|g; s|@DESK_PORT@|$desk|g; s|@APP@|$app|g" \
		"$ROOT/nginx/dev.conf.in" >"$dir/nginx/nginx.conf"
	sed -e "s|@CONTACT@|mailto:nobody@gongkai.example|; s|https://@HOST@|http://127.0.0.1:$port|" \
		-e "s|@EXPIRES@|$(date -u -d '+30 days' +%FT%TZ)|" \
		"$ROOT/nginx/security.txt.in" >"$dir/nginx/security.txt"
	# A cluster of an earlier version knows fewer roles.
	[[ ! -d $dir/pg ]] || stack_identities >"$dir/pg/pg_ident.conf"
	echo "$port" >"$dir/run/port"
	echo "$desk" >"$dir/run/desk.port"
	give "$dir/gongkai.conf" "$dir/run" "$dir/nginx" "$dir/bin"
}

# A second server in DIR's nginx on PORT: no cache, no limit, and DIR/static
# under /static/. For tests of the application itself, and for the bench. Under
# another NAME there may be more, one where clients are counted, say.
stack_configure_uncached() {   # DIR PORT [NAME CLIENT]
	local dir=$1 port=$2 name=${3:-uncached} client=${4:-}
	mkdir -p "$dir/static"
	cat >"$dir/nginx/extra/$name.conf" <<-END
		server {
		    listen 127.0.0.1:$port;
		    set \$gongkai_cache off;
		    set \$gongkai_client "$client";
		    access_log off;
		    include snippets/gongkai-server.conf;
		    location /static/ {
		        alias $dir/static/;
		    }
		}
	END
	give "$dir/nginx/extra" "$dir/static"
}

# The operator's listener of DIR's nginx (/metrics) on PORT as well as on
# DIR/run/operator.sock, and that of the desk on DESK-PORT.
stack_configure_operator() {   # DIR PORT DESK-PORT
	local dir=$1 port=$2 desk=$3
	cat >"$dir/nginx/extra/operator.conf" <<-END
		server {
		    listen 127.0.0.1:$port;
		    include snippets/gongkai-operator.conf;
		}
		server {
		    listen 127.0.0.1:$desk;
		    include snippets/gongkai-desk-operator.conf;
		}
	END
	echo "$port" >"$dir/run/operator.port"
	give "$dir/nginx/extra" "$dir/run"
}

stack_identities() {
	local role user
	for user in root "$(service_user)"; do
		for role in postgres gongkai_owner gongkai_staff gongkai_desk gongkai_public gongkai_cache gongkai_backdate; do
			echo "gongkai $user $role"
		done
	done
}

# A new cluster in DIR/pg. Connections come over the unix socket only, and the
# kernel says who it is.
stack_cluster() {   # DIR [INITDB-OPTION...]
	local dir=$1
	shift
	stack_folders "$dir"
	rm -rf "$dir/pg.new"
	(cd "$dir" && as_service "$PG_BIN/initdb" --pgdata="$dir/pg.new" --username=postgres \
		--encoding=UTF8 --locale=C.UTF-8 --auth=peer --no-sync "$@") >"$dir/log/initdb.log"
	echo "local all all peer map=gongkai" >"$dir/pg.new/pg_hba.conf"
	stack_identities >"$dir/pg.new/pg_ident.conf"
	cat >>"$dir/pg.new/postgresql.conf" <<-END
		listen_addresses = ''
		log_line_prefix = '%t %q%u@%d '
		log_checkpoints = off
		log_timezone = 'UTC'
		timezone = 'UTC'
		max_connections = 100
	END
	mv "$dir/pg.new" "$dir/pg"
}

stack_psql() {   # DIR ARGUMENT...
	local dir=$1
	shift
	psql --no-psqlrc --host="$dir/run" --username=postgres --set=ON_ERROR_STOP=1 --quiet "$@"
}

stack_gongkai() {   # DIR ARGUMENT...
	local dir=$1
	shift
	"$BUILD/gongkai" -c "$dir/gongkai.conf" "$@"
}

# A migrated database and the roles. May be repeated.
stack_database() {   # DIR [DATABASE]
	local dir=$1 database=${2:-gongkai} exists
	exists=$(stack_psql "$dir" -At postgres -c "SELECT 1 FROM pg_database WHERE datname = '$database'")
	[[ $exists == 1 ]] || stack_psql "$dir" postgres -c "CREATE DATABASE $database"
	stack_psql "$dir" "$database" -f "$ROOT/sql/roles.sql"
	stack_gongkai "$dir" --set "owner_database=host=$dir/run dbname=$database user=gongkai_owner" migrate
}

# The sample data, published at a fixed time so that every machine has the same
# bytes. The order of the files makes no difference; a test sees to that.
stack_sample() {   # DIR [DATABASE [ls-OPTION]]
	local dir=$1 database=${2:-gongkai} staff files
	staff="staff_database=host=$dir/run dbname=$database user=gongkai_staff"
	mapfile -t files < <(ls "${3:--1}" "$ROOT"/sql/sample/*.json)
	stack_gongkai "$dir" --set "$staff" import --by 经办 "${files[@]}"
	# What is wrong in the documents as they were published in fact is told, not mended.
	stack_gongkai "$dir" --set "$staff" explain --by 经办 --file "$ROOT/sql/explanations.json"
	stack_gongkai "$dir" --set "$staff" submit --by 经办 --all
	stack_gongkai "$dir" --set "$staff" approve --by 审核 --all
	stack_gongkai "$dir" --set "${staff/gongkai_staff/gongkai_backdate}" publish --by 审核 --all --at "$PUBLISHED_AT"
}

# Become one of the services of DIR.
stack_exec() {   # DIR postgres|server|desk|nginx|purge|guard [ARGUMENT...]
	local dir=$1 name=$2
	shift 2
	cd "$dir"
	case $name in
	postgres) exec_service INT "$PG_BIN/postgres" -D "$dir/pg" -k "$dir/run" "$@" ;;
	server) exec_service TERM "$dir/bin/gongkai.fcgi" -c "$dir/gongkai.conf" "$@" ;;
	desk)
		exec_service TERM "$dir/bin/gongkai.fcgi" -c "$dir/gongkai.conf" \
			--set role=staff --set "socket=$dir/run/desk.sock" "$@"
		;;
	nginx) exec_service TERM /usr/sbin/nginx -p "$dir/nginx" -e stderr -c "$dir/nginx/nginx.conf" "$@" ;;
	purge | guard) exec_service TERM "$dir/bin/gongkai" -c "$dir/gongkai.conf" "$name" "$@" ;;
	esac
}

# The signal that stops a service at once but in good order.
stack_signal() {   # postgres|server|desk|nginx
	if [[ $1 == postgres ]]; then echo INT; else echo TERM; fi
}

stack_postgres_ready() {   # DIR
	"$PG_BIN/pg_isready" --quiet --host="$1/run" --username=postgres --dbname=postgres
}

stack_url() {   # DIR
	echo "http://127.0.0.1:$(<"$1/run/port")"
}

stack_desk_url() {   # DIR
	echo "http://127.0.0.1:$(<"$1/run/desk.port")"
}

stack_ready() {   # DIR
	curl --silent --fail --max-time 2 --output /dev/null "$(stack_url "$1")/readyz"
}

stack_desk_ready() {   # DIR
	curl --silent --fail --max-time 2 --output /dev/null "$(stack_desk_url "$1")/readyz"
}

# People of the desk, one of each role in each of two departments of the sample data, an
# administrator of all, and one who may do nothing: ROLE-REGION, admin and nobody, all
# with the password Gongkai=Desk=2025. For ./dev up and the tests.
stack_people() {   # DIR [DATABASE]
	local dir=$1 database=${2:-gongkai} role department owner
	owner="owner_database=host=$dir/run dbname=$database user=gongkai_owner"
	[[ $(stack_psql "$dir" -At "$database" -c 'SELECT count(*) FROM gongkai.account') == 0 ]] || return 0
	for department in 522700-197 430602-106; do
		for role in reader editor reviewer publisher administrator; do
			stack_person "$dir" "$owner" "$role-${department%%-*}" "$role:$department" "$department"
		done
	done
	stack_person "$dir" "$owner" admin administrator
	stack_person "$dir" "$owner" nobody ""
}

stack_person() {   # DIR SETTING NAME GRANTS [DEPARTMENT]
	stack_gongkai "$1" --set "$2" user add --person "$3" --department "${5:-}" --grants "$4" \
		--password-file - "$3" <<<Gongkai=Desk=2025
}

# Call `COMMAND...` until it succeeds, ten times a second, for SECONDS.
wait_for() {   # SECONDS COMMAND...
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		((SECONDS < end)) || return 1
		sleep 0.1
	done
}

# N ports on 127.0.0.1 that are free now.
free_ports() {   # N
	perl -MIO::Socket::INET -e '
		my @open = map { IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1) } 1 .. shift;
		print join(" ", map { $_->sockport } @open), "\n"' "$1"
}

port_is_free() {   # PORT
	perl -MIO::Socket::INET -e '
		exit !IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => shift, Listen => 1, ReuseAddr => 1)' "$1"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
	"$@"
fi
