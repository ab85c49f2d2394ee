#!/usr/bin/env bash
# Static analysis: cppcheck, clang-tidy, and headers that stand alone.
source tests/lib/lint.sh

read -r -a flags <<<"$(compile_flags | tr '\n' ' ')"
mapfile -t sources < <(files 'cgi/*.c')
mapfile -t headers < <(files 'cgi/*.h')

check "cppcheck of ${#sources[@]} files" \
	cppcheck --quiet --std=c11 --language=c -j 2 --enable=warning,performance,portability \
	--inline-suppr --error-exitcode=1 --suppress=missingInclude --suppress=missingIncludeSystem \
	-Icgi "${sources[@]}"

# One clang-tidy for every few files, all cores busy.
tidy_all() {
	local output
	# shellcheck disable=SC2016
	output=$(printf '%s\n' "${sources[@]}" |
		FLAGS="${flags[*]}" xargs -P "$(nproc)" -n 4 bash -c '
			read -r -a flags <<<"$FLAGS"
			clang-tidy --quiet "$@" -- "${flags[@]}" 2>/dev/null' bash |
		grep -E ': (error|warning): ') || true
	[[ -z $output ]] || { echo "$output"; return 1; }
}
check "clang-tidy" tidy_all

alone() {
	local header status=0
	for header in "${headers[@]}"; do
		echo "#include \"${header#cgi/}\"" |
			gcc "${flags[@]}" -Wall -Wextra -fsyntax-only -x c - || status=1
	done
	return "$status"
}
check "each of ${#headers[@]} headers stands alone" alone
checked
