# shellcheck shell=bash
# For lints in shell: each `check` is one TAP test that runs a command, and shows
# what it printed when it fails. Ends with `checked`.

CHECKS=0
FAILED=0

check() {   # NAME COMMAND...
	local name=$1 output
	shift
	((CHECKS += 1))
	if output=$("$@" 2>&1); then
		echo "ok $CHECKS - $name"
	else
		((FAILED += 1))
		echo "not ok $CHECKS - $name"
		head -n 100 <<<"$output" | sed 's/^/# /'
	fi
}

checked() {
	echo "1..$CHECKS"
	exit $((FAILED > 0))
}

# Files of the project by pattern, whether committed yet or not.
files() {   # PATTERN...
	if [[ -e .git ]]; then
		git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do
			[[ ! -f $file ]] || echo "$file"
		done
	else
		local pattern
		for pattern; do
			find . -path './build*' -prune -o -path ./var -prune -o -type f -path "./$pattern" -printf '%P\n'
		done
	fi
}

# Where the objects and generated headers are, and how C is compiled for a look at it.
BUILD=${GONGKAI_BUILD:-build}
compile_flags() {
	echo -std=c11 -D_GNU_SOURCE -DPACKAGE_VERSION='"0"' -I. -Icgi "-I$BUILD" "-I$BUILD/cgi"
	pkg-config --cflags libpq libcjson libxml-2.0 gumbo fribidi harfbuzz harfbuzz-subset libdeflate libcrypto libqrencode
}
