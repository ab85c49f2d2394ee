# shellcheck shell=bash
# `./dev fault` and `./dev torture`: run scripts that break a gongkai on purpose, and
# print one table of what they found. Sourced by dev.
#
# The last line of a script is what it did, its figure, and whether that is within the
# bound, with tabs between them (tests/lib/Gongkai/Fault.pm). What the bound is, README.md
# of the folder says, in the row that begins with the script's name.
# shellcheck disable=SC2153,SC2154  # what dev sets

# What the scripts break copies of.
fault_base() {
	need
	find_state
	make_state
	build build || fail "the build is broken" "${build_cure[@]}"
	export GONGKAI_BUILD=$BUILD GONGKAI_TEST_STATE=$STATE/test
	exec {TEST_LOCK}>"$STATE/test.lock"
	flock -n "$TEST_LOCK" || fail "another ./dev test is running in this clone" "Wait for it."
	trap suite_stop_postgres EXIT
	suite_base || fail "there is no cluster to break" "$STATE/log/test-base.log says why."
}

fault_names() {   # FOLDER
	find "$1" -maxdepth 1 -name '*.pl' -printf '%f\n' | sed 's/\.pl$//' | sort
}

fault_bound() {   # FOLDER NAME
	awk -F ' *[|] *' -v name="\`$2\`" '$2 == name { print $4; exit }' "$1/README.md"
}

# One row of the table.
fault_row() {   # FOLDER NAME SECONDS LINE
	local what figure ok
	IFS=$'\t' read -r what figure ok <<<"$4"
	if [[ $ok != ok && $ok != 'NOT OK' ]]; then
		what=${what:-nothing said}
		ok='NO END'
	fi
	printf "| \`%s\` | %s | %s | %s | %d s | %s |\n" "$2" "$what" "$figure" "$(fault_bound "$1" "$2")" "$3" "$ok"
}

fault_run() {   # FOLDER LIMIT NAME [OPTION...]
	local folder=$1 limit=$2 name=$3 log=$STATE/log/fault-$3.log
	shift 3
	setpriv --pdeathsig TERM timeout --kill-after=10 "$limit" perl -Itests/lib "$folder/$name.pl" "$@" 2>&1 >"$log.out" |
		tee "$log" >&2
	tail -n 1 "$log.out"
}

# One script and its row, which is kept in STATE/log.
fault_one() {   # FOLDER LIMIT NAME [OPTION...]
	local line since=$SECONDS
	line=$(fault_run "$@") || true
	printf '    %s\n' "${line//$'\t'/: }"
	fault_row "$1" "$3" $((SECONDS - since)) "$line" >"$STATE/log/fault-$3.row"
}

# Runs scripts, each at most LIMIT seconds, one after another or all at once, and prints
# the table; it is kept in STATE. Options are for all of them.
fault_table() {   # FOLDER LIMIT one|all NAME... [OPTION...]
	local folder=$1 limit=$2 at_once=$3 name begin=$SECONDS bad rows=()
	shift 3
	local names options
	for name; do
		[[ $name != -* ]] || break
		rows+=("$STATE/log/fault-$name.row")
	done
	names=("${@:1:${#rows[@]}}")
	options=("${@:${#rows[@]}+1}")
	rm -f "${rows[@]}"
	for name in "${names[@]}"; do
		step "$name"
		set -m
		fault_one "$folder" "$limit" "$name" "${options[@]}" &
		set +m
		JOBS+=($!)
		[[ $at_once == all ]] || wait $!
	done
	wait "${JOBS[@]}"
	JOBS=()
	bad=$(grep -hvc '| ok |$' <(cat "${rows[@]}")) || true
	{
		printf '\n%s, %d cores, commit %s: %d of %d within their bounds, %d s.\n\n' "$(date +%F)" "$(nproc)" \
			"$(git rev-parse --short HEAD 2>/dev/null || echo none)" $((${#names[@]} - bad)) ${#names[@]} $((SECONDS - begin))
		printf '| script | what was done | figure | bound | took | |\n|---|---|---|---|--:|---|\n'
		cat "${rows[@]}"
	} | tee "$STATE/${folder##*/}.md"
	return $((bad > 0))
}
