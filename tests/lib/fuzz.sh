# shellcheck shell=bash
# `./dev fuzz`: build the fuzz targets for libFuzzer, run one, tell the sum.
# Sourced by dev. What a run finds stays in build-fuzz/fuzz/TARGET.

fuzz_targets() {
	grep -l '^LLVMFuzzerTestOneInput' tests/fuzz/*.c | sed 's|.*/||; s|\.c$||'
}

fuzz_list() {
	local target
	echo "Fuzz targets (./dev fuzz TARGET SECONDS):"
	for target in $(fuzz_targets); do
		printf '  %-9s %s\n' "$target" \
			"$(sed -n 's/^ \* //p; /\*\//q' "tests/fuzz/$target.c" | tr '\n' ' ' | sed 's/[:.;] .*//')"
	done
}

# Folders of the tree that have inputs.
fuzz_seeds() {   # TARGET
	local folder
	for folder in "tests/fuzz/corpus/$1" "tests/fuzz/crash/$1"; do
		[[ ! -d $folder ]] || echo "$folder"
	done
	case $1 in
	document) echo sql/sample tests/fixture ;;
	template) echo templates ;;
	esac
}

# The target's dictionary, with the names that mean something in its inputs.
fuzz_dictionary() {   # TARGET
	echo "# Words of $1." # libFuzzer takes no empty file
	cat "tests/fuzz/$1.dict" 2>/dev/null || true
	case $1 in
	template) sed -nE 's/.*<(element|attribute) name="([^"]+)".*/"\2"/p' templates/template.rng ;;
	esac
	case $1 in
	template | bind | document)
		jq '[.. | objects | .properties? // {} | keys[]] | unique[]' sql/document.schema.json
		;;
	esac
}

fuzz_sum() {   # TARGET WORK INPUTS-BEFORE
	local found after
	found=$(sed -n 's/.*Test unit written to //p' "$2/log")
	after=$(find "$2/corpus" -type f | wc -l)
	printf '\n%s: %s runs, coverage %s edges, %d new inputs in %s, ' "$1" \
		"$(sed -n 's/^stat::number_of_executed_units: *//p' "$2/log")" \
		"$(grep -oE "cov: [0-9]+" "$2/log" | tail -n 1 | cut -c 6- | grep . || echo 0)" $((after - $3)) "$2/corpus"
	[[ -n $found ]] || { echo "no crash"; return 0; }
	printf 'CRASH\n    the input  %s\n    again      build-fuzz/tests/fuzz/%s %s\n' "$found" "$1" "$found"
	return 1
}

fuzz_run() {   # TARGET SECONDS
	local target=$1 seconds=$2 work=build-fuzz/fuzz/$1 before status=0
	mkdir -p "$work/corpus"
	before=$(find "$work/corpus" -type f | wc -l)
	fuzz_dictionary "$target" >"$work/dictionary"
	step "Fuzzing $target for $seconds s"
	trap : INT
	# shellcheck disable=SC2046
	"build-fuzz/tests/fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
		-dict="$work/dictionary" -artifact_prefix="$work/" -print_final_stats=1 \
		"$work/corpus" $(fuzz_seeds "$target") 2>&1 | tee -i "$work/log" || status=$?
	trap interrupted INT
	fuzz_sum "$target" "$work" "$before" || return 1
	# 72: interrupted.
	((status == 0 || status == 72)) || fail "libFuzzer ended with status $status; its own words stand above"
}
