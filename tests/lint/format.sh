#!/usr/bin/env bash
# The C code has the shape of .clang-format.
source tests/lib/lint.sh

mapfile -t sources < <(files 'cgi/*.[ch]' 'tests/*.[ch]')
check "clang-format of ${#sources[@]} files; cure: clang-format -i FILE" \
	clang-format --dry-run -Werror "${sources[@]}"
checked
