# shellcheck shell=bash disable=SC2034  # some variables are for dev and stack.sh
# `./dev test`: what runs, in which order, and the sum. Sourced by dev.
#
# Everything happens in STATE/test. STATE/test/base is a cluster with the sample
# data published; each HTTP test starts a copy of its own (tests/lib/Gongkai/Stack.pm).

SUITE_PARTS=(build lint unit fuzz typeset cli pdf db http desk)
# Only where it is asked for: the one needs root and a package archive, the other packages
# that nothing else needs, and each takes minutes.
SUITE_APART=(production cluster)

tally() {   # PASSED FAILED
	echo "$1 $2" >>"$TALLY"
}

# Run TAP programs. What they print when they fail is shown; the counts go to the tally.
tap() {   # WHAT [OPTION...] FILE...
	local what=$1 before
	shift
	step "$what"
	before=$(wc -l <"$TALLY")
	set -m
	TALLY=$TALLY setpriv --pdeathsig TERM perl tests/lib/tap "$@" 2>&1 |
		grep -a --line-buffered -v '^ *# Subtest: ' &
	set +m
	JOB=$(jobs -p %%)
	wait %% || true
	JOB=
	# It was killed.
	(($(wc -l <"$TALLY") > before)) || { echo "not ok - $what came to no end"; tally 0 1; }
}

# A build is a test like any other.
suite_build() {   # BUILD WHAT CONFIGURE-ARGUMENT...
	local build=$1 what=$2
	shift 2
	if build "$build" "$@" && quietly "Compiling the unit tests with $what" \
		"$STATE/log/${build##*/}.check.log" make -C "$build" -j "$(nproc)" unit-tests; then
		tally 1 0
	else
		echo "not ok - build with $what"
		tally 0 1
		return 1
	fi
}

suite_builds() {
	suite_build build-gcc "gcc, warnings as errors" --enable-werror
	suite_build build-clang "clang, warnings as errors" --enable-werror CC=clang
	suite_build build-sanitizers "AddressSanitizer and UndefinedBehaviorSanitizer" \
		--enable-werror --enable-sanitizers CC=clang
}

# All builds at once, and first what mostly waits.
suite_unit() {
	local build test idle=() busy=()
	for build in build-gcc build-clang build-sanitizers; do
		idle+=(--directory "$build")
		busy+=(--directory "$build")
		for test in $(make -s -C "$build" print-unit-tests); do
			case $test in
			*/server_prefork | */http_fastcgi) idle+=("$test") ;;
			*) busy+=("$test") ;;
			esac
		done
	done
	tap "Unit tests, three builds" --jobs $(($(nproc) + 2)) "${idle[@]}" "${busy[@]}"
}

# The fuzz targets replay their corpus and the crashes of the past.
suite_fuzz() {
	local targets
	if ! build build-sanitizers --enable-werror --enable-sanitizers CC=clang ||
		! quietly "Compiling the fuzz targets" "$STATE/log/build-sanitizers.fuzz.log" \
			make -C build-sanitizers -j "$(nproc)" fuzz-targets; then
		tally 0 1
		return
	fi
	targets=$(make -s -C build-sanitizers print-fuzz-targets)
	# shellcheck disable=SC2086
	tap "Fuzz targets over their corpus" --directory build-sanitizers --jobs "$(nproc)" $targets
}

suite_lint() {
	tap "Lints" --jobs "$(nproc)" tests/lint/*.sh tests/lint/*.pl
}

# The cluster that the other parts start from, at rest. It is copied often: that of the
# database's own tests is another, because what they leave is ten times as large.
suite_base() {
	BASE=$STATE/test/base
	rm -rf "$STATE/test"
	mkdir -p "$STATE/test"
	step "Making a test cluster"
	{
		stack_cluster "$BASE" --wal-segsize=1
		cat >>"$BASE/pg/postgresql.conf" <<-END
			fsync = off
			max_connections = 40
			max_wal_size = 1GB
			# What the planner knows is what the tests tell it, whenever they run.
			autovacuum = off
		END
		stack_configure "$BASE" 0
		suite_start_postgres "$BASE"
		stack_database "$BASE"
		stack_psql "$BASE" postgres -c 'CREATE DATABASE gongkai_empty TEMPLATE gongkai'
		stack_database "$BASE" gongkai_empty
		stack_psql "$BASE" gongkai_empty -c 'CREATE SCHEMA tap; CREATE EXTENSION pgtap SCHEMA tap;
			GRANT USAGE ON SCHEMA tap TO PUBLIC'
		stack_sample "$BASE"
		stack_people "$BASE"
		suite_stop_postgres
	} >"$STATE/log/test-base.log" 2>&1
}

POSTGRES_PID=
suite_start_postgres() {   # DIR
	(trap - EXIT INT TERM && stack_exec "$1" postgres) >"$1/log/postgres.log" 2>&1 &
	POSTGRES_PID=$!
	wait_for 120 stack_postgres_ready "$1"
}

suite_stop_postgres() {
	[[ -n $POSTGRES_PID ]] || return 0
	kill -INT "$POSTGRES_PID" 2>/dev/null || true
	wait "$POSTGRES_PID" 2>/dev/null || true
	POSTGRES_PID=
}

# The rules of 勾稽 beside all the others, in a database of their own; in another one they are changed.
suite_db() {   # FILE...
	local dir=$STATE/test/db file name audit=() mutation=() others=()
	for file; do
		case $file in
		tests/db/audit_mutation*) mutation+=("$file") ;;
		tests/db/audit*) audit+=("$file") ;;
		*) others+=("$file") ;;
		esac
	done
	stack_folders "$dir"
	cp -a --reflink=auto "$BASE/pg" "$dir/pg"
	suite_start_postgres "$dir"
	for name in gongkai_audit gongkai_mutation; do
		stack_psql "$dir" postgres -c "CREATE DATABASE $name TEMPLATE gongkai_empty"
	done
	PGHOST=$dir/run PGUSER=postgres tap "Database tests (pgTAP)" --jobs 3 \
		--database gongkai_mutation "${mutation[@]}" --database gongkai_audit "${audit[@]}" \
		--database gongkai_empty "${others[@]}"
	suite_stop_postgres
	rm -rf "$dir/pg"
}

suite_desk() {
	tap "The desk in a browser" --jobs "$(nproc)" tests/desk/*.t
}

suite_http() {
	local file others=()
	# What kills processes and counts seconds has the machine for itself.
	local alone=(tests/http/{activation,limits,metrics,outage,rights,whole,workers}.t)
	for file in tests/http/*.t; do
		[[ " ${alone[*]} " == *" $file "* ]] || others+=("$file")
	done
	# Each waits now and then.
	tap "HTTP tests" --jobs $(($(nproc) + 1)) "${others[@]}"
	tap "HTTP tests, alone" "${alone[@]}"
}

# More than one machine, and backups.
suite_cluster() {
	tap "More than one machine" tests/cluster/*.t
}

suite_typeset() {
	tap "Typesetting tests" tests/typeset/*.t
}

suite_cli() {
	tap "Tests of the command line" --jobs "$(nproc)" tests/cli/*.t
}

suite_pdf() {
	tap "PDF tests" --jobs "$(nproc)" tests/pdf/*.t
}

# A bare Debian 12 that boots, packed for the tests, which unpack it. Made anew each week.
suite_root() {   # ARCHIVE
	[[ -z $(find "$1" -mtime -7 2>/dev/null) ]] || return 0
	quietly "Making a bare Debian 12" "$STATE/log/production.root.log" mmdebstrap --variant=minbase --dpkgopt=force-unsafe-io \
		--aptopt='Acquire::Retries "3"' --include=systemd-sysv,dbus,sudo,curl,openssl,ca-certificates --format=tar bookworm "$1.new" &&
		mv "$1.new" "$1"
}

# What tests/production/boot asks of the kernel, which a plain container refuses.
suite_may_boot() {   # FOLDER
	# shellcheck disable=SC2016
	unshare --mount --pid --fork --uts --ipc --net --cgroup sh -ec '
		mount --make-rprivate /
		mount -t tmpfs tmpfs "$0"
		mkdir "$0/proc" "$0/cgroup"
		mount -t proc proc "$0/proc"
		mount -t cgroup2 cgroup2 "$0/cgroup"' "$1" || {
		printf 'dev: %s\n' "this machine lets even root boot no other one in a folder; the kernel's words stand above" \
			"Run ./dev test production on a machine, virtual ones too, or in a container with all rights (--privileged)" >&2
		return 1
	}
}

# The chapter "Production" of the manual, in a bare Debian 12.
suite_production() {
	((EUID == 0)) || fail "only root can boot a machine in a folder" "sudo ./dev test production"
	export GONGKAI_PRODUCTION=$STATE/production GONGKAI_PACKAGED=$PACKAGED
	mkdir -p "$GONGKAI_PRODUCTION"
	if suite_may_boot "$GONGKAI_PRODUCTION" && package_build && package_bundle && suite_root "$GONGKAI_PRODUCTION/root.tar"; then
		tally 1 0
		tap "The production chapter" tests/production/*.t
	else
		tally 0 1
	fi
}

no_test_process() { ! pgrep -f "(postgres|fcgi|nginx) .*$STATE/test/" >/dev/null; }

suite_end() {
	local passed=0 failed=0 p f
	trap '' INT TERM
	suite_stop_postgres
	wait_for 20 no_test_process || echo "dev: processes of the tests are left: pgrep -f $STATE/test/"
	while read -r p f; do
		((passed += p, failed += f, 1))
	done <"$TALLY"
	rm -f "$TALLY"
	((SUITE_DONE)) || ((failed += 1))
	echo "$passed passed, $failed failed"
	if ((failed > 0)); then exit 1; fi
	exit 0
}

suite() {   # [PART|FILE...]
	local part files=()
	local -A wanted=()
	SUITE_DONE=0
	TALLY=$(mktemp)
	trap 'interrupted' INT TERM HUP
	trap suite_end EXIT
	for part in "${@:-${SUITE_PARTS[@]}}"; do
		if [[ " ${SUITE_PARTS[*]} ${SUITE_APART[*]} " == *" $part "* ]]; then
			wanted[$part]=1
		elif [[ -f $part ]]; then
			files+=("$part")
		else
			fail "'$part' is no part of the tests and no file" "Parts: ${SUITE_PARTS[*]} ${SUITE_APART[*]}"
		fi
	done
	exec {TEST_LOCK}>"$STATE/test.lock"
	flock -n "$TEST_LOCK" || fail "another ./dev test is running in this clone" "Wait for it."
	suite_run
	SUITE_DONE=1
}

suite_run() {
	local file in_database=() others=()
	[[ -z ${wanted[cluster]:-} && " ${files[*]}" != *" tests/cluster/"* ]] || need cluster
	[[ -z ${wanted[production]:-} ]] || suite_production
	[[ -n ${files[*]} || ${!wanted[*]} != production ]] || return 0
	export GONGKAI_BUILD=$ROOT/build-gcc GONGKAI_TEST_STATE=$STATE/test
	BUILD=$GONGKAI_BUILD
	if [[ -n ${wanted[build]:-} || -n ${wanted[unit]:-} ]]; then
		suite_builds
	else
		suite_build build-gcc "gcc, warnings as errors" --enable-werror
		# What runs the commands with it, and needs no unit tests.
		[[ -z ${wanted[http]:-} && " ${files[*]} " != *" tests/http/leaks"* ]] ||
			build build-sanitizers --enable-werror --enable-sanitizers CC=clang
	fi
	[[ -z ${wanted[lint]:-} ]] || suite_lint
	[[ -z ${wanted[unit]:-} ]] || suite_unit
	[[ -z ${wanted[fuzz]:-} ]] || suite_fuzz
	[[ -z ${wanted[typeset]:-} ]] || suite_typeset
	[[ -z ${wanted[cli]:-} ]] || suite_cli
	[[ -z ${wanted[pdf]:-} ]] || suite_pdf
	[[ -n ${wanted[db]:-}${wanted[http]:-}${wanted[desk]:-}${wanted[cluster]:-}${files[*]} ]] || return 0
	suite_base || { tail -n 20 "$STATE/log/test-base.log"; return 1; }
	[[ -z ${wanted[db]:-} ]] || suite_db tests/db/*.sql tests/db/*.t
	for file in "${files[@]}"; do
		if [[ $file == tests/db/* ]]; then in_database+=("$file"); else others+=("$file"); fi
	done
	((${#in_database[@]} == 0)) || suite_db "${in_database[@]}"
	((${#others[@]} == 0)) || tap "${others[*]}" "${others[@]}"
	[[ -z ${wanted[http]:-} ]] || suite_http
	[[ -z ${wanted[desk]:-} ]] || suite_desk
	[[ -z ${wanted[cluster]:-} ]] || suite_cluster
}
