#!/usr/bin/env bash
# Scripts in shell and Perl.
source tests/lib/lint.sh

mapfile -t scripts < <({
	files '*.sh'
	files 'dev' '.ci/*' 'debian/*' 'tests/*' | xargs grep -lE '^#!.*\b(ba)?sh$'
} | sort -u)
# SC2317: it does not see that functions are called by `check`.
check "shellcheck of ${#scripts[@]} scripts" shellcheck --external-sources --exclude=SC2317 "${scripts[@]}"

perl_syntax() {
	local file status=0
	while read -r file; do
		perl -Itests/lib -wc "$file" >/dev/null || status=1
	done < <({
		files '*.t' '*.pl' '*.pm'
		files 'tests/*' | xargs grep -lE '^#!.*\bperl$'
	} | sort -u)
	return "$status"
}
check "Perl compiles" perl_syntax
checked
